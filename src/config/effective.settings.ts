import { AlertSettings } from './alert.settings.js';
import { AuthSettings } from './auth.settings.js';
import { type Setting, secretsIn, settingsOf } from './env.js';
import { EventSettings } from './event.settings.js';
import { GatewaySettings } from './gateway.settings.js';
import { HistorySettings } from './history.settings.js';
import { IncidentSettings } from './incident.settings.js';
import { LogSettings } from './log.settings.js';
import { MetricsSettings } from './metrics.settings.js';
import { MonitorSettings } from './monitor.settings.js';
import { redactor } from './redact.js';
import { settingWords } from './setting-words.js';
import { StoreSettings } from './store.settings.js';
import { StreamSettings } from './stream.settings.js';
import { WebSettings } from './web.settings.js';

/** One setting as people may see it: of a secret only whether it is set. */
export interface EffectiveSetting {
  readonly name: string;
  /** What it is for. */
  readonly words: string;
  readonly isSecret: boolean;
  /** As text; `set` or `not set` for a secret, `not set` where nothing is. */
  readonly value: string;
  /** Whether it is as it would be with nothing set. */
  readonly isDefault: boolean;
}

/** The settings of one class. */
export interface SettingGroup {
  readonly title: string;
  readonly settings: readonly EffectiveSetting[];
}

const NOT_SET = 'not set';

const titles = new Map<unknown, string>([
  [GatewaySettings, 'The bot'],
  [WebSettings, 'The pages'],
  [StoreSettings, 'What is kept'],
  [LogSettings, 'The log'],
  [MonitorSettings, 'Where fine ends'],
  [MetricsSettings, 'Metrics'],
  [HistorySettings, 'History'],
  [StreamSettings, 'Live pages'],
  [EventSettings, 'The event log'],
  [IncidentSettings, 'Incidents'],
  [AlertSettings, 'Telling'],
  [AuthSettings, 'Signing in'],
]);

/** The settings that this process runs with, for people to read. Holds no secret. */
export class EffectiveSettings {
  readonly groups: readonly SettingGroup[];

  /** @param settings instances of the settings classes, read and checked; what else is among them is left out */
  constructor(settings: readonly object[]) {
    const redact = redactor(secretsIn(settings)); // somebody may have put a secret where it does not belong
    const shown = settings.filter((one) => titles.has(one.constructor)); // more than settings may be given
    this.groups = shown.map((one) => ({
      title: titles.get(one.constructor) ?? '',
      settings: settingsOf({ prototype: Object.getPrototypeOf(one) as object }).map((setting) => {
        const effective = shownOf(one, setting);
        return { ...effective, value: redact(effective.value) };
      }),
    }));
  }

  /** @param values what the house does where a setting is not set, by its name */
  groupsWith(values: Readonly<Record<string, string>>): readonly SettingGroup[] {
    return this.groups.map((group) => withDefaults(group, values));
  }
}

function withDefaults(group: SettingGroup, values: Readonly<Record<string, string>>): SettingGroup {
  const settings = group.settings.map((setting) => {
    const value = values[setting.name];
    return setting.value === NOT_SET && value !== undefined ? { ...setting, value, isDefault: true } : setting;
  });
  return { ...group, settings };
}

function shownOf(settings: object, { name, property, isSecret }: Setting): EffectiveSetting {
  const words = settingWords[name] ?? '';
  const value = asText((settings as Readonly<Record<string, unknown>>)[property]);
  if (isSecret)
    return { name, words, isSecret, value: value === NOT_SET ? NOT_SET : 'set', isDefault: value === NOT_SET };
  const Settings = settings.constructor as new () => Readonly<Record<string, unknown>>;
  return { name, words, isSecret, value, isDefault: value === asText(new Settings()[property]) };
}

function asText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? NOT_SET : value.join(', ');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : NOT_SET;
}
