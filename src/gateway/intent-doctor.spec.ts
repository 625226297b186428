import { EventEmitter } from 'node:events';
import { INTENTS } from '../config/intents.js';
import { gapWayOut, gapWords } from '../model/intent-gap.js';
import { intentGaps } from './intent-doctor.js';

const listening = (...events: string[]) => {
  const client = new EventEmitter();
  for (const event of events) client.on(event, () => undefined);
  return client;
};

describe('what the code listens for', () => {
  it('is fine where an intent brings it', () => {
    const client = listening('guildMemberAdd', 'voiceStateUpdate', 'interactionCreate', 'guildCreate');

    expect(intentGaps(client, ['Guilds', 'GuildMembers', 'GuildVoiceStates'])).toEqual([]);
  });

  it('is never heard without its intent, and it is said what to switch on', () => {
    const [gap, ...others] = intentGaps(listening('guildMemberAdd'), ['Guilds']);

    expect(others).toEqual([]);
    expect(gap && gapWords(gap)).toBe('a listener for guildMemberAdd never hears anything without GuildMembers');
    expect(gap && gapWayOut(gap)).toBe(
      'Switch on Server Members Intent in the Discord Developer Portal, add GuildMembers to INTENTS and start Shardwatch again.',
    );
  });

  it('comes without text where messages are heard and their content is not asked for', () => {
    const gaps = intentGaps(listening('messageCreate'), ['Guilds', 'GuildMessages']);

    expect(gaps).toMatchObject([{ kind: 'empty', intents: ['MessageContent'] }]);
    expect(intentGaps(listening('messageCreate'), ['Guilds', 'GuildMessages', 'MessageContent'])).toEqual([]);
    expect(intentGaps(listening('messageCreate'), ['Guilds', 'DirectMessages'])).toEqual([]);
  });

  it('needs intents that exist', () => {
    const all = new Proxy(listening(), { get: () => () => 1 });
    const needed = intentGaps(all, []).flatMap(({ intents }) => intents);

    expect(needed.length).toBeGreaterThan(30);
    expect(needed.filter((intent) => !INTENTS.includes(intent))).toEqual([]);
  });
});
