import { areValid, hears } from './intents.js';

const inGuild = (type: string) => ({ type, guildId: '1' });
const direct = (type: string) => ({ type, guildId: null });

describe('intents', () => {
  it.each([
    ['GUILD_CREATE', 1 << 0],
    ['GUILD_ROLE_UPDATE', 1 << 0],
    ['THREAD_CREATE', 1 << 0],
    ['GUILD_MEMBER_ADD', 1 << 1],
    ['GUILD_BAN_ADD', 1 << 2],
    ['GUILD_EMOJIS_UPDATE', 1 << 3],
    ['INVITE_CREATE', 1 << 6],
    ['VOICE_STATE_UPDATE', 1 << 7],
    ['PRESENCE_UPDATE', 1 << 8],
    ['MESSAGE_CREATE', 1 << 9],
    ['MESSAGE_REACTION_ADD', 1 << 10],
    ['TYPING_START', 1 << 11],
    ['GUILD_SCHEDULED_EVENT_CREATE', 1 << 16],
    ['AUTO_MODERATION_ACTION_EXECUTION', 1 << 21],
    ['MESSAGE_POLL_VOTE_ADD', 1 << 24],
  ])('bring %s with %i and with no other', (type, intent) => {
    expect(hears(intent, inGuild(type))).toBe(true);
    expect(hears(0x3ffffff & ~intent, inGuild(type))).toBe(false);
  });

  it.each([
    ['MESSAGE_CREATE', 1 << 12],
    ['MESSAGE_REACTION_ADD', 1 << 13],
    ['TYPING_START', 1 << 14],
  ])('bring %s of a direct message with %i and with no other', (type, intent) => {
    expect(hears(intent, direct(type))).toBe(true);
    expect(hears(0x3ffffff & ~intent, direct(type))).toBe(false);
  });

  it('are not needed for interactions', () => {
    expect([hears(0, inGuild('INTERACTION_CREATE')), hears(0, direct('INTERACTION_CREATE'))]).toEqual([true, true]);
  });

  it('are numbers made of bits that exist', () => {
    expect([0, 1, 0x1ffff, 1 << 25].map(areValid)).toEqual([true, true, true, true]);
    expect([-1, 1.5, '1', null, 1 << 17, 2 ** 40].map(areValid)).toEqual([false, false, false, false, false, false]);
  });
});
