import { EventEmitter } from 'node:events';
import { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { defaults } from '../options.js';
import { assemble } from '../parts.js';
import { Connection } from './connection.js';

/** A WebSocket whose client reads nothing. */
class StuckSocket extends EventEmitter {
  readonly OPEN = 1;
  readonly readyState = 1;
  bufferedAmount = 0;
  readonly send = vi.fn((text: string) => (this.bufferedAmount += text.length));
  readonly close = vi.fn();
  readonly terminate = vi.fn();
}

describe('a connection', () => {
  it('is cut when its client lets more than 32 MB pile up', () => {
    const { gateway } = assemble(defaults, () => ({ url: '', shards: 1 }));
    const socket = new StuckSocket();
    const arrival = { path: '/gateway', compress: null, tcp: new Duplex() };
    const connection = new Connection(socket as unknown as WebSocket, arrival, gateway);
    const megabyte = 'x'.repeat(1_048_576);

    for (let sequence = 1; sequence <= 40; sequence += 1)
      connection.dispatch({ type: 'MESSAGE_CREATE', sequence, json: `"${megabyte}"` });

    expect(socket.terminate).toHaveBeenCalledTimes(1);
    expect(socket.send.mock.calls.length).toBeLessThan(34);
    expect(gateway.tally.closes.byServer).toEqual({ 1006: 1 });
  });
});
