import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { type Forbidden, forbidden } from '../config/forbidden-address.js';

/** Looks a name up, as the system does. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Looks names up at the moment of a connection, and gives only addresses that may be used: so the connection goes to what was
 * looked at, whatever the name says a moment later.
 *
 * @param refusal why an address may not be used; `null` when it may
 */
export function checkedLookup(
  refusal: (what: Forbidden | null) => Error | null,
  resolve: Resolve = lookup,
): LookupFunction {
  return (hostname, { family, hints, order }, callback) => {
    resolve(hostname, { all: true, family, hints, order }, (error, addresses) => {
      if (error) return callback(error, []);
      const allowed = addresses.filter(({ address }) => !refusal(forbidden(address)));
      callback(allowed.length > 0 ? null : refusal(worst(addresses)), allowed);
    });
  };
}

function worst(addresses: readonly LookupAddress[]): Forbidden {
  const isHere = addresses.length > 0 && addresses.every(({ address }) => forbidden(address) === 'loopback');
  return isHere ? 'loopback' : 'never';
}
