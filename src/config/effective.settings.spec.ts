import { SETTINGS } from '../app.settings.js';
import { EffectiveSettings } from './effective.settings.js';
import { loadSettings } from './environment.js';
import { settingsOf } from './env.js';

const TOKEN = 'canary-aaaa.canary-bbbb.canary-cccc';
const secrets: Readonly<Record<string, string>> = {
  DISCORD_TOKEN: TOKEN,
  DISCORD_CLIENT_SECRET: 'canary-client-secret',
  API_KEY: 'canary-of-the-first-key-for-programs',
  METRICS_TOKEN: 'canary-metrics-token',
  DATABASE_URL: 'postgres://bot:canary-password@db:5432/bot',
  ALERT_WEBHOOK_URL: 'https://hooks.example.com/canary-webhook',
  HEARTBEAT_URL: 'https://beats.example.com/canary-heartbeat',
};

const effective = (env: Record<string, string>) => new EffectiveSettings(loadSettings(SETTINGS, env)).groups;
const rows = (env: Record<string, string>) => effective(env).flatMap(({ settings }) => settings);
const row = (env: Record<string, string>, name: string) => rows(env).find((one) => one.name === name);

describe('the settings in effect', () => {
  it('are all of them, in groups with a title and with words', () => {
    expect(rows({}).map(({ name }) => name)).toEqual(SETTINGS.flatMap(settingsOf).map(({ name }) => name));
    expect(
      effective({})
        .map(({ title }) => title)
        .join(),
    ).not.toContain('Settings');
    expect(rows({}).filter(({ words }) => words === '')).toEqual([]);
  });

  it('know every secret that is declared as one', () => {
    const declared = SETTINGS.flatMap(settingsOf).filter(({ isSecret }) => isSecret);

    expect(declared.map(({ name }) => name).sort()).toEqual(Object.keys(secrets).sort());
  });

  it('say of a secret whether it is set, and nothing else', () => {
    const values = rows({ ...secrets }).filter(({ isSecret }) => isSecret);

    expect(new Set(values.map(({ value }) => value))).toEqual(new Set(['set']));
    expect(JSON.stringify(effective({ ...secrets }))).not.toContain('canary');
    expect(new Set(rows({}).flatMap(({ isSecret, value }) => (isSecret ? [value] : [])))).toEqual(new Set(['not set']));
  });

  it('hide a secret that stands where it does not belong', () => {
    expect(row({ ...secrets, DATA_DIR: `/srv/${TOKEN}` }, 'DATA_DIR')?.value).toBe('/srv/[redacted]');
  });

  it('say what is as it would be with nothing set', () => {
    expect(row({}, 'PORT')).toMatchObject({ value: '3000', isDefault: true });
    expect(row({ PORT: '8080' }, 'PORT')).toMatchObject({ value: '8080', isDefault: false });
    expect(row({ INTENTS: 'Guilds,GuildMessages' }, 'INTENTS')).toMatchObject({ value: 'Guilds, GuildMessages' });
    expect(row({}, 'ADMIN_IDS')).toMatchObject({ value: 'not set', isDefault: true });
  });

  it('say what the house does where nothing is set', () => {
    const of = (env: Record<string, string>) => {
      const groups = new EffectiveSettings(loadSettings(SETTINGS, env)).groupsWith({ PUBLIC_VIEW: 'none' });
      return groups.flatMap(({ settings }) => settings).find(({ name }) => name === 'PUBLIC_VIEW');
    };

    expect(of({})).toMatchObject({ value: 'none', isDefault: true });
    expect(of({ PUBLIC_VIEW: 'full' })).toMatchObject({ value: 'full', isDefault: false });
  });
});
