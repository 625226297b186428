import { problem } from '../../test/make.js';
import { explain, isFatal } from './problem.js';

describe('a problem', () => {
  it('says what is wrong with the host and the code, and what to do', () => {
    const { words, wayOut } = explain(problem({ kind: 'dns', host: 'discord.com', detail: 'ENOTFOUND' }));

    expect(words).toBe('the name discord.com cannot be looked up: ENOTFOUND');
    expect(wayOut).toContain('name server');
  });

  it('is fatal when trying again would only be counted against the bot', () => {
    expect(isFatal(problem({ kind: 'token_rejected' }))).toBe(true);
    expect(isFatal(problem({ kind: 'unreachable' }))).toBe(false);
    expect(isFatal(problem({ kind: 'session_starts_exhausted' }))).toBe(false);
  });
});
