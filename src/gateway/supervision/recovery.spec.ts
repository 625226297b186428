import { keepsSession, whyRecovering } from './recovery.js';

const came = { isGreeted: true, hasSession: true };

describe('a shard that connects anew', () => {
  it('keeps its session through what the library would resume, and through an answer that did not come', () => {
    expect(keepsSession(true, { code: 1006 })).toBe(true);
    expect(keepsSession(true, { code: 4000 })).toBe(true);
    expect(
      keepsSession(false, { code: 1000, reason: 'Something timed out or went wrong while waiting for an event' }),
    ).toBe(true);
  });

  it('gives its session up where Discord has ended it', () => {
    expect(keepsSession(false, { code: 1000, reason: 'Invalid session' })).toBe(false);
    expect(keepsSession(false, { code: 4007 })).toBe(false);
    expect(keepsSession(true, { code: 4009 })).toBe(false);
  });

  it.each([
    ['Told to reconnect by Discord', came, 'reconnect_asked'],
    ['Invalid session', came, 'session_ended'],
    ['Invalid session', { isGreeted: true, hasSession: false }, 'session_refused'],
    ['Something timed out or went wrong while waiting for an event', { isGreeted: false, hasSession: true }, 'timeout'],
    [
      'Something timed out or went wrong while waiting for an event',
      { isGreeted: true, hasSession: false },
      'session_refused',
    ],
  ])('says why: %s', (reason, progress, kind) => {
    expect(whyRecovering({ reason }, progress)?.kind).toBe(kind);
  });

  it('leaves it to the close code where there is one', () => {
    expect(whyRecovering({ code: 4000 }, came)).toBeNull();
  });
});
