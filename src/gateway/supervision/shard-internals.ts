import { type Limits, span } from '../../model/limits.js';

/**
 * The parts of @discordjs/ws 1.2.3 that are private and that a supervised shard leans on. The package is pinned exactly,
 * and `supervised.shard.spec.ts` names the part that an upgrade takes away.
 */
export interface ShardInternals {
  connection: Socket | null;
  /** There with a compressed connection: then a frame may be a part of a message only. */
  inflate: object | null;
  /** How many payloads have gone out in this minute, and when the next begins (epoch milliseconds of the wall clock). */
  sendRateLimitState: SendLimit;
  internalConnect(): Promise<void>;
  heartbeat(isRequested?: boolean): Promise<void>;
  onError(error: Error): void;
  unpackMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<object | null>;
}

interface SendLimit {
  sent: number;
  resetAt: number;
}

/** What we use of a WebSocket of `ws`. */
export interface Socket {
  readonly url: string;
  readonly readyState: number;
  on(event: 'error', listener: () => void): void;
  terminate(): void;
  /** Stops and goes on reading. */
  pause(): void;
  resume(): void;
}

/** Milliseconds that Discord, and so the library, counts the payloads of a client over. */
const SENDS_COUNTED_OVER_MS = 60_000;

/** The library counts over a minute, whatever the time factor; with one, it would hold back payloads that Discord takes. */
export function hastenSends(internals: ShardInternals, limits: Pick<Limits, 'timeFactor'>): void {
  if (limits.timeFactor === 1) return;
  const windowMs = span(SENDS_COUNTED_OVER_MS, limits);
  let state = internals.sendRateLimitState;
  Object.defineProperty(internals, 'sendRateLimitState', {
    get: () => state,
    set: ({ sent }: SendLimit) => (state = { sent, resetAt: Date.now() + windowMs }),
  });
}

/** `readyState` of a socket that is not open yet. */
export const CONNECTING = 0;

/**
 * Sends each heartbeat, whether the one before was acknowledged or not: stock would take a process that stood still for a
 * connection that did. Acknowledgements are waited for elsewhere, with time for what lies unread.
 */
export function beatAlways(internals: ShardInternals): void {
  const beat = internals.heartbeat.bind(internals);
  internals.heartbeat = () => beat(true);
}

/** Characters or bytes. Discord's largest frames (a guild with hundreds of thousands of members) stay far below. */
const LARGEST_FRAME = 33_554_432;

/**
 * Calls `onUnreadable` for the first frame of a connection that is too large or broken; stock drops it without a word.
 * What came behind it is left unread: its number in the sequence would hide the gap, and Discord sends all of it again.
 */
export function checkFrames(internals: ShardInternals, onUnreadable: (error: unknown) => void): void {
  const unpack = internals.unpackMessage.bind(internals);
  const broken = new WeakSet<Socket>();
  internals.unpackMessage = async (data, isBinary) => {
    const { connection } = internals;
    const isBroken = () => connection !== null && broken.has(connection);
    try {
      const size = typeof data === 'string' ? data.length : data.byteLength;
      if (size > LARGEST_FRAME) throw new RangeError(`a frame of ${Math.round(size / 1_048_576)} MB`);
      const payload = await unpack(data, isBinary);
      if (isBroken()) return null;
      if (payload || (isBinary && internals.inflate)) return payload;
      throw new SyntaxError('a frame that is no JSON');
    } catch (error) {
      if (!isBroken()) onUnreadable(error);
      if (connection) broken.add(connection);
      return null;
    }
  };
}
