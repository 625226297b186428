import type { Wire } from '../wire.js';
import type { User } from './user.js';

const statuses = ['online', 'idle', 'dnd'] as const;

/** How somebody shows up, the same each time; `null` for those who are offline: https://docs.discord.com/developers/events/gateway-events#presence-update */
export function presenceOf(user: User): Wire | null {
  if (user.isBot) return null;
  const number = Number(BigInt(user.id) >> 22n);
  // One in seven is there.
  if (number % 7 !== 0) return null;
  const status = statuses[(number / 7) % statuses.length];
  return { user: { id: user.id }, status, activities: [], client_status: { desktop: status } };
}
