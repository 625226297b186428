import { now } from '../../bus/now.js';
import type { KeptSession } from '../../store/session.book.js';
import type { FetchingStrategyOptions, IContextFetchingStrategy, SessionInfo } from './discordjs-ws.js';
import type { IdentifyGuard } from './identify-guard.js';
import type { ReconnectSwitch } from './reconnect-switch.js';

/** Attempts to reach the host a session is pinned to, after which the ordinary gateway is tried in turn with it. */
const PATIENCE_WITH_HOST = 3;

/**
 * What one shard asks while it works: its session, its options, and leave to identify. Everything answers at once.
 * The session is kept here, and only Discord's own word ends it: a network that fails does not.
 */
export class SessionContext implements IContextFetchingStrategy {
  /** While true, the library's wish to forget the session is not followed. */
  isKept = false;
  /** Whether a network that fails leaves the session alone; without it, it is given up as the library does by itself. */
  isSteady = true;
  private isAlive = false;
  private session: SessionInfo | null = null;
  private startedAt = 0;
  private aliveAt = 0;
  private failuresAtHost = 0;

  /** @param tell hears of every change: discord.js keeps a copy of its own, and stumbles over a RESUMED without one */
  constructor(
    readonly options: FetchingStrategyOptions,
    private readonly guard: IdentifyGuard,
    private readonly tell: (session: SessionInfo | null) => void = () => undefined,
  ) {}

  /** Takes up the session of the process before this one. */
  take({ aliveAt, startedAt, resumeUrl: resumeURL, ...session }: KeptSession): void {
    this.keep({ ...session, resumeURL });
    this.startedAt = startedAt;
    this.aliveAt = aliveAt;
  }

  /** What the next process would need to take the session up; `null` without one. */
  get kept(): KeptSession | null {
    if (!this.session) return null;
    if (this.isConnected) this.aliveAt = now();
    const { resumeURL: resumeUrl, ...session } = this.session;
    return { ...session, resumeUrl, startedAt: this.startedAt, aliveAt: this.aliveAt };
  }

  /** While true, the session is known to live. */
  get isConnected(): boolean {
    return this.isAlive;
  }

  set isConnected(isConnected: boolean) {
    if (this.isAlive || isConnected) this.aliveAt = now();
    this.isAlive = isConnected;
  }

  /** Where the next connection leads. */
  get address(): string {
    return this.current()?.resumeURL ?? this.options.gatewayInformation.url;
  }

  /** Whether shards that have lost their connection come back. */
  get reconnecting(): ReconnectSwitch {
    return this.guard.reconnecting;
  }

  get hasSession(): boolean {
    return this.session !== null;
  }

  retrieveSessionInfo(): SessionInfo | null {
    return this.current();
  }

  updateSessionInfo(_shardId: number, session: SessionInfo | null): void {
    if (session === null && this.isKept) return;
    if (session && session.sessionId !== this.session?.sessionId) this.startedAt = this.aliveAt = now();
    this.keep(session);
  }

  waitForIdentify(shardId: number, signal: AbortSignal): Promise<void> {
    return this.guard.waitForIdentify(shardId, signal);
  }

  /** The next connection begins a new session. */
  forget(): void {
    this.keep(null);
  }

  /** The address could not be reached, or did not say HELLO. */
  hostFailed(): void {
    this.failuresAtHost += 1;
  }

  hostAnswered(): void {
    this.failuresAtHost = 0;
  }

  private keep(session: SessionInfo | null): void {
    this.session = session;
    this.tell(session);
  }

  /** The host a session is pinned to may be gone for good while the rest of Discord lives: then both are tried in turn. */
  private current(): SessionInfo | null {
    const { session, failuresAtHost } = this;
    const isElsewhere = failuresAtHost >= PATIENCE_WITH_HOST && failuresAtHost % 2 === 1;
    return session && isElsewhere ? { ...session, resumeURL: this.options.gatewayInformation.url } : session;
  }
}
