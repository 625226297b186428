import { EventEmitter } from 'node:events';
import { gatewaySettings } from '../../../test/make-gateway.js';
import { type KeptGuild, SessionBook } from '../../store/session.book.js';
import { Store } from '../../store/store.js';
import type { WebSocketManager } from '../supervision/discordjs-ws.js';
import { GuildKeeper } from './guild.keeper.js';
import type { RawEvent } from './raw-guild.js';

const channel = (id: string) => ({ id, name: `channel ${id}` });
const created = (id: string) => ({ id, name: `Guild ${id}`, channels: [channel('10')], members: [], roles: [] });

describe('the notes about guilds', () => {
  let book: SessionBook;
  let keeper: GuildKeeper;
  let manager: EventEmitter;
  beforeEach(async () => {
    book = new SessionBook(await Store.inMemory('a test'));
    keeper = new GuildKeeper(book, gatewaySettings({ cache: 'full' }));
    manager = new EventEmitter();
    keeper.watch(manager as unknown as WebSocketManager);
    begin(0);
  });

  function begin(shardId: number, guilds: readonly string[] = []): void {
    const named = guilds.map((id) => ({ id, unavailable: true }));
    manager.emit('ready', { shardId, data: { user: { id: 'bot' }, application: { id: 'bot' }, guilds: named } });
  }

  const happen = (t: string, d: RawEvent, shardId = 0) =>
    manager.emit('dispatch', { shardId, data: { op: 0, s: 1, t, d } });

  /** Writes all notes, as the next process would find them. */
  async function written(): Promise<readonly KeptGuild[]> {
    const { freshShards, guilds } = keeper.take();
    const rows = await keeper.rows(guilds);
    await book.keep({ client: null, endedShards: freshShards, sessions: [], ...rows });
    const all: KeptGuild[] = [];
    for (const shardId of [0, 1]) for await (const page of book.guildsOf(shardId)) all.push(...page);
    return all;
  }

  const stateOf = ({ json }: KeptGuild): unknown => JSON.parse(json);

  it('hold what Discord sent, with all that came after, whether it was written in between or not', async () => {
    happen('GUILD_CREATE', created('1'));
    happen('CHANNEL_CREATE', { guild_id: '1', ...channel('11') });
    await written();
    happen('CHANNEL_DELETE', { guild_id: '1', ...channel('10') });
    const [guild, ...others] = await written();

    expect(others).toEqual([]);
    expect(guild && stateOf(guild)).toMatchObject({ name: 'Guild 1', channels: [{ id: '11' }] });
  });

  it('know the guilds that have not come yet', async () => {
    begin(0, ['5']);

    expect((await written()).map(stateOf)).toEqual([{ id: '5', unavailable: true }]);
  });

  it('forget guilds that the bot left, and keep those that have an outage', async () => {
    for (const id of ['1', '2']) happen('GUILD_CREATE', created(id));
    await written();
    happen('GUILD_DELETE', { id: '1' });
    happen('GUILD_DELETE', { id: '2', unavailable: true });

    expect((await written()).map(stateOf)).toMatchObject([{ id: '2', name: 'Guild 2', unavailable: true }]);
  });

  it('begin anew with a new session, for its own shard only', async () => {
    happen('GUILD_CREATE', created('1'));
    happen('GUILD_CREATE', created('2'), 1);
    await written();
    begin(0, ['3']);

    expect((await written()).map(({ guildId }) => guildId)).toEqual(['3', '2']);
  });

  it('are there again when they could not be written, before what came since', async () => {
    happen('GUILD_CREATE', created('1'));
    const failed = keeper.take();
    happen('GUILD_UPDATE', { id: '1', name: 'Renamed' });
    keeper.putBack(failed);

    expect((await written()).map(stateOf)).toMatchObject([{ id: '1', name: 'Renamed' }]);
  });

  it('are given up when there are too many, and their shards with them', () => {
    for (const id of ['1', '2', '3']) happen('GUILD_CREATE', created(id));
    keeper.limit(2);

    expect([keeper.isComplete(0), keeper.isComplete(1)]).toEqual([false, true]);
    expect(keeper.take().guilds).toEqual([]);
    begin(0);
    expect(keeper.isComplete(0)).toBe(true);
  });

  it('are given up for a shard whose written guild is damaged', async () => {
    happen('GUILD_CREATE', created('1'));
    await written();
    await book.keep({
      ...{ client: null, endedShards: [], sessions: [], goneGuilds: [] },
      guilds: [{ guildId: '1', shardId: 0, json: '{"id":' }],
    });
    happen('GUILD_UPDATE', { id: '1', name: 'Renamed' });
    await written();

    expect(keeper.isComplete(0)).toBe(false);
  });

  it('keep little of a guild where little is remembered', async () => {
    keeper = new GuildKeeper(book, gatewaySettings({ cache: 'lean' }));
    keeper.watch(manager as unknown as WebSocketManager);
    begin(0);
    const roles = [
      { id: '1', name: '@everyone' },
      { id: '2', name: 'Moderator' },
    ];
    happen('GUILD_CREATE', { ...created('1'), roles });

    expect((await written()).map(stateOf)).toMatchObject([{ channels: [], roles: [{ id: '1' }] }]);
  });

  it('survive events that are not what they should be', () => {
    expect(() => happen('GUILD_CREATE', null as unknown as RawEvent)).not.toThrow();
    expect(() => manager.emit('dispatch', { shardId: 0, data: null })).not.toThrow();
  });
});
