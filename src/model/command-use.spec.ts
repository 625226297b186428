import { type CommandFailure, failureWords } from './command-failure.js';
import { noUse, successRatio } from './command-use.js';

const failure: CommandFailure = {
  ...{ kind: 'late', at: 0, afterMs: 3_412, code: null, error: null, guildId: null, shardId: null },
};

describe('a use that went wrong', () => {
  it.each<[Partial<CommandFailure>, string]>([
    [{ code: 10_062 }, 'answered after 3.4 s, the deadline is 3 s (10062 Unknown interaction)'],
    [{}, 'answered after 3.4 s, the deadline is 3 s'],
    [{ kind: 'missed' }, 'never answered: its user was told after 3 s that the application did not respond'],
    [{ kind: 'failed', error: 'TypeError: x is undefined' }, 'the handler failed: TypeError: x is undefined'],
    [{ kind: 'refused', code: 123 }, 'Discord did not take the answer (code 123)'],
    [
      { kind: 'refused', code: 40_060 },
      'it was answered twice: use editReply or followUp after the first answer (40060 Interaction has already been acknowledged)',
    ],
  ])('is told in words: %j', (parts, words) => {
    expect(failureWords({ ...failure, ...parts })).toBe(words);
  });

  it('with no handler says whose fault it is', () => {
    expect(failureWords({ ...failure, kind: 'unknown' })).toContain('the code has no handler');
  });
});

describe('the success rate of a command', () => {
  it('counts every use with trouble once, and none whose fate is not known', () => {
    expect(successRatio({ ...noUse, uses: 12, inTime: 8, late: 2, troubled: 3 })).toBeCloseTo(0.7);
  });

  it('is not known before the first use', () => {
    expect(successRatio({ ...noUse, uses: 1 })).toBeNull();
  });
});
