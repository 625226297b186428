import type { Status } from './status.js';

/** The status as it may be shown to somebody who may not read the names of servers. */
export function withoutNames(status: Status): Status {
  const { snapshot } = status;
  const happenings = snapshot.happenings.map((happening) => ({ ...happening, guildName: null }));
  return { ...status, snapshot: { ...snapshot, happenings } };
}
