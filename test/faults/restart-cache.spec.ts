import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Client, type Guild } from 'discord.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logOptions } from '../../src/app.log.js';
import { AppModule } from '../../src/app.module.js';
import { readSettings } from '../../src/app.settings.js';
import { DiscordConnection } from '../../src/config/connection.js';
import { Redaction } from '../../src/config/redaction.js';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { LastWords } from '../../src/store/last-words.js';
import { GatewayLifecycle } from '../../src/gateway/gateway.lifecycle.js';
import { LogDial } from '../../src/monitor/log-dial.js';
import { LoggedLines } from '../../src/monitor/logged-lines.js';
import { call } from '../conformance/caller.js';
import { waitFor } from '../e2e/start.js';

const INTENTS = 'Guilds,GuildMembers,GuildExpressions,GuildVoiceStates,GuildScheduledEvents';
const GUILD_MEMBERS = 1 << 1;
/** Discord lets a bot ask for its gateway twice in 5 s: with this factor, twice in half a second. */
const TIME_FACTOR = 10;

/** The library's client, looked into from inside the process: that is why the program runs in ours here. */
describe.each(['lean', 'full'])('what discord.js remembers with CACHE=%s', (cache) => {
  let discord: EmbeddedDiscord;
  let dataDir: string;
  let app: INestApplicationContext;
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'shardwatch-cache-'));
    const world = { shards: 1, guilds: 5, privilegedIntents: GUILD_MEMBERS };
    discord = await EmbeddedDiscord.start({ ...world, timeFactor: TIME_FACTOR });
  });
  afterEach(async () => {
    await discord.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function live(): Promise<Client> {
    const settings = readSettings({
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
      DATA_DIR: dataDir,
      CACHE: cache,
      INTENTS,
      CANARY: 'off',
      TIME_FACTOR: String(TIME_FACTOR),
      LOG_LEVEL: 'fatal',
    });
    const connection = new DiscordConnection('real', discord.api, discord.token);
    const redaction = new Redaction((line) => line);
    const lastWords = new LastWords();
    const options = logOptions(settings[3], redaction.redact, lastWords);
    const home = await NestFactory.create(
      AppModule.of([...settings, connection, redaction, new LoggedLines(), lastWords, new LogDial('fatal')], options),
      { logger: false, abortOnError: false },
    );
    app = await home.init();
    const client = app.get(Client, { strict: false });
    app.get(GatewayLifecycle).start();
    const [resumes, identifies] = [discord.resumes, discord.identifies];
    await waitFor(() => client.isReady() && (discord.resumes > resumes || discord.identifies > identifies));
    return client;
  }

  async function die(): Promise<void> {
    await app.get(GatewayLifecycle).stop();
    await app.close();
  }

  it('is the same before and after a restart, and after what happened before it', async () => {
    const before = await live();
    await happen(discord);
    await waitFor(() => before.guilds.cache.some(({ name }) => name === 'The last of all'));
    const known = memories(before, cache);
    await die();
    const after = await live();
    const remembered = memories(after, cache);
    await die();

    expect(discord.identifies).toBe(1);
    expect(remembered).toEqual(known);
  });
});

/** Discord tells of something of every kind. */
async function happen(discord: EmbeddedDiscord): Promise<void> {
  const [id = '', other = ''] = discord.guildIds;
  const event = (name: string, data: object) =>
    discord.begin({ fault: 'ws.malformedDispatch', event: name, data: { guild_id: id, ...data } });
  const channel = { id: '9001', type: 0, name: 'made', position: 9, permission_overwrites: [], parent_id: null };
  event('CHANNEL_CREATE', channel);
  event('CHANNEL_UPDATE', { ...channel, name: 'renamed' });
  event('CHANNEL_CREATE', { ...channel, id: '9002' });
  event('CHANNEL_DELETE', { ...channel, id: '9002' });
  const thread = { id: '9003', type: 11, name: 'talk', parent_id: '9001', thread_metadata: { archived: false } };
  event('THREAD_CREATE', thread);
  event('THREAD_CREATE', { ...thread, id: '9004' });
  event('THREAD_DELETE', { id: '9004', type: 11, parent_id: '9001' });
  const role = { id: '9005', name: 'made', permissions: '0', position: 1, color: 0, colors: { primary_color: 0 } };
  event('GUILD_ROLE_CREATE', { role });
  event('GUILD_ROLE_UPDATE', { role: { ...role, name: 'renamed' } });
  event('GUILD_ROLE_CREATE', { role: { ...role, id: '9006' } });
  event('GUILD_ROLE_DELETE', { role_id: '9006' });
  event('GUILD_EMOJIS_UPDATE', { emojis: [{ id: '9007', name: 'smile', roles: [], animated: false }] });
  event('GUILD_STICKERS_UPDATE', { stickers: [{ id: '9008', name: 'stick', format_type: 1, guild_id: id }] });
  const user = { id: '9009', username: 'speaker', discriminator: '0', avatar: null };
  event('VOICE_STATE_UPDATE', { user_id: user.id, channel_id: '9001', session_id: 'a', member: { user, roles: [] } });
  event('STAGE_INSTANCE_CREATE', { id: '9010', channel_id: '9001', topic: 'On stage', privacy_level: 2 });
  const meeting = { id: '9011', channel_id: null, name: 'Meeting', status: 1, entity_type: 3, privacy_level: 2 };
  event('GUILD_SCHEDULED_EVENT_CREATE', { ...meeting, scheduled_start_time: '2026-12-01T10:00:00+00:00' });
  event('USER_UPDATE', { id: discord.applicationId, username: 'Renamed' });
  await call(discord, 'PATCH /guilds/{id}/members/@me', { parts: { id }, json: { nick: 'Nick' } });
  discord.setGuildUnavailable(other, true);
  discord.removeGuild(String(discord.guildIds[2]));
  discord.addGuild('The last of all');
}

/** All that can be said of a client, in an order that does not depend on when it was heard. */
function memories({ user, application, guilds }: Client, cache: string): unknown {
  return {
    user: user?.toJSON(),
    application: application && { id: application.id, flags: application.flags.bitfield },
    guilds: guilds.cache
      .map((guild) => (cache === 'lean' ? leanMemoryOf(guild) : memoryOf(guild)))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

function memoryOf(guild: Guild) {
  const all = (things: Iterable<{ id: string }>) =>
    [...things].map((thing) => plain(thing)).sort((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1));
  if (!guild.available) return { id: guild.id };
  return {
    id: guild.id,
    itself: plain(guild),
    me: guild.members.me && { nick: guild.members.me.nickname, roles: [...guild.members.me.roles.cache.keys()] },
    channels: all(guild.channels.cache.values()),
    roles: all(guild.roles.cache.values()),
    emojis: all(guild.emojis.cache.values()),
    stickers: all(guild.stickers.cache.values()),
    stages: all(guild.stageInstances.cache.values()),
    events: all(guild.scheduledEvents.cache.values()),
    voices: guild.voiceStates.cache.map(({ id, channelId }) => ({ id, channelId })),
  };
}

/** What happens to channels and other roles is heard with `CACHE=lean`, too, and not kept. */
function leanMemoryOf(guild: Guild) {
  const { id, itself, me, roles } = memoryOf(guild);
  return { id, itself: { ...itself, channels: [], roles: [] }, me, everyone: roles?.find((role) => role['id'] === id) };
}

/** Ids in lists have no order of their own. */
function plain(thing: object): Record<string, unknown> {
  const json = (thing as { toJSON?: () => Record<string, unknown> }).toJSON?.() ?? {};
  return Object.fromEntries(
    Object.entries(json).map(([field, value]) => [
      field,
      Array.isArray(value) ? (value as unknown[]).toSorted() : value,
    ]),
  );
}
