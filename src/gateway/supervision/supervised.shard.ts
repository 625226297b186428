import { GatewayOpcodes, type GatewaySendPayload } from 'discord.js';
import { type Limits, patience, span } from '../../model/limits.js';
import { type ProblemKind, isFatal } from '../../model/problem.js';
import { duration } from '../../model/words.js';
import { CONNECTING, RESUMING, shardInternals } from '../discordjs-internals.js';
import { closeProblem } from '../problems.js';
import {
  WebSocketShard,
  type WebSocketShardDestroyOptions,
  WebSocketShardDestroyRecovery,
  WebSocketShardEvents,
} from './discordjs-ws.js';
import { Interlude } from './interlude.js';
import { Reconnection } from './reconnection.js';
import { keepsSession, whyRecovering } from './recovery.js';
import type { SessionContext } from './session-context.js';
import { beatAlways, checkFrames, countSendsEvenly } from './shard-mending.js';
import type { ShardObserver } from './shard-observer.js';
import { Stopwatch } from './stopwatch.js';

type ShardTimes = Pick<Limits, 'acknowledgeWithinMs' | 'timeFactor'>;

/** Milliseconds for the goodbye of a connection; a silent one would take 30 s. */
const CLOSE_WITHIN_MS = 2_000;
/** Milliseconds without any event after RESUME, until we try once more. */
const RESUME_WITHIN_MS = 15_000;

/**
 * A stock shard that keeps its session through every outage, waits longer from attempt to attempt, does not believe a
 * silent connection, and says what it does. It never rejects: nobody would catch it.
 */
export class SupervisedShard extends WebSocketShard {
  private isReconnecting = false;
  private isGreeted = false;
  private readonly interlude: Interlude;
  private readonly reconnection: Reconnection;
  private readonly acknowledgement: Stopwatch;
  private readonly resumption: Stopwatch;
  private readonly internals = shardInternals(this);
  private readonly connectOnce = this.internals.internalConnect.bind(this);

  constructor(
    private readonly context: SessionContext,
    shardId: number,
    private readonly observer: ShardObserver,
    private readonly times: ShardTimes,
  ) {
    super(context, shardId);
    this.interlude = new Interlude(shardId, observer, context.reconnecting);
    this.reconnection = new Reconnection(times.timeFactor);
    this.acknowledgement = new Stopwatch(patience(times.acknowledgeWithinMs, times), () =>
      this.cut('unacknowledged', `no acknowledgement within ${duration(times.acknowledgeWithinMs)}`),
    );
    this.resumption = new Stopwatch(span(RESUME_WITHIN_MS, times), () => this.cut('timeout', 'no answer to RESUME'));
    this.replaceInternals();
    this.listen();
  }

  /** Resolves when it is connected, however many attempts that takes. Rejects when Discord refuses it for good. */
  established(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.once(WebSocketShardEvents.Ready, () => resolve());
      this.once(WebSocketShardEvents.Resumed, resolve);
      this.on(WebSocketShardEvents.Closed, ({ code }) => {
        const problem = closeProblem(code);
        if (isFatal(problem)) reject(new Error(problem.detail));
      });
      // Stock gives up at the first error although the shard goes on trying; what matters is said by the events above.
      this.connect().catch(() => undefined);
    });
  }

  override send(payload: GatewaySendPayload): Promise<void> {
    this.observer.sent(this.id, payload.op);
    if (payload.op === GatewayOpcodes.Heartbeat) this.acknowledgement.start();
    if (payload.op === GatewayOpcodes.Resume) {
      this.reconnection.resuming();
      this.resumption.restart();
    }
    return super.send(payload);
  }

  /** Gives up a deaf connection, and takes the session up on a new one; or begins a new session, as the guard allows. */
  reconnect(detail: string, { isFresh }: { readonly isFresh: boolean }): void {
    if (isFresh) this.context.forget();
    this.cut('deaf', detail);
  }

  /** A person wants a new connection: with the session it has, or with a new one. One that waits for its next attempt makes it now. */
  renew(session: 'resume' | 'new'): void {
    const { Reconnect, Resume } = WebSocketShardDestroyRecovery;
    if (session === 'new') this.context.forget();
    if (this.isReconnecting) this.interlude.end();
    else void this.destroy({ recover: session === 'new' ? Reconnect : Resume, reason: 'Asked by a person' });
  }

  /** Stays as it is while connected, and comes back no more. */
  abandon(): void {
    this.interlude.abandon();
  }

  /** With `recover`: closes, waits and connects again. Without: closes for good. */
  override async destroy({ recover, ...options }: WebSocketShardDestroyOptions = {}): Promise<void> {
    if (recover === undefined) return this.close(options, options.code === RESUMING);
    if (this.isReconnecting) return;
    this.isReconnecting = true;
    this.explain(options);
    if (!this.isGreeted) this.context.hostFailed();
    const isResuming = recover === WebSocketShardDestroyRecovery.Resume;
    const isKept = this.context.isSteady ? keepsSession(isResuming, options) : isResuming;
    if (!isKept && this.context.hasSession) this.reconnection.sessionEnded();
    await this.close(isKept ? { ...options, code: RESUMING } : options, isKept);
    await this.interlude.pass(this.reconnection.nextWaitMs());
    this.isReconnecting = false;
    await this.open();
  }

  private explain(options: WebSocketShardDestroyOptions): void {
    const why = whyRecovering(options, { isGreeted: this.isGreeted, hasSession: this.context.hasSession });
    if (why && !this.interlude.isAbandoned) this.observer.givenUp(this.id, why.kind, why.detail);
  }

  private async open(): Promise<void> {
    if (this.interlude.isAbandoned) return this.observer.abandoned(this.id);
    if (this.reconnection.takeDeadSession()) this.context.forget();
    this.isGreeted = false;
    this.observer.connecting(this.id, this.context.address);
    try {
      await this.connectOnce();
    } catch (error) {
      this.observer.failed(this.id, error, this.context.address);
      void this.destroy({ recover: WebSocketShardDestroyRecovery.Resume });
    }
  }

  private async close(options: WebSocketShardDestroyOptions, isKept: boolean): Promise<void> {
    this.acknowledgement.stop();
    this.resumption.stop();
    const { connection } = this.internals;
    connection?.on('error', () => undefined); // from here on nobody else listens, and a late error must end nothing
    const late = setTimeout(() => connection?.terminate(), span(CLOSE_WITHIN_MS, this.times));
    Object.assign(this.context, { isConnected: false, isKept });
    await super.destroy(options);
    this.context.isKept = false;
    clearTimeout(late);
    if (connection?.readyState === CONNECTING) connection.terminate(); // stock lets it open later, with nobody there
  }

  /** Ends a connection of which nothing can be expected: whatever is still on its way is not waited for. */
  private cut(kind: ProblemKind, detail: string): void {
    const { connection } = this.internals;
    if (!connection || this.isReconnecting) return;
    this.observer.givenUp(this.id, kind, detail);
    connection.terminate();
  }

  private listen(): void {
    this.on(WebSocketShardEvents.Hello, () => {
      this.isGreeted = true;
      this.context.hostAnswered();
    });
    this.on(WebSocketShardEvents.HeartbeatComplete, () => this.acknowledgement.stop());
    for (const event of [WebSocketShardEvents.Ready, WebSocketShardEvents.Resumed] as const) {
      this.on(event, () => {
        this.resumption.stop();
        this.reconnection.established();
        this.context.isConnected = true;
      });
    }
    this.on(WebSocketShardEvents.Dispatch, () => {
      if (this.resumption.isRunning) this.resumption.restart();
    });
  }

  private replaceInternals(): void {
    const { internals, observer, context } = this;
    const fail = internals.onError.bind(this);
    internals.internalConnect = () => this.open();
    countSendsEvenly(internals, this.times);
    // Stock notes a network error, tells nobody of it, and drops the session for it.
    internals.onError = (error) => {
      observer.failed(this.id, error, internals.connection?.url ?? null);
      fail(error);
      if (context.isSteady) internals.failedToConnectDueToNetworkError = false;
    };
    beatAlways(internals);
    checkFrames(internals, (error) => {
      observer.malformed(this.id, error);
      this.cut('unreadable', 'a frame that cannot be read');
    });
  }
}
