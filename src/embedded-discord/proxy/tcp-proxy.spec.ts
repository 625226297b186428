import { once } from 'node:events';
import { type AddressInfo, type Server, type Socket, connect, createServer } from 'node:net';
import { TcpProxy } from './tcp-proxy.js';

describe('the TCP proxy', () => {
  let echo: Server;
  let proxy: TcpProxy;
  let client: Socket;
  let heard: string;

  beforeEach(async () => {
    echo = createServer((socket) => socket.on('error', () => undefined).pipe(socket)).listen(0, '127.0.0.1');
    await once(echo, 'listening');
    proxy = await TcpProxy.start(`127.0.0.1:${(echo.address() as AddressInfo).port}`);
    client = await open();
    heard = '';
    client.on('data', (data) => (heard += data.toString()));
  });

  afterEach(async () => {
    client.destroy();
    await proxy.stop();
    echo.close();
  });

  async function open(): Promise<Socket> {
    const socket = connect(Number(proxy.address.split(':')[1]), '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  }

  /** Sends a word and waits for its echo; gives the milliseconds it took. */
  async function echoed(word: string): Promise<number> {
    const since = performance.now();
    client.write(word);
    while (!heard.includes(word)) await once(client, 'data');
    return performance.now() - since;
  }

  it('passes bytes on in both directions', async () => {
    await echoed('hello');

    expect(proxy).toMatchObject({ connections: 1, open: 1 });
  });

  it('swallows everything while it is a black hole, and nothing is lost after', async () => {
    await echoed('before');

    await proxy.set({ mode: 'blackHole' });
    client.write('during');
    await expect(Promise.race([echoed('x'), silence(client, 150)])).resolves.toBe('silent');
    await proxy.set({ mode: 'pass' });
    await echoed('after');

    expect(heard).toBe('beforeduringxafter');
  });

  it('can be a hole in one direction only', async () => {
    let reached = '';
    echo.on('connection', (socket: Socket) => socket.on('data', (data) => (reached += data.toString())));
    client.destroy();
    client = await open();
    await proxy.set({ mode: 'blackHole', direction: 'fromTarget' });

    client.write('one way');

    await expect(silence(client, 150)).resolves.toBe('silent');
    expect(reached).toBe('one way');
  });

  it('resets what is open and what comes', async () => {
    await echoed('open');
    const gone = once(client, 'error');

    await proxy.set({ mode: 'reset' });

    expect(await gone).toMatchObject([{ code: 'ECONNRESET' }]);
    const next = connect(Number(proxy.address.split(':')[1]), '127.0.0.1');
    expect(await once(next, 'error')).toMatchObject([{ code: 'ECONNRESET' }]);
  });

  it('refuses new connections as if nobody listened, keeps the open ones, and comes back at the same address', async () => {
    await echoed('open');

    await proxy.set({ mode: 'refuse' });

    const next = connect(Number(proxy.address.split(':')[1]), '127.0.0.1');
    expect(await once(next, 'error')).toMatchObject([{ code: 'ECONNREFUSED' }]);
    await echoed('still open');
    await proxy.set({ mode: 'pass' });
    (await open()).destroy();
  });

  it('adds latency in both directions', async () => {
    await proxy.set({ latencyMs: 60 });

    const tookMs = await echoed('late');

    expect(tookMs).toBeGreaterThanOrEqual(115);
    expect(tookMs).toBeLessThan(1_000);
  });

  it('throttles', async () => {
    await proxy.set({ bytesPerSecond: 10_000 });

    expect(await echoed(`${'x'.repeat(2_000)}.`)).toBeGreaterThan(180);
  });

  it('leads to loopback only', async () => {
    await expect(TcpProxy.start('example.com:80')).rejects.toThrow('"target" must be an address on loopback');
    await expect(TcpProxy.start('10.0.0.1:80')).rejects.toMatchObject({ field: 'target' });
  });

  it('says which setting cannot be', async () => {
    await expect(proxy.set({ latencyMs: -1 })).rejects.toThrow('"latencyMs" must be a whole number from 0 to 600000');
  });
});

async function silence(socket: Socket, ms: number): Promise<string> {
  return Promise.race([
    once(socket, 'data').then(() => 'heard something'),
    new Promise<string>((resolve) => setTimeout(() => resolve('silent'), ms)),
  ]);
}
