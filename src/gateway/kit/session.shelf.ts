import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { now } from '../../bus/now.js';
import { DiscordConnection } from '../../config/connection.js';
import { GatewaySettings } from '../../config/gateway.settings.js';
import { MonitorSettings } from '../../config/monitor.settings.js';
import { span } from '../../model/limits.js';
import { counted, duration } from '../../model/words.js';
import { type KeptSession, SessionBook } from '../../store/session.book.js';
import { type Fingerprint, differenceOf, fingerprintOf } from './fingerprint.js';

/** Milliseconds. Discord keeps a session for some minutes; asking for an older one costs a second and nothing else. */
const LIFE_MS = 900_000;

/** The sessions of the process before this one, as far as they may be taken up. */
@Injectable()
export class SessionShelf implements OnModuleInit {
  readonly isOn: boolean;
  private readonly logger = new Logger('Sessions');
  private sessions = new Map<number, KeptSession>();
  /** The user and application of READY, as JSON; `null` when no session may be taken up. */
  client: string | null = null;

  constructor(
    private readonly book: SessionBook,
    private readonly settings: GatewaySettings,
    private readonly connection: DiscordConnection,
    private readonly limits: MonitorSettings,
  ) {
    this.isOn = settings.sessionKit === 'on';
  }

  get fingerprint(): Fingerprint {
    return fingerprintOf(this.connection.token, this.settings.intents, this.settings.cache);
  }

  async onModuleInit(): Promise<void> {
    if (!this.isOn) return;
    try {
      await this.load();
    } catch (error) {
      this.logger.error(error, 'The sessions of the process before this one could not be read: new ones begin');
    }
  }

  /** Whether every one of so many shards has a session to take up: then no session start is needed. */
  hasAll(shardCount: number): boolean {
    return shardCount > 0 && Array.from({ length: shardCount }, (_, id) => id).every((id) => this.fits(id, shardCount));
  }

  /** The session for a shard, once; `null` when there is none that fits. */
  take(shardId: number, shardCount: number): KeptSession | null {
    const session = this.fits(shardId, shardCount) ? (this.sessions.get(shardId) ?? null) : null;
    this.sessions.delete(shardId);
    return session;
  }

  private fits(shardId: number, shardCount: number): boolean {
    return this.sessions.get(shardId)?.shardCount === shardCount;
  }

  private async load(): Promise<void> {
    const [client, sessions] = [await this.book.client(), await this.book.sessions()];
    if (!client || sessions.length === 0) return;
    const difference = differenceOf(client.fingerprint, this.fingerprint);
    if (difference) {
      this.logger.log(`New sessions begin, because ${difference}`);
      return this.book.forget();
    }
    const young = sessions.filter(({ aliveAt }) => now() - aliveAt < span(LIFE_MS, this.limits));
    if (young.length < sessions.length) {
      const age = Math.max(...sessions.map(({ aliveAt }) => now() - aliveAt));
      this.logger.log(`${counted(sessions.length - young.length, 'session')} too old to take up: ${duration(age)}`);
    }
    if (young.length === 0) return;
    this.logger.log(`Taking up ${counted(young.length, 'session')} of the process before this one`);
    this.sessions = new Map(young.map((session) => [session.shardId, session]));
    this.client = client.json;
  }
}
