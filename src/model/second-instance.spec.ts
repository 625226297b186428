import { limits, secondInstanceSeen } from '../../test/make.js';
import { type Sign, suspicionOf } from './second-instance.js';

const HOUR = 3_600_000;
const suspicion = (signs: readonly Partial<Sign>[], now = 0) =>
  suspicionOf(secondInstanceSeen(...signs).secondInstance, limits, now);

describe('the suspicion that something else uses the token', () => {
  it('is raised by one session start that was not ours, because Discord itself counts them', () => {
    expect(suspicion([{ kind: 'session_starts' }])?.evidence).toBe('1 session start that was not ours');
  });

  it('is not raised by one command that somebody else had answered, but by the second, or by one beside another sign', () => {
    expect(suspicion([{ kind: 'answered_elsewhere' }])).toBeNull();
    expect(suspicion([{ kind: 'answered_elsewhere', count: 2 }])?.evidence).toBe(
      '2 commands that somebody else had answered',
    );
    expect(suspicion([{ kind: 'session_starts', count: 3 }, { kind: 'answered_elsewhere' }])?.evidence).toBe(
      '3 session starts that were not ours, 1 command that somebody else had answered',
    );
  });

  it('is never raised by sessions that Discord ends, however many: its own troubles look the same', () => {
    expect(suspicion([{ kind: 'session_invalid', count: 1_000 }])).toBeNull();
    expect(suspicion([{ kind: 'session_invalid' }, {}])?.evidence).toContain(
      '1 session ended without a reason that we know',
    );
  });

  it('is over an hour after the last sign', () => {
    expect(suspicion([{ lastAt: 5_000 }], 5_000 + HOUR - 1)).not.toBeNull();
    expect(suspicion([{ lastAt: 5_000 }], 5_000 + HOUR)).toBeNull();
  });

  it('is none where nothing was seen', () => {
    expect(suspicionOf(null, limits, 0)).toBeNull();
  });

  it('says what to do', () => {
    expect(suspicion([{}])?.wayOut).toMatch(/stop it.*reset the token/);
  });
});
