import { readGuild } from './raw-guild.js';

describe('a guild that was kept', () => {
  it('is read as it was', () => {
    expect(readGuild({ guildId: '1', json: '{"id":"1","name":"One"}' })).toEqual({ id: '1', name: 'One' });
  });

  it.each(['', '{"id"', 'null', '"1"', '[]', '{}', '{"id":"2"}'])('is not read when it is damaged: %s', (json) => {
    expect(() => readGuild({ guildId: '1', json })).toThrow(SyntaxError);
  });
});
