import { readFields, schemaOf, text } from '../field.js';
import { type ProxySettings, proxyFields, readProxySettings } from '../proxy/proxy-settings.js';
import { TcpProxy } from '../proxy/tcp-proxy.js';
import { type Wire, asObject } from '../wire.js';
import { type Operation, operation } from './operation.js';
import { notThere } from './problem.js';

/** The TCP proxies that were asked for. */
export class Proxies {
  private readonly byId = new Map<string, TcpProxy>();
  private made = 0;

  get all(): [id: string, proxy: TcpProxy][] {
    return [...this.byId];
  }

  async open(target: string, settings: ProxySettings): Promise<string> {
    const proxy = await TcpProxy.start(target, settings);
    this.made += 1;
    const id = `p${this.made}`;
    this.byId.set(id, proxy);
    return id;
  }

  /** @throws {Problem} 404 */
  get(id: string): TcpProxy {
    const proxy = this.byId.get(id);
    if (!proxy) throw notThere(`proxy ${id}`);
    return proxy;
  }

  async close(id: string): Promise<void> {
    const proxy = this.get(id);
    this.byId.delete(id);
    await proxy.stop();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.byId.keys()].map((id) => this.close(id)));
  }
}

const targetField = { target: text(100) };

/** Proxies on loopback that make the network bad: between a bot and this Discord, a database, anything. */
export function proxyOperations(proxies: Proxies): Operation[] {
  return [
    operation({
      method: 'get',
      path: '/proxies',
      about: 'The TCP proxies.',
      answer: () => ({ proxies: proxies.all.map(proxyView) }),
    }),
    operation({
      method: 'post',
      path: '/proxies',
      about: 'Opens a TCP proxy before an address on loopback, e.g. {"target":"127.0.0.1:5432"}.',
      schema: () => schemaOf({ ...targetField, ...proxyFields }),
      answer: async ({ raw }) => {
        const { target, ...settings } = readFields({ ...targetField, ...proxyFields }, raw ?? {});
        const id = await proxies.open(target, settings);
        return proxyView([id, proxies.get(id)]);
      },
    }),
    operation({
      method: 'patch',
      path: '/proxies/{id}',
      about: 'Changes settings of a TCP proxy; those that are not given stay.',
      schema: () => schemaOf(proxyFields),
      answer: async ({ part, raw }) => {
        const proxy = proxies.get(part('id'));
        readProxySettings(raw);
        await proxy.set(asObject(raw) as Partial<ProxySettings>);
        return proxyView([part('id'), proxy]);
      },
    }),
    operation({
      method: 'delete',
      path: '/proxies/{id}',
      about: 'Closes a TCP proxy and its connections.',
      answer: ({ part }) => proxies.close(part('id')),
    }),
  ];
}

function proxyView([id, { address, target, current, connections, open }]: [string, TcpProxy]): Wire {
  return { id, address, target: `${target.host}:${target.port}`, ...current, connections, open };
}
