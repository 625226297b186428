import { changesGuild, fold, kept } from './guild-fold.js';
import type { Part, RawEvent, RawGuild } from './raw-guild.js';

const guild: RawGuild = {
  id: '1',
  name: 'Old name',
  member_count: 2,
  channels: [{ id: '10', name: 'general' }],
  threads: [{ id: '20', parent_id: '10' }],
  roles: [{ id: '1', name: '@everyone' }],
  members: [{ user: { id: 'bot' }, roles: [], nick: 'Botty' }],
  voice_states: [{ user_id: '7', channel_id: '10' }],
  guild_scheduled_events: [{ id: '30', status: 1 }],
  soundboard_sounds: [{ sound_id: '40', volume: 1 }],
};

const after = (type: string, event: RawEvent): RawGuild => fold(guild, { type, event: { guild_id: '1', ...event } });
const ids = (list: unknown): unknown[] => (list as Part[]).map(({ id }) => id);

describe('what is kept of a guild', () => {
  it('has of its members the bot alone, and nobody who is online', () => {
    const sent = {
      ...guild,
      members: [{ user: { id: 'bot' } }, { user: { id: '7' } }],
      presences: [{ status: 'idle' }],
    };

    expect(kept(sent, 'bot')).toMatchObject({ members: [{ user: { id: 'bot' } }], presences: [] });
  });

  it('follows its own changes, and keeps what they do not name', () => {
    expect(after('GUILD_UPDATE', { id: '1', name: 'New name' })).toEqual({ ...guild, guild_id: '1', name: 'New name' });
  });

  it.each<[string, RawEvent, unknown[]]>([
    ['CHANNEL_CREATE', { id: '11' }, ['10', '11']],
    ['CHANNEL_UPDATE', { id: '10', name: 'new' }, ['10']],
    ['CHANNEL_DELETE', { id: '10' }, []],
  ])('has after %s the channels that are there', (type, event, left) => {
    expect(ids(after(type, event)['channels'])).toEqual(left);
  });

  it('has the new form of what changed', () => {
    expect(after('CHANNEL_UPDATE', { id: '10', name: 'new' })['channels']).toMatchObject([{ id: '10', name: 'new' }]);
    expect(after('GUILD_ROLE_UPDATE', { role: { id: '1', name: 'all' } })['roles']).toEqual([{ id: '1', name: 'all' }]);
    expect(after('GUILD_EMOJIS_UPDATE', { emojis: [{ id: '50' }] })['emojis']).toEqual([{ id: '50' }]);
  });

  it('loses the threads of a channel with the channel', () => {
    expect(after('CHANNEL_DELETE', { id: '10' })['threads']).toEqual([]);
  });

  it('loses what is over: threads that are closed, events that have been, people who hung up', () => {
    const closed = { id: '20', parent_id: '10', thread_metadata: { archived: true } };

    expect(after('THREAD_UPDATE', closed)['threads']).toEqual([]);
    expect(after('GUILD_SCHEDULED_EVENT_UPDATE', { id: '30', status: 3 })['guild_scheduled_events']).toEqual([]);
    expect(after('VOICE_STATE_UPDATE', { user_id: '7', channel_id: null })['voice_states']).toEqual([]);
    expect(after('GUILD_SOUNDBOARD_SOUND_DELETE', { sound_id: '40' })['soundboard_sounds']).toEqual([]);
  });

  it('gains what begins', () => {
    expect(ids(after('THREAD_CREATE', { id: '21', parent_id: '10' })['threads'])).toEqual(['20', '21']);
    expect(ids(after('GUILD_ROLE_CREATE', { role: { id: '2' } })['roles'])).toEqual(['1', '2']);
    expect(ids(after('GUILD_SCHEDULED_EVENT_CREATE', { id: '31', status: 1 })['guild_scheduled_events'])).toEqual([
      '30',
      '31',
    ]);
  });

  it('knows what the bot may do, also when only its roles change', () => {
    expect(after('GUILD_MEMBER_UPDATE', { user: { id: 'bot' }, roles: ['2'] })['members']).toMatchObject([
      { user: { id: 'bot' }, roles: ['2'], nick: 'Botty' },
    ]);
  });

  it('counts its members, and never below none', () => {
    const empty = { ...guild, member_count: 0 };

    expect(after('GUILD_MEMBER_ADD', {})['member_count']).toBe(3);
    expect(after('GUILD_MEMBER_REMOVE', {})['member_count']).toBe(1);
    expect(fold(empty, { type: 'GUILD_MEMBER_REMOVE', event: {} })['member_count']).toBe(0);
  });

  it('does not change with anything else', () => {
    expect(after('MESSAGE_CREATE', { id: '99' })).toBe(guild);
    expect(changesGuild('MESSAGE_CREATE', false)).toBe(false);
    expect(changesGuild('toString', false)).toBe(false);
  });

  it('follows fewer changes where less is remembered', () => {
    expect([changesGuild('CHANNEL_UPDATE', false), changesGuild('CHANNEL_UPDATE', true)]).toEqual([true, false]);
    expect([changesGuild('GUILD_UPDATE', false), changesGuild('GUILD_UPDATE', true)]).toEqual([true, true]);
  });

  it('survives lists that are none', () => {
    expect(fold({ id: '1' }, { type: 'CHANNEL_CREATE', event: { id: '11' } })).toMatchObject({
      channels: [{ id: '11' }],
    });
  });
});
