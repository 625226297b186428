import { BadField, type Values, maybe, number, oneOf, readFields, whole } from '../field.js';

/** How a proxy treats what goes through it. Milliseconds are our own: a network knows nothing of Discord's clock. */
export const proxyFields = {
  /**
   * - `pass`: forwards; - `blackHole`: forwards nothing, and keeps connections open;
   * - `reset`: resets open connections and new ones; - `refuse`: nobody listens, open connections stay
   */
  mode: oneOf(['pass', 'blackHole', 'reset', 'refuse'], 'pass'),
  /** What a black hole swallows. */
  direction: oneOf(['both', 'toTarget', 'fromTarget'], 'both'),
  latencyMs: whole(0, 600_000, 0),
  /** The latency is up to so much longer, by chance. */
  jitterMs: whole(0, 600_000, 0),
  /** In each direction of each connection; `null` for no limit. */
  bytesPerSecond: maybe(number(1, 1_000_000_000)),
};

export type ProxySettings = Values<typeof proxyFields>;

/** @throws {BadField} naming the first setting that cannot be */
export function readProxySettings(body: unknown): ProxySettings {
  return readFields(proxyFields, body);
}

export interface Target {
  readonly host: string;
  readonly port: number;
}

const LOOPBACK = /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|localhost)$/;

/**
 * Reads `host:port`.
 *
 * @throws {BadField} when it is not on loopback: a proxy to elsewhere would be an open door
 */
export function readTarget(address: string): Target {
  const [, host = '', port = ''] = /^\[?([^\]]+?)\]?:(\d{1,5})$/.exec(address) ?? [];
  const isPort = Number(port) >= 1 && Number(port) <= 65_535;
  if (!LOOPBACK.test(host) || !isPort)
    throw new BadField('target', '"target" must be an address on loopback, e.g. "127.0.0.1:5432"');
  return { host, port: Number(port) };
}
