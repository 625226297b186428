import { BlockList, isIP } from 'node:net';

/** Addresses of the machine itself. IPv6 forms of IPv4 (`::ffff:127.0.0.1`) are understood by the list. */
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Where no receiver is: nothing, link-local, services of a cloud for its own machines, many at once, reserved. */
const NEVER_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['100.100.100.200', 32],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** The same in IPv6, and everything that wraps an IPv4 address in a way nobody uses any more. */
const NEVER_V6: readonly (readonly [string, number])[] = [
  ['::', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 32],
  ['2002::', 16],
  ['fd00:ec2::254', 128],
  ['fd20:ce::254', 128],
  ['fe80::', 10],
  ['ff00::', 8],
];
/** Wraps IPv4 addresses in clusters without IPv4 (NAT64): https://www.rfc-editor.org/rfc/rfc6052#section-2.1 */
const NAT64 = '64:ff9b::';

const never = new BlockList();
for (const [net, prefix] of NEVER_V6) never.addSubnet(net, prefix, 'ipv6');
for (const [net, prefix] of [...NEVER_V4, ['127.0.0.0', 8] as const]) {
  if (net !== '127.0.0.0') never.addSubnet(net, prefix, 'ipv4');
  never.addSubnet(`${NAT64}${net}`, 96 + prefix, 'ipv6');
}

/** The machine itself, or a place where nothing of ours is: `null` for addresses that messages may be sent to. */
export type Forbidden = 'loopback' | 'never';

/** @param address IPv4 or IPv6, as the system resolved it; anything else is forbidden */
export function forbidden(address: string): Forbidden | null {
  const version = isIP(address);
  if (version === 0) return 'never';
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (loopback.check(address, family)) return 'loopback';
  return never.check(address, family) ? 'never' : null;
}

/** What a host of a URL says by itself, without asking anybody: of a name only that it means this machine. */
export function forbiddenHost(hostname: string): Forbidden | null {
  const bare = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(bare) !== 0) return forbidden(bare);
  return /(^|\.)localhost$/i.test(bare) ? 'loopback' : null;
}
