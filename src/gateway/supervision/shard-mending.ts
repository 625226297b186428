import { type Limits, span } from '../../model/limits.js';
import { keepAway } from '../lasting-moment.js';
import type { SendLimit, ShardInternals, Socket } from '../discordjs-internals.js';

/** Milliseconds that Discord, and so the library, counts the payloads of a client over. */
const SENDS_COUNTED_OVER_MS = 60_000;

/**
 * The library counts over a minute of the wall clock, whatever the time factor, and however that clock is set meanwhile;
 * it would hold back payloads that Discord takes.
 */
export function countSendsEvenly(internals: ShardInternals, limits: Pick<Limits, 'timeFactor'>): void {
  const windowMs = span(SENDS_COUNTED_OVER_MS, limits);
  let state = internals.sendRateLimitState;
  Object.defineProperty(internals, 'sendRateLimitState', {
    get: () => state,
    set: ({ sent }: SendLimit) => {
      state = { sent, resetAt: Date.now() + windowMs };
      keepAway(state, 'resetAt');
    },
  });
}

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
