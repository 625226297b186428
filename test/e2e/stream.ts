/** One event of a stream. */
export interface StreamEvent {
  readonly type: string;
  readonly data: string;
  readonly retry: number | null;
}

/** Reads an SSE stream to its end, handing on each event; a browser's EventSource would hide `retry` and the end. */
export async function readStream(url: string, onEvent: (event: StreamEvent) => void): Promise<void> {
  const response = await fetch(url, { headers: { accept: 'text/event-stream' } });
  if (!response.body) throw new Error('The stream has no body');
  let rest = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + chunk).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) onEvent(parse(block));
  }
}

function parse(block: string): StreamEvent {
  const field = (name: string) =>
    block
      .split('\n')
      .filter((line) => line.startsWith(`${name}: `))
      .map((line) => line.slice(name.length + 2))
      .join('\n');
  return {
    type: field('event') || 'message',
    data: field('data'),
    retry: field('retry') ? Number(field('retry')) : null,
  };
}
