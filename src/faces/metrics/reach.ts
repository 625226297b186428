import type { Request } from 'express';
import { BlockList, isIP, isIPv6 } from 'node:net';

/** Any of these says that somebody handed the request on. */
const HANDED_ON = /^(?:x-forwarded-.*|forwarded|via|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip)$/;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

type IsTrusted = (address: string, hop: number) => boolean;

/**
 * Whether a request comes from this machine or from an address in TRUST_PROXY. One that was handed on is judged by the
 * client it stands for; where that cannot be known, it comes from afar.
 */
export function isNear(request: Request): boolean {
  const isTrusted = request.app.get('trust proxy fn') as IsTrusted;
  const peer = request.socket.remoteAddress ?? '';
  if (isHandedOn(request)) return isTrusted(peer, 0) && isClientNear(request, peer, isTrusted);
  return isLoopback(peer) ? isAddressedHere(request) : isTrusted(peer, 0);
}

function isHandedOn({ headers }: Request): boolean {
  return Object.keys(headers).some((name) => HANDED_ON.test(name));
}

/** Loopback in the words of a proxy on another machine is that machine, not this one. */
function isClientNear({ headers, ip = '' }: Request, peer: string, isTrusted: IsTrusted): boolean {
  if (!headers['x-forwarded-for']) return false;
  return isTrusted(ip, 0) || (isLoopback(peer) && isLoopback(ip));
}

/**
 * By address or as localhost. A browser here that a foreign page sends (DNS rebinding) calls us by the page's name, and
 * a proxy here that does not say for whom it asks by the name that people use.
 */
function isAddressedHere({ headers }: Request): boolean {
  const name = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  return name === 'localhost' || isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0;
}

function isLoopback(address: string): boolean {
  return isIP(address) !== 0 && loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
