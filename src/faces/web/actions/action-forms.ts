import { type LogVolume, type Reconnecting, actionWords, logVolumes } from '../../../model/action.js';
import { LONGEST_PRESENCE, type PresenceStatus, presenceStatuses } from '../../../model/presence.js';
import type { ActionForm } from './action-form.js';
import { type Field, type Fields, type Option, minutesField, text, wholeNumber } from '../parts/form-field.js';
import { syncForm } from './sync.form.js';

const MINUTE_MS = 60_000;
const A_DAY = 1_440;
const A_WEEK = 10_080;

const reconnect: ActionForm = {
  deed: 'shard.reconnect',
  keep: ['shard'],
  actionOf: (fields) => {
    const how: Reconnecting = {
      session: fields['session'] === 'new' ? 'new' : 'resume',
      isForced: fields['force'] === 'yes',
    };
    if (!text(fields['shard'])) return { kind: 'shards.reconnect', ...how };
    const shardId = wholeNumber(fields['shard'], [0, 1_000_000]);
    return shardId === null ? null : { kind: 'shard.reconnect', shardId, ...how };
  },
  ask: ({ fields, cost, mayForce }) => {
    const option = (session: 'resume' | 'new', label: string): Option => {
      const action = reconnect.actionOf({ ...fields, session });
      const { words, obstacle } = action ? cost(action) : { words: [], obstacle: null };
      const help = [...words, ...(obstacle === null ? [] : [obstacle])].join(' ');
      return { value: session, label, isChosen: (fields['session'] === 'new') === (session === 'new'), help };
    };
    const options = [option('resume', 'Resume its session'), option('new', 'Begin a new session')];
    const force: Field = {
      name: 'force',
      label: 'If only the reserve of session starts is left',
      value: '',
      options: [
        { value: 'no', label: 'Do not use it', isChosen: fields['force'] !== 'yes' },
        { value: 'yes', label: 'Use it this once', isChosen: fields['force'] === 'yes' },
      ],
    };
    return [{ name: 'session', label: 'How', value: '', options }, ...(mayForce ? [force] : [])];
  },
};

const reconnecting: ActionForm = {
  deed: 'reconnecting.pause',
  keep: ['do'],
  actionOf: ({ do: what }) => {
    if (what === 'pause') return { kind: 'reconnecting.pause' };
    return what === 'continue' ? { kind: 'reconnecting.continue' } : null;
  },
  ask: () => [],
};

const presence: ActionForm = {
  deed: 'presence.set',
  keep: [],
  actionOf: (fields) => {
    const status = presenceStatuses.find((one) => one === (fields['status'] ?? 'online'));
    const line = text(fields['text']);
    if (!status || line.length > LONGEST_PRESENCE) return null;
    return { kind: 'presence.set', presence: { status, text: line || null } };
  },
  ask: ({ fields }) => [
    { name: 'status', label: 'Dot beside its name', value: '', options: statusOptions(fields['status']) },
    {
      name: 'text',
      label: 'Line below its name',
      value: text(fields['text']),
      options: null,
      most: LONGEST_PRESENCE,
    },
  ],
};

const dotWords: Record<PresenceStatus, string> = {
  online: 'Online',
  idle: 'Idle',
  dnd: 'Do not disturb',
  invisible: 'Invisible',
};

function statusOptions(chosen: unknown): readonly Option[] {
  return presenceStatuses.map((value) => ({
    value,
    label: dotWords[value],
    isChosen: value === (chosen ?? 'online'),
  }));
}

const logLevel: ActionForm = {
  deed: 'loglevel.set',
  keep: [],
  actionOf: (fields) => {
    const level: LogVolume | undefined = logVolumes.find((one) => one === (fields['level'] ?? 'debug'));
    const minutes = wholeNumber(fields['minutes'] ?? '15', [1, A_DAY]);
    return level && minutes ? { kind: 'log_level.set', level, forMs: minutes * MINUTE_MS } : null;
  },
  ask: ({ fields }) => [
    {
      name: 'level',
      label: 'Least important level that is written',
      value: '',
      options: logVolumes.map((value) => ({
        value,
        label: value,
        isChosen: value === (fields['level'] ?? 'debug'),
      })),
    },
    minutesField(fields, { usual: '15', most: A_DAY }),
  ],
};

const maintenance: ActionForm = {
  deed: 'maintenance.set',
  keep: ['do'],
  actionOf: (fields) => {
    if (fields['do'] === 'end') return { kind: 'maintenance.end' };
    const minutes = wholeNumber(fields['minutes'] ?? '30', [1, A_WEEK]);
    return minutes === null ? null : { kind: 'maintenance.begin', forMs: minutes * MINUTE_MS };
  },
  ask: ({ fields }) => (fields['do'] === 'end' ? [] : [minutesField(fields, { usual: '30', most: A_WEEK })]),
};

const leave: ActionForm = {
  deed: 'guild.leave',
  keep: ['guild'],
  isSought: true,
  example: { kind: 'guild.leave', guildId: '0' },
  actionOf: ({ guild }) => {
    const guildId = text(guild);
    return /^\d{15,20}$/.test(guildId) ? { kind: 'guild.leave', guildId } : null;
  },
  ask: () => [],
};

const forms: ReadonlyMap<string, ActionForm> = new Map(
  Object.entries({ reconnect, reconnecting, presence, 'log-level': logLevel, maintenance, leave, sync: syncForm }),
);

/** `undefined` where there is no such form. */
export function formOf(name: string): ActionForm | undefined {
  return forms.get(name);
}

/** `Reconnect shard 3`, or what the form is for while nothing is filled in. */
export function titleOf(form: ActionForm, fields: Fields): string {
  const action = form.actionOf(fields);
  if (form === presence) return 'Change the presence';
  if (form === leave) return 'Leave a server';
  if (form === syncForm) return 'Sync the commands';
  if (action?.kind === 'maintenance.begin') return 'Begin maintenance';
  if (action?.kind === 'log_level.set') return 'Set how much is logged';
  if (!action) return 'This cannot be done';
  return actionWords('session' in action ? { ...action, session: 'resume', isForced: false } : action).words;
}

/** What is done when the button is pressed. */
export function verbOf(form: ActionForm, fields: Fields): string {
  return form === leave ? 'Leave this server' : titleOf(form, fields);
}
