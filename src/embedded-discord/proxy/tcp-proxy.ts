import { once } from 'node:events';
import { type AddressInfo, type Server, type Socket, connect, createServer } from 'node:net';
import { OneWay } from './one-way.js';
import { type ProxySettings, type Target, readProxySettings, readTarget } from './proxy-settings.js';

const HOST = '127.0.0.1';

interface Pair {
  readonly client: Socket;
  readonly target: Socket;
  readonly toTarget: OneWay;
  readonly fromTarget: OneWay;
}

/** Stands between a client and any server on loopback, and makes the network between them as bad as is wanted. */
export class TcpProxy {
  /** Connections taken since the start. */
  connections = 0;
  private settings = readProxySettings({});
  private readonly pairs = new Set<Pair>();
  private server: Server | null = null;
  private port = 0;

  private constructor(readonly target: Target) {}

  /**
   * Resolves once it listens, on a free port of 127.0.0.1.
   *
   * @param address of the server behind, e.g. `127.0.0.1:5432`
   * @throws {BadField} when the address is not on loopback or a setting cannot be
   */
  static async start(address: string, settings: Partial<ProxySettings> = {}): Promise<TcpProxy> {
    const proxy = new TcpProxy(readTarget(address));
    const asked = readProxySettings(settings);
    await proxy.listen();
    await proxy.set(asked);
    return proxy;
  }

  /** Where clients connect, e.g. `127.0.0.1:40123`; it stays the same for the proxy's life. */
  get address(): string {
    return `${HOST}:${this.port}`;
  }

  get open(): number {
    return this.pairs.size;
  }

  get current(): ProxySettings {
    return this.settings;
  }

  /** Changes some settings and keeps the others. @throws {BadField} when one cannot be */
  async set(settings: Partial<ProxySettings>): Promise<void> {
    this.settings = readProxySettings({ ...this.settings, ...settings });
    const { mode } = this.settings;
    if (mode === 'reset') this.resetAll();
    for (const pair of this.pairs) this.hold(pair);
    if (mode === 'refuse') await this.unlisten();
    else if (!this.server) await this.listen();
  }

  async stop(): Promise<void> {
    this.resetAll();
    await this.unlisten();
  }

  private resetAll(): void {
    for (const { client, target } of this.pairs) {
      client.resetAndDestroy();
      target.resetAndDestroy();
    }
  }

  private async listen(): Promise<void> {
    // Half open: the end of one direction says nothing about the other.
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => this.take(client));
    this.server = server;
    server.listen(this.port, HOST);
    await once(server, 'listening');
    this.port = (server.address() as AddressInfo).port;
  }

  private async unlisten(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (!server) return;
    // Open connections may stay, so nobody waits for `close`; the port is free at once.
    server.close();
    await Promise.resolve();
  }

  private take(client: Socket): void {
    this.connections += 1;
    client.on('error', () => undefined);
    if (this.settings.mode === 'reset') return void client.resetAndDestroy();
    const target = connect({ ...this.target, allowHalfOpen: true, noDelay: true });
    const settings = (): ProxySettings => this.settings;
    const toTarget = new OneWay(client, target, settings);
    const fromTarget = new OneWay(target, client, settings);
    const pair = { client, target, toTarget, fromTarget };
    this.pairs.add(pair);
    target.on('error', () => client.resetAndDestroy());
    client.on('error', () => target.resetAndDestroy());
    target.on('close', () => this.part(pair, client));
    client.on('close', () => this.part(pair, target));
    this.hold(pair);
  }

  private part(pair: Pair, other: Socket): void {
    this.pairs.delete(pair);
    if (!other.writableFinished) other.destroySoon();
  }

  private hold({ toTarget, fromTarget }: Pair): void {
    const { mode, direction } = this.settings;
    const isHole = mode === 'blackHole';
    toTarget.hold(isHole && direction !== 'fromTarget');
    fromTarget.hold(isHole && direction !== 'toTarget');
  }
}
