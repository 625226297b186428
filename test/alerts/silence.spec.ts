import { Silence } from '../../src/alerts/silence.js';
import { LocalBus } from '../../src/bus/local.bus.js';
import { now } from '../../src/bus/now.js';
import { MonitorSettings } from '../../src/config/monitor.settings.js';
import type { Maintenance } from '../../src/model/standing.js';
import { StatusService } from '../../src/monitor/status.service.js';
import { closed, opened } from '../make-incident.js';
import { Scene } from './scene.js';

describe('during maintenance', () => {
  let scene: Scene;
  let status: StatusService;
  const bus = new LocalBus();
  beforeEach(async () => {
    scene = await Scene.of();
    status = new StatusService(bus, new MonitorSettings());
    status.onModuleInit();
  });
  afterEach(async () => {
    status.onModuleDestroy();
    await scene.end();
  });

  const order = (maintenance: Maintenance | null) =>
    bus.publish({ type: 'standing.changed', instance: 'test', at: now(), standing: { maintenance } });

  it('nobody is told; afterwards only of what goes on, and no later process tells the rest', async () => {
    const [over, goesOn] = [opened(now(), { id: 1 }), opened(now() + 1, { id: 2 })];
    await scene.keep(over, goesOn);
    const teller = scene.teller();
    const silence = new Silence(teller.outbox, status);
    order({ since: now(), until: now() + 60_000, reason: 'a test' });
    await silence.take([over, goesOn]);
    await silence.take([closed(over)]);
    await teller.tell();
    const during = [scene.receiver.received.length, teller.outbox.waiting.length];
    order(null);
    await silence.take([]);
    await teller.tell();
    await scene.got(1);

    expect(during).toEqual([0, 0]);
    expect(scene.receiver.bodies()).toMatchObject([{ event: 'incident.opened', incident: { id: 2 } }]);
    expect((await scene.tellings(1)).map(({ state }) => state)).toEqual(['told', 'told']);
  });
});
