import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { now } from '../../bus/now.js';
import { DiscordConnection } from '../../config/connection.js';
import { GatewaySettings } from '../../config/gateway.settings.js';
import { MonitorSettings } from '../../config/monitor.settings.js';
import { span } from '../../model/limits.js';
import { counted, duration } from '../../model/words.js';
import { type KeptSession, SessionBook } from '../../store/session.book.js';
import { type Fingerprint, differenceOf, fingerprintOf } from './fingerprint.js';
import type { KnownClient } from './guild.keeper.js';

/** Milliseconds. Discord keeps a session for some minutes; asking for an older one costs a second and nothing else. */
const LIFE_MS = 900_000;

/** The sessions of the process before this one, as far as they may be taken up. */
@Injectable()
export class SessionShelf implements OnModuleInit {
  /** Whether sessions outlive outages. */
  readonly isOn: boolean;
  /** Whether they are to outlive the process. */
  readonly isToLast: boolean;
  /** Epoch milliseconds at which the process before this one was last connected; `null` when that is not known. */
  leftAt: number | null = null;
  private readonly logger = new Logger('Sessions');
  private sessions = new Map<number, KeptSession>();
  private isTold = false;
  /** Whom READY said the bot is; `null` when no session may be taken up. */
  client: KnownClient | null = null;

  constructor(
    private readonly book: SessionBook,
    private readonly settings: GatewaySettings,
    private readonly connection: DiscordConnection,
    private readonly limits: MonitorSettings,
  ) {
    this.isOn = settings.sessionKit === 'on';
    // The demo's Discord ends with the process, and with it all that it knew.
    this.isToLast = this.isOn && connection.mode === 'real';
  }

  /** Whether they can outlive the process now: not while the store would not. */
  get isLasting(): boolean {
    return this.isToLast && this.book.isLasting;
  }

  get fingerprint(): Fingerprint {
    return fingerprintOf(this.connection.token, this.settings.intents, this.settings.cache);
  }

  async onModuleInit(): Promise<void> {
    if (this.connection.mode !== 'real') return;
    try {
      if (this.isOn) await this.load();
      else await this.forgetThose();
    } catch (error) {
      this.logger.error(error, 'The sessions of the process before this one could not be read: new ones begin');
    }
  }

  /** Whether any of so many shards has a session to take up: it needs no session start. */
  hasAny(shardCount: number): boolean {
    return this.sessions.size > 0 && this.otherCount(shardCount) === null;
  }

  /** The session for a shard, once; `null` when there is none that fits. Rejects when the store fails. */
  async take(shardId: number, shardCount: number): Promise<KeptSession | null> {
    const other = this.otherCount(shardCount);
    if (other !== null) await this.clear(`the number of shards changed from ${other} to ${shardCount}`);
    if (!this.isTold && this.sessions.size > 0)
      this.logger.log(`Taking up ${counted(this.sessions.size, 'session')} of the process before this one`);
    this.isTold = true;
    const session = this.sessions.get(shardId) ?? null;
    this.sessions.delete(shardId);
    return session;
  }

  /** How many shards there were when they are not so many now. */
  private otherCount(shardCount: number): number | null {
    const counts = [...this.sessions.values()].map((session) => session.shardCount);
    return counts.find((count) => count !== shardCount) ?? null;
  }

  private async clear(why: string): Promise<void> {
    this.logger.log(`New sessions begin, because ${why}`);
    this.sessions.clear();
    await this.book.forget();
  }

  /** While sessions are not kept, those of before grow old, and what happens is handled by others. */
  private async forgetThose(): Promise<void> {
    const sessions = await this.book.sessions();
    if (sessions.length === 0) return;
    this.leftAt = lastAlive(sessions);
    await this.clear('SESSION_KIT is off');
  }

  private async load(): Promise<void> {
    const [client, sessions] = [await this.book.client(), await this.book.sessions()];
    if (!client || sessions.length === 0) return;
    this.leftAt = lastAlive(sessions);
    const difference = differenceOf(client.fingerprint, this.fingerprint);
    // They stay in the store until Discord has let us in: whoever takes the change back has them again.
    if (difference) return this.logger.log(`New sessions begin, because ${difference}`);
    const known = readClient(client.json);
    const young = sessions.filter(({ aliveAt }) => now() - aliveAt < span(LIFE_MS, this.limits));
    this.tellOld(sessions.filter((session) => !young.includes(session)));
    const sound = young.filter(isSound);
    if (sound.length < young.length)
      this.logger.warn(`${counted(young.length - sound.length, 'session')} cannot be read: new ones begin there`);
    if (sound.length === 0) return;
    this.sessions = new Map(sound.map((session) => [session.shardId, session]));
    this.client = known;
  }

  private tellOld(old: readonly KeptSession[]): void {
    if (old.length === 0) return;
    const age = Math.max(...old.map(({ aliveAt }) => now() - aliveAt));
    this.logger.log(`Too old to be taken up: ${counted(old.length, 'session')}, left ${duration(age)} ago`);
  }
}

const lastAlive = (sessions: readonly KeptSession[]): number => Math.max(...sessions.map(({ aliveAt }) => aliveAt));

/** @throws {SyntaxError} when it is damaged */
function readClient(json: string): KnownClient {
  const { user, application } = (JSON.parse(json) ?? {}) as Partial<KnownClient>;
  if (!user?.id || !application?.id) throw new SyntaxError('Whose sessions these are is not known');
  return { user, application };
}

/** Whether it looks like a session: what is damaged leads nowhere. */
function isSound({ sessionId, sequence, resumeUrl }: KeptSession): boolean {
  const isAddress = /^wss?:/.test(resumeUrl) && URL.canParse(resumeUrl);
  return isAddress && sessionId !== '' && Number.isInteger(sequence) && sequence >= 0;
}
