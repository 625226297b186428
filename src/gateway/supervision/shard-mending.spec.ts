import type { ShardInternals } from '../discordjs-internals.js';
import { checkFrames } from './shard-mending.js';

const MEGABYTE = 1_048_576;

/** Internals that read JSON as the library does, and what was found unreadable. */
function internalsOf(parts: Partial<ShardInternals> = {}) {
  const unreadable: unknown[] = [];
  const unpackMessage = (data: string | ArrayBuffer): Promise<object | null> => {
    try {
      return Promise.resolve(JSON.parse(data as string) as object);
    } catch {
      return Promise.resolve(null);
    }
  };
  const internals = { connection: {}, inflate: null, unpackMessage, ...parts } as ShardInternals;
  checkFrames(internals, (error) => unreadable.push(error));
  return { internals, unreadable };
}

describe('the frames of a shard', () => {
  it('are handed on as they are', async () => {
    const { internals, unreadable } = internalsOf();

    expect(await internals.unpackMessage('{"op":11}', false)).toEqual({ op: 11 });
    expect(unreadable).toEqual([]);
  });

  it.each([
    ['no JSON', '{"op":0,"t":', false],
    ['binary, although nothing is compressed', new ArrayBuffer(4), true],
    ['far too large', 'x'.repeat(33 * MEGABYTE), false],
  ])('are told of when they cannot be read: %s', async (_what, data, isBinary) => {
    const { internals, unreadable } = internalsOf();

    expect(await internals.unpackMessage(data, isBinary)).toBeNull();
    expect(unreadable).toHaveLength(1);
  });

  it('are told of when the library itself stumbles over them', async () => {
    const unpackMessage = () => Promise.reject(new Error('incorrect header check'));
    const { internals, unreadable } = internalsOf({ unpackMessage });
    await internals.unpackMessage('{}', false);

    expect(unreadable).toEqual([new Error('incorrect header check')]);
  });

  it('may be parts of a message where the connection is compressed', async () => {
    const { internals, unreadable } = internalsOf({ inflate: {}, unpackMessage: () => Promise.resolve(null) });
    await internals.unpackMessage(new ArrayBuffer(4), true);

    expect(unreadable).toEqual([]);
  });

  it('are left unread behind one that is broken, so that no later number hides the gap', async () => {
    const { internals, unreadable } = internalsOf();
    const all = ['{"s":1}', '{"s":', '{"s":3}', '{'].map((data) => internals.unpackMessage(data, false));

    expect(await Promise.all(all)).toEqual([{ s: 1 }, null, null, null]);
    expect(unreadable).toHaveLength(1);
  });

  it('are read again on the next connection', async () => {
    const { internals } = internalsOf();
    await internals.unpackMessage('{', false);
    internals.connection = {} as ShardInternals['connection'];

    expect(await internals.unpackMessage('{"op":10}', false)).toEqual({ op: 10 });
  });
});
