import { inflateSync } from 'node:zlib';
import { Inflater } from '../../../test/conformance/inflater.js';
import { type Frames, PayloadFrames, type TextFrames, framesFor } from './frames.js';

describe('frames', () => {
  const sent: (string | Buffer)[] = [];
  const send = (message: string | Buffer): void => void sent.push(message);
  const all = (frames: Frames): Promise<void> => new Promise((resolve) => frames.afterwards(resolve));

  beforeEach(() => void sent.splice(0));

  it('are the text itself when nobody asks for compression, or for one that there is not', () => {
    for (const compress of [null, '', 'brotli']) framesFor(compress, send).write('{}');

    expect(sent).toEqual(['{}', '{}', '{}']);
  });

  it('of one stream keep their order and their bounds, however large they are', async () => {
    const frames = framesFor('zlib-stream', send);
    const inflater = new Inflater();
    const texts = Array.from({ length: 40 }, (_, number) => `${number} ${'é'.repeat(number * 3_000)}`);

    for (const text of texts) frames.write(text);
    await all(frames);

    expect(await Promise.all(sent.map((message) => inflater.text(message as Buffer)))).toEqual(texts);
    expect(frames.backlogBytes).toBe(0);
    frames.stop();
  });

  it('say how much waits for the compressor', () => {
    const frames = framesFor('zlib-stream', send);

    frames.write('x'.repeat(1_000));
    frames.write('x'.repeat(1_000));

    expect(frames.backlogBytes).toBeGreaterThanOrEqual(1_000);
    frames.stop();
  });

  it('forget what was to be done afterwards when they are stopped', async () => {
    const frames = framesFor('zlib-stream', send);
    const done = vi.fn();
    frames.write('{}');
    frames.afterwards(done);

    frames.stop();
    frames.write('late');
    await new Promise(setImmediate);

    expect(done).not.toHaveBeenCalled();
    expect(sent).toEqual([]);
  });

  it('can each be a stream of their own', async () => {
    const frames: TextFrames = new PayloadFrames(send);

    frames.write('{"op":11}');
    await all(frames);

    expect(inflateSync(sent[0] as Buffer).toString()).toBe('{"op":11}');
  });
});
