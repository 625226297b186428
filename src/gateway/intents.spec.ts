import { GatewayIntentBits } from 'discord.js';
import { INTENTS, PRIVILEGED_INTENTS } from '../config/intents.js';

describe('the intents that may be asked for', () => {
  it("are discord.js's, by its names", () => {
    const bits = Object.keys(GatewayIntentBits).filter((name) => Number.isNaN(Number(name)) && !isOldName(name));

    expect([...INTENTS].sort()).toEqual(bits.sort());
  });

  it('include the privileged ones', () => {
    expect(INTENTS).toEqual(expect.arrayContaining([...PRIVILEGED_INTENTS]));
  });
});

/** Kept by discord.js for older code; the bit has a newer name too. */
function isOldName(name: string): boolean {
  return ['GuildBans', 'GuildEmojisAndStickers'].includes(name);
}
