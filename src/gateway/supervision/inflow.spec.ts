import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ShardInternals, Socket } from '../discordjs-internals.js';
import { Inflow } from './inflow.js';

/** Milliseconds that each frame takes: three of them are more than a turn may have. */
const WORK_MS = 8;
const FRAMES = 12;

class Connection implements Socket {
  readonly url = 'ws://localhost';
  readonly readyState = 1;
  isPaused = false;
  on(): void {}
  terminate(): void {}
  pause(): void {
    this.isPaused = true;
  }
  resume(): void {
    this.isPaused = false;
  }
}

/** Milliseconds of a clock that only work moves. */
let at = 0;

/** A shard that notes which frames it took in, and takes its time with each. */
class Shard {
  connection = new Connection();
  readonly taken: string[] = [];
  readonly internals = this as unknown as ShardInternals;

  constructor(inflow: Inflow) {
    inflow.pace(this.internals);
  }

  unpackMessage(data: string): Promise<object | null> {
    at += WORK_MS;
    this.taken.push(data);
    return Promise.resolve({ data });
  }

  send(count: number): Promise<(object | null)[]> {
    return Promise.all(Array.from({ length: count }, (_, n) => this.internals.unpackMessage(String(n), false)));
  }
}

const numbers = (count: number): string[] => Array.from({ length: count }, (_, n) => String(n));

describe('what Discord sends at once', () => {
  let inflow: Inflow;
  let shard: Shard;
  beforeEach(() => {
    inflow = new Inflow(() => at);
    shard = new Shard(inflow);
  });

  it('leaves others their turn after a few frames, and reads nothing more until they are handled', async () => {
    const all = shard.send(FRAMES);
    await nextTurn();

    expect(shard.taken.length).toBeLessThan(FRAMES / 2);
    expect(shard.connection.isPaused).toBe(true);
    await all;
    await nextTurn();
    expect(shard.taken).toEqual(numbers(FRAMES));
    expect(shard.connection.isPaused).toBe(false);
  });

  it('is taken in as it comes while that is quickly done', () => {
    void shard.send(2);

    expect(shard.taken).toEqual(['0', '1']);
    expect(shard.connection.isPaused).toBe(false);
  });

  it('keeps its order on every shard', async () => {
    const other = new Shard(inflow);
    await Promise.all([shard.send(FRAMES), other.send(FRAMES), shard.send(1)]);

    expect(shard.taken).toEqual([...numbers(FRAMES), '0']);
    expect(other.taken).toEqual(numbers(FRAMES));
  });

  it('keeps its order when more comes as soon as it is read on', async () => {
    let more: () => void = () => undefined;
    const isThere = new Promise<void>((resolve) => (more = resolve));
    shard.connection.resume = () => process.nextTick(() => void shard.send(1).then(more));
    await Promise.all([shard.send(FRAMES), isThere]);

    expect(shard.taken).toEqual([...numbers(FRAMES), '0']);
  });

  it('is forgotten where it waits for a connection that is gone', async () => {
    const all = shard.send(FRAMES);
    await nextTurn();
    const [taken, gone] = [shard.taken.length, shard.connection];
    shard.connection = new Connection();

    expect((await all).filter((payload) => payload !== null)).toHaveLength(taken);
    await nextTurn();
    expect(gone.isPaused).toBe(false);
    await expect(shard.internals.unpackMessage('new', false)).resolves.toEqual({ data: 'new' });
  });
});
