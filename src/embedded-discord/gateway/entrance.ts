/** The ways into the gateway. */
export type Entrance = 'gateway' | 'resume';

export const GATEWAY_PATH = '/gateway';
/** A path of its own, so that it shows whether a client uses `resume_gateway_url`. */
export const RESUME_PATH = '/resume';

const entrances: ReadonlyMap<string, Entrance> = new Map([
  // Discord's own gateway has no path, so clients that know it by heart come without.
  ['/', 'gateway'],
  [GATEWAY_PATH, 'gateway'],
  [RESUME_PATH, 'resume'],
]);

/** The way in that a path is; `null` when it leads nowhere. */
export function entranceAt(path: string): Entrance | null {
  return entrances.get(path) ?? null;
}
