import type { KeyEntry } from '../../../auth/keys.js';
import type { PersonEntry } from '../../../auth/people.js';
import type { SessionEntry } from '../../../auth/session.desk.js';
import type { SettingGroup } from '../../../config/effective.settings.js';
import { counted } from '../../../model/words.js';
import { number, unbroken } from '../../format.js';
import { type Moment, moment, momentOrNull } from '../parts/moment.js';

interface SessionRow extends Pick<SessionEntry, 'id' | 'name' | 'role' | 'address' | 'browser' | 'isThis'> {
  readonly used: Moment;
  readonly ends: Moment;
}

interface KeyRow extends Pick<KeyEntry, 'id' | 'name' | 'role' | 'madeBy'> {
  readonly made: Moment;
  readonly used: Moment | null;
  readonly ends: Moment | null;
  readonly isOver: boolean;
}

/** Settings that belong together. */
interface GroupView extends SettingGroup {
  /** `9 settings, 2 set` */
  readonly count: string;
  readonly isOpen: boolean;
}

/** All that `views/pages/settings.hbs` may know. */
export interface SettingsView {
  readonly sessions: readonly SessionRow[];
  /** Whether they are those of everybody. */
  readonly isOfAll: boolean;
  /** `null` for whoever does not look after people. */
  readonly people: { readonly rows: readonly PersonEntry[] } | null;
  /** `null` for whoever does not look after keys. */
  readonly keys: { readonly rows: readonly KeyRow[]; readonly request: string } | null;
  /** What the program runs with; `null` for whoever may not read it. */
  readonly groups: readonly GroupView[] | null;
  /** A key that was made just now: it is shown once. */
  readonly newKey: string | null;
}

/** What the page is made of. */
export interface SettingsFacts extends Pick<SettingsView, 'isOfAll' | 'newKey'> {
  readonly groups: readonly SettingGroup[] | null;
  readonly people: readonly PersonEntry[] | null;
  readonly sessions: readonly SessionEntry[];
  readonly keys: readonly KeyEntry[] | null;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Names what the form for keys asks for: sent again, it makes no second key. */
  readonly request: string;
}

export function settingsView({ sessions, people, keys, groups, now, request, ...rest }: SettingsFacts): SettingsView {
  return {
    ...rest,
    sessions: sessions.map((session) => ({
      ...session,
      ...{ used: moment('ago', session.usedAt, now), ends: moment('in', session.endsAt, now) },
    })),
    people: people && { rows: people },
    keys: keys && { rows: keys.map((key) => keyRow(key, now)), request },
    groups: groups && groupViews(groups),
  };
}

/** First what is not as it would be by itself, whatever it belongs to; all the rest is folded away. */
function groupViews(groups: readonly SettingGroup[]): readonly GroupView[] {
  const set = { title: 'Set here', settings: setIn(groups.flatMap(({ settings }) => settings)) };
  const first = { ...set, count: `${number(set.settings.length)} not at their default`, isOpen: true };
  return [...(set.settings.length > 0 ? [first] : []), ...groups.map(groupView)];
}

function groupView({ title, settings }: SettingGroup): GroupView {
  const [all, set] = [counted(settings.length, 'setting'), setIn(settings).length];
  return { title, settings, count: unbroken(set === 0 ? all : `${all}, ${number(set)} set`), isOpen: false };
}

function setIn(settings: SettingGroup['settings']): SettingGroup['settings'] {
  return settings.filter(({ isDefault }) => !isDefault);
}

function keyRow({ id, name, role, madeBy, madeAt, usedAt, endsAt }: KeyEntry, now: number): KeyRow {
  return {
    ...{ id, name, role, madeBy },
    made: moment('ago', madeAt, now),
    used: momentOrNull('ago', usedAt, now),
    ends: momentOrNull('in', endsAt, now),
    isOver: endsAt !== null && endsAt <= now,
  };
}
