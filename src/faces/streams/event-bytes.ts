import type { MessageEvent } from '@nestjs/common';

const written = new WeakMap<MessageEvent, Buffer>();

/** An event as it goes over the wire: made once, and the same bytes for every reader of the same event. */
export function bytesOf(event: MessageEvent): Buffer {
  const known = written.get(event);
  if (known) return known;
  const bytes = Buffer.from(wordsOf(event));
  written.set(event, bytes);
  return bytes;
}

/** https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation */
function wordsOf({ type, id, retry, data }: MessageEvent): string {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  const fields: readonly (readonly [string, string | number | undefined])[] = [
    ['event', type],
    ['id', id],
    ['retry', retry],
    ...text.split(/\r\n|\r|\n/).map((line) => ['data', line] as const),
  ];
  const lines = fields.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${value}\n`);
  return `${lines.join('')}\n`;
}
