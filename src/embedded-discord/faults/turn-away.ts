import { STATUS_CODES } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { StandingFaults } from './standing-faults.js';

/** How somebody is turned away: the connection is closed or reset without an answer, or it gets an HTTP status. */
export type TurnAway = 'refused' | 'reset' | number;

/** Turns a new WebSocket away when a fault says so. */
export function isTurnedAway(faults: StandingFaults, socket: Duplex): boolean {
  const outage = faults.take('outage', {}, ({ side }) => side !== 'rest');
  const refusal = outage ?? faults.take('ws.refuseUpgrade');
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
