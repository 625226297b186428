import 'reflect-metadata';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../src/app.settings.js';
import { BusModule } from '../../src/bus/bus.module.js';
import { ConfigModule } from '../../src/config/config.module.js';
import { DiscordConnection } from '../../src/config/connection.js';
import { Redaction } from '../../src/config/redaction.js';
import { ControlModule } from '../../src/control/control.module.js';
import { ControlService } from '../../src/control/control.service.js';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { Options } from '../../src/embedded-discord/options.js';
import { GatewayLifecycle } from '../../src/gateway/gateway.lifecycle.js';
import { GatewayModule } from '../../src/gateway/gateway.module.js';
import type { Action, Wish } from '../../src/model/action.js';
import type { UsualVolume } from '../../src/model/action.js';
import type { Role } from '../../src/model/role.js';
import type { Who } from '../../src/model/who.js';
import { LogDial } from '../../src/monitor/log-dial.js';
import { LoggedLines } from '../../src/monitor/logged-lines.js';
import { MonitorModule } from '../../src/monitor/monitor.module.js';
import { StatusService } from '../../src/monitor/status.service.js';
import { AuditBook } from '../../src/store/audit.book.js';
import { LastWords } from '../../src/store/last-words.js';
import { Store } from '../../src/store/store.js';
import { StoreModule } from '../../src/store/store.module.js';
import { waitFor } from '../e2e/start.js';

@Module({})
class HouseModule {}

const TIME_FACTOR = 5;

export const somebody = (role: Role | null, name = 'Ada'): Who => ({ kind: 'person', id: `1-${name}`, name, role });

/** A wish of its own, unless it is told which. */
export const wish = (action: Action, parts: Partial<Wish> = {}): Wish => ({
  id: randomUUID(),
  action,
  reason: 'a test',
  from: '192.0.2.7',
  ...parts,
});

/** All rooms but the faces, in this very process, beside a Discord of their own. */
export class House {
  private constructor(
    readonly discord: EmbeddedDiscord,
    private readonly app: INestApplicationContext,
    private readonly dataDir: string,
    readonly levels: UsualVolume[],
  ) {}

  /** Resolves once all shards answer. */
  static async open(discordWishes: Partial<Options> = {}, env: Record<string, string> = {}): Promise<House> {
    const options = { shards: 2, guilds: 6, traffic: false, mishaps: false, latency: false, timeFactor: TIME_FACTOR };
    const discord = await EmbeddedDiscord.start({ ...options, ...discordWishes });
    const dataDir = mkdtempSync(join(tmpdir(), 'shardwatch-house-'));
    const { token, api } = discord;
    const settings = readSettings({
      DISCORD_TOKEN: token,
      DISCORD_API_URL: api,
      DATA_DIR: dataDir,
      TIME_FACTOR: String(TIME_FACTOR),
      ...env,
    });
    const levels: UsualVolume[] = [];
    const dial = new LogDial('info');
    dial.connect((level) => levels.push(level));
    const said = [new LastWords(), new LoggedLines(), new Redaction((text) => text), dial];
    const given = [...settings, new DiscordConnection('real', api, token), ...said];
    const rooms = [ConfigModule.of(given), BusModule, StoreModule, GatewayModule, MonitorModule, ControlModule];
    const app = await NestFactory.createApplicationContext(
      { module: HouseModule, imports: rooms },
      { logger: false, abortOnError: false },
    );
    app.get(GatewayLifecycle).start();
    const house = new House(discord, app, dataDir, levels);
    await house.answers();
    return house;
  }

  get control(): ControlService {
    return this.app.get(ControlService);
  }

  get status(): StatusService {
    return this.app.get(StatusService, { strict: false });
  }

  get audit(): AuditBook {
    return this.app.get(AuditBook, { strict: false });
  }

  until<T>(look: () => T | null | undefined | false): Promise<T> {
    return waitFor(look, undefined, 40_000);
  }

  /** Resolves once all shards answer. */
  async answers(): Promise<void> {
    await this.until(() => {
      const { answeringShardCount, shardCount } = this.status.now().figures;
      return shardCount > 0 && answeringShardCount === shardCount;
    });
  }

  /** What shards have done at Discord, and Discord let them. */
  get counts(): { readonly identifies: number; readonly resumes: number } {
    return { identifies: this.discord.identifies, resumes: this.discord.resumes };
  }

  /** From now on nothing can be added to the audit. */
  async breakAudit(): Promise<void> {
    await this.app.get(Store, { strict: false }).db.schema.dropTable('audit_head').execute();
  }

  async close(): Promise<void> {
    await this.app.get(GatewayLifecycle).stop();
    await this.app.close();
    await this.discord.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
