/** What a person or a key may do, from least to most: look; act; look after people, keys and settings. */
export type Role = 'viewer' | 'operator' | 'admin';

/** Every role, the least first. */
export const roles: readonly Role[] = ['viewer', 'operator', 'admin'];

/** Whether `role` is `least` or more. Nobody's role (`null`) is never enough. */
export function isAtLeast(role: Role | null, least: Role): boolean {
  return role !== null && roles.indexOf(role) >= roles.indexOf(least);
}

/** `an operator` */
export function withArticle(role: Role): string {
  return `${role === 'viewer' ? 'a' : 'an'} ${role}`;
}
