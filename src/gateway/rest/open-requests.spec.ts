import { createRequire } from 'node:module';
import { DefaultRestOptions, REST, version } from 'discord.js';

/** What the door leans on in @discordjs/rest. A test that fails here says what to read again after an upgrade. */
describe('@discordjs/rest', () => {
  it('is the version that was read', () => {
    expect(createRequire(import.meta.url)('@discordjs/rest')).toMatchObject({ version: '2.6.3' });
    expect(version).toBe('14.28.1');
  });

  it('still sends by a way that can be replaced, and lets every request pass one method', () => {
    expect(DefaultRestOptions).toMatchObject({ retries: 3, timeout: 15_000 });
    expect(DefaultRestOptions.makeRequest).toBeInstanceOf(Function);
    expect(REST.prototype).toHaveProperty('queueRequest');
  });
});
