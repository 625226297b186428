/** The stream as bytes, prepared once: what differs from one sending to the next has a fixed width and is written over. */
import { Buffer } from 'node:buffer';
import { EPOCH } from './guilds.mjs';
import { MESSAGE_ID, MIX } from './events.mjs';
import { monotonicMs } from './clock.mjs';
import { seeded } from './random.mjs';

/** Frames that differ; then the stream begins anew, with new ids. */
const FRAMES = 4_000;
/** Servers in which people write, in one channel each: as many as the warm-up fills, where all messages are kept. */
const BUSY_GUILDS = 60;
/** Sequence numbers of the stream begin here, so that all have seven digits. */
const FIRST_SEQUENCE = 1_000_000;
const NO_TIME = '0000000000.000';

let increment = 0;
/** A new id as Discord would make it now. */
export function snowflakeNow() {
  increment = (increment + 1) % 4_096;
  return String((BigInt(Date.now() - EPOCH) << 22n) + BigInt(increment));
}

function frameOf(type, d) {
  const text = JSON.stringify({ t: type, s: FIRST_SEQUENCE, sentAt: NO_TIME, op: 0, d });
  const bytes = Buffer.from(text);
  return {
    ...{ type, bytes, channelId: d.channel_id },
    sequenceAt: bytes.indexOf(`"s":${FIRST_SEQUENCE}`) + 4,
    timeAt: bytes.indexOf(NO_TIME),
    idAt: bytes.indexOf(`"id":"${MESSAGE_ID}"`) + 6,
  };
}

/** All frames of the stream, in their order. */
export function preparedFrames(guilds, seed) {
  const random = seeded(seed);
  return Array.from({ length: FRAMES }, () => {
    let left = random.ratio();
    const [type, , make] = MIX.find(([, share]) => (left -= share) < 0) ?? MIX[0];
    const where = type.startsWith('MESSAGE_') ? guilds.slice(0, BUSY_GUILDS) : guilds;
    return frameOf(type, make(random, random.pick(where)));
  });
}

/** The endless stream to one client: each call of `next` gives the bytes of one event, stamped with the time of sending. */
export function streamOf(frames) {
  const newest = new Map();
  let told = 0;
  const idFor = ({ type, channelId }) => {
    if (type !== 'MESSAGE_CREATE') return newest.get(channelId) ?? MESSAGE_ID;
    const id = snowflakeNow();
    newest.set(channelId, id);
    return id;
  };
  return {
    next() {
      const frame = frames[told % frames.length];
      const bytes = Buffer.from(frame.bytes);
      bytes.latin1Write(String(FIRST_SEQUENCE + (told % 9_000_000)), frame.sequenceAt);
      if (frame.type.startsWith('MESSAGE_')) bytes.latin1Write(idFor(frame), frame.idAt);
      bytes.latin1Write(monotonicMs().toFixed(3).padStart(NO_TIME.length, '0'), frame.timeAt);
      told += 1;
      return bytes;
    },
  };
}
