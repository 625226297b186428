import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { incident } from '../../test/make.js';
import { WatchingModule } from '../../test/watching.module.js';
import { BusModule } from '../bus/bus.module.js';
import { now } from '../bus/now.js';
import { ConfigModule } from '../config/config.module.js';
import { MonitorSettings } from '../config/monitor.settings.js';
import { IncidentBook } from '../store/incident.book.js';
import { Store } from '../store/store.js';
import { IncidentReader } from './incident.reader.js';
import { IncidentsService } from './incidents.service.js';
import { RecentIncidents } from './recent-incidents.js';

const DAY = 86_400_000;

describe('the incidents at hand', () => {
  let app: INestApplicationContext;
  let recent: RecentIncidents;
  beforeEach(async () => {
    const imports = [ConfigModule.of([new MonitorSettings()]), BusModule, WatchingModule];
    app = await NestFactory.createApplicationContext({ module: class {}, imports }, { logger: false });
    recent = new RecentIncidents(app.get(IncidentReader), app.get(IncidentsService));
  });
  afterEach(async () => {
    recent.onModuleDestroy();
    await app.close();
  });

  it('are those of the last 90 days, the newest first, without what is long', async () => {
    const book = app.get(IncidentBook, { strict: false });
    for (const [id, ago] of [
      [1, 91],
      [2, 40],
      [3, 1],
    ] as const) {
      const endedAt = now() - ago * DAY;
      await book.put(incident({ id, beganAt: endedAt - 1_000, openedAt: endedAt, endedAt }), endedAt);
    }

    recent.onApplicationBootstrap();
    await vi.waitFor(() => expect(recent.isRead).toBe(true));

    expect(recent.all.map(({ id }) => id)).toEqual([3, 2]);
    expect(recent.all[0]).not.toHaveProperty('timeline');
    expect(recent.whole(3)).toBeNull();
  });

  it('are not known while the store does not answer, and that is no reason to fail', async () => {
    await app.get(Store, { strict: false }).close();

    recent.onApplicationBootstrap();
    await new Promise((resolve) => setImmediate(resolve));

    expect(recent.isRead).toBe(false);
    expect(recent.all).toEqual([]);
  });
});
