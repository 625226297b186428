import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidSettings, loadSettings } from './environment.js';
import { GatewaySettings } from './gateway.settings.js';
import { StoreSettings } from './store.settings.js';
import { WebSettings } from './web.settings.js';

const gateway = (env: Record<string, string>) => loadSettings([GatewaySettings], env)[0];
const web = (env: Record<string, string>) => loadSettings([WebSettings], env)[0];

function reasons(env: Record<string, string>): readonly string[] {
  try {
    loadSettings([GatewaySettings, WebSettings], env);
  } catch (error) {
    if (error instanceof InvalidSettings) return error.reasons;
    throw error;
  }
  return [];
}

describe('the settings', () => {
  it('run with nothing set', () => {
    expect(gateway({})).toMatchObject({ token: undefined, intents: ['Guilds'], shards: 'auto', isDemo: false });
    expect(web({})).toMatchObject({ host: '127.0.0.1', port: 3000, trustProxy: [], drainDelayS: 0 });
  });

  it('take numbers, lists and yes or no from text', () => {
    expect(gateway({ GATEWAY_SHARDS: '4', DEMO: 'true', INTENTS: 'Guilds, GuildMessages' })).toMatchObject({
      shards: 4,
      isDemo: true,
      intents: ['Guilds', 'GuildMessages'],
    });
    expect(web({ TRUST_PROXY: '10.0.0.1,fd00::/8' }).trustProxy).toEqual(['10.0.0.1', 'fd00::/8']);
  });

  it('treat an empty value as not set', () => {
    expect(gateway({ DISCORD_TOKEN: '', INTENTS: ' ' })).toMatchObject({ token: undefined, intents: ['Guilds'] });
  });

  it('name every mistake at once', () => {
    const wrong = { PORT: 'x', GATEWAY_SHARDS: '0', INTENTS: 'Guilds,Nope', DEMO: 'yes', TRUST_PROXY: '10.0.0.0/40' };

    expect(reasons(wrong).map((reason) => reason.split(' ')[0])).toEqual([
      'DEMO',
      'INTENTS',
      'GATEWAY_SHARDS',
      'PORT',
      'TRUST_PROXY',
    ]);
  });

  it('never repeat a value, for it may be a secret', () => {
    expect(reasons({ DISCORD_TOKEN: 'hunter2', HOST: 'hunter2', PUBLIC_URL: 'hunter2' }).join()).not.toContain(
      'hunter2',
    );
  });

  it('refuse production without a token, unless the demo is wanted', () => {
    expect(reasons({ NODE_ENV: 'production' }).join()).toContain('DISCORD_TOKEN is missing');
    expect(reasons({ NODE_ENV: 'production', DEMO: 'true' })).toEqual([]);
  });

  it('take an address to listen on, and no name that somebody else could change', () => {
    expect(reasons({ HOST: '0.0.0.0' })).toEqual([]);
    expect(reasons({ HOST: '::' })).toEqual([]);
    expect(reasons({ HOST: 'example.com' }).join()).toMatch(/^HOST must be an IP address or localhost/);
  });

  it('want the intent without which Discord does not say where the bot is', () => {
    expect(reasons({ INTENTS: 'GuildMessages' }).join()).toContain('INTENTS must contain Guilds');
    expect(reasons({ INTENTS: ',' }).join()).toContain('INTENTS must contain Guilds');
  });

  it.each(['example.com', 'ftp://example.com', 'https://me:secret@example.com', 'https://example.com/?a=b'])(
    'refuse %s as an address',
    (address) => {
      expect(reasons({ PUBLIC_URL: address, DISCORD_API_URL: address })).toEqual([
        'DISCORD_API_URL must begin with http:// or https://, without user, password, ? or #',
        'PUBLIC_URL must begin with http:// or https://, without user, password, ? or #',
      ]);
    },
  );

  it.each(['mysql://a@b/c', 'postgres://b', 'postgres:///c', 'postgres://b/', 'a database'])(
    'refuse %s as the address of a database, without repeating it',
    (address) => {
      expect(() => loadSettings([StoreSettings], { DATABASE_URL: address })).toThrow(
        'Invalid settings: DATABASE_URL must begin with postgres:// and name a machine and a database',
      );
    },
  );

  it.each(['postgres://b/c', 'postgresql://u:p%40@b:5433/c?sslmode=require', 'postgres:///c?host=/run/postgresql'])(
    'take %s as the address of a database',
    (address) => {
      expect(loadSettings([StoreSettings], { DATABASE_URL: address })[0].databaseUrl).toBe(address);
    },
  );

  it('read a secret from the file that <name>_FILE names', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'shardwatch-')), 'token');
    writeFileSync(path, 'abc.def.ghi\n');

    expect(gateway({ DISCORD_TOKEN_FILE: path }).token).toBe('abc.def.ghi');
    expect(reasons({ DISCORD_TOKEN_FILE: `${path}-missing` })).toEqual([
      'DISCORD_TOKEN_FILE names a file that cannot be read',
    ]);
    writeFileSync(path, '\n');
    expect(reasons({ DISCORD_TOKEN_FILE: path })).toEqual(['DISCORD_TOKEN_FILE names a file that is empty']);
  });
});
