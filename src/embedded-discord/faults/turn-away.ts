import { STATUS_CODES } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Entrance } from '../gateway/entrance.js';
import type { StandingFaults } from './standing-faults.js';

/** How somebody is turned away: the connection is closed or reset without an answer, or it gets an HTTP status. */
export type TurnAway = 'refused' | 'reset' | number;

/** Whether a fault means those who come by `entrance`; by a path that leads nowhere only those of any path. */
export function means(entrance: Entrance | null) {
  return ({ path }: { readonly path: Entrance | 'any' }): boolean => path === 'any' || path === entrance;
}

/** Turns a new WebSocket away when a fault says so. */
export function isTurnedAway(faults: StandingFaults, entrance: Entrance | null, socket: Duplex): boolean {
  const outage = faults.take('outage', {}, ({ side }) => side !== 'rest');
  const refusal = outage ?? faults.take('ws.refuseUpgrade', {}, means(entrance));
  if (refusal) turnAway(socket, refusal.how);
  return refusal !== null;
}

export function turnAway(socket: Duplex, how: TurnAway): void {
  if (how === 'reset' && socket instanceof Socket) socket.resetAndDestroy();
  else if (typeof how !== 'number') socket.destroy();
  else {
    const reason = STATUS_CODES[how] ?? 'Web Server Returned an Unknown Error';
    socket.end(`HTTP/1.1 ${how} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  }
}
