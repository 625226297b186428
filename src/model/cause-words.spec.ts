import type { Cause } from './cause.js';
import { evidenceBeside, suspicion } from './cause-words.js';

const cause: Cause = { culprit: 'discord', confidence: 'likely', evidence: 'its gateway answers with HTTP 503' };

describe('a cause in words', () => {
  it('says whose fault it may be, and how sure that is', () => {
    expect(suspicion(cause)).toBe('Most likely Discord');
    expect(suspicion({ ...cause, culprit: 'network', confidence: 'possible' })).toBe('Possibly the network');
    expect(suspicion({ ...cause, culprit: 'configuration', confidence: 'certain' })).toBe(
      'Certainly the configuration',
    );
  });

  it('says what speaks for it, unless that was just said', () => {
    expect(evidenceBeside(cause, 'all 4 shards answer')).toBe('its gateway answers with HTTP 503');
    expect(evidenceBeside(cause, 'shard 1 is connecting: its gateway answers with HTTP 503')).toBeNull();
  });
});
