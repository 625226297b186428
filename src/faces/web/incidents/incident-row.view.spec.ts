import type { Weighed } from '../../../model/attribution.js';
import { incident } from '../../../../test/make.js';
import type { Incident } from '../../../model/incident.js';
import { incidentRow } from './incident-row.view.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
const row = (parts: Partial<Incident>, now = MINUTE) => incidentRow(incident(parts), now);
const likely = (supporting: readonly string[]) => ({
  culprit: 'discord' as const,
  weighed: [{ culprit: 'discord', confidence: 'likely', supporting, opposing: [] } as const],
});

describe('an incident in a list', () => {
  it('says when it began in UTC, how long it took and whose fault it was', () => {
    expect(row({ ...likely([]), beganAt: 0, endedAt: 2 * MINUTE + 5_000 })).toMatchObject({
      day: '1\u00a0Jan',
      clock: '00:00',
      length: '2\u00a0min 5\u00a0s',
      isOpen: false,
      cause: { icon: 'cloud', words: 'Discord, likely' },
    });
  });

  it('counts on while it is open, and only then its strip has a colour', () => {
    const open = row({ endedAt: null, verdict: 'down', shardIds: [1], shardCount: 2 });
    const over = row({ endedAt: 1_000, verdict: 'down', shardIds: [1], shardCount: 2 });

    expect(open).toMatchObject({
      state: 'bad',
      isOpen: true,
      length: null,
      age: { as: 'age' },
      strip: { state: 'bad' },
    });
    expect(over).toMatchObject({ state: 'bad', strip: { state: 'off' } });
  });

  it('has the year where that is another one', () => {
    expect(row({ beganAt: 0, endedAt: 1 }, 400 * DAY).day).toBe('1\u00a0Jan\u00a01970');
  });

  it('says why, and who noticed', () => {
    const { why } = row({
      ...likely(["Discord's API answers with an error: HTTP 503"]),
      unservedGuildCount: 1_151,
      lostCommandCount: 3.6,
    });

    expect(why).toBe(
      "Discord's API answers with an error: HTTP 503. 1,151 servers got no events. About 4 commands went unanswered.",
    );
  });

  it('says what every face said where nobody knows why', () => {
    const parts = {
      culprit: null,
      sentence: 'Degraded - the gateway is slow',
      unservedGuildCount: 0,
      lostCommandCount: 0,
    };

    expect(row(parts)).toMatchObject({ why: 'Degraded - the gateway is slow.', cause: { words: 'Cause not known' } });
  });

  it('names both where two are alike', () => {
    const both = (['discord', 'network'] as const).map((culprit): Weighed => ({
      ...{ culprit, confidence: 'certain', supporting: ['it is so'], opposing: [] },
    }));

    expect(row({ culprit: null, weighed: both })).toMatchObject({
      cause: { words: 'Discord or the network' },
    });
  });

  it('lets nothing by strangers turn the text around', () => {
    expect(row(likely(['its status page tells of trouble: \u202eevil\u2066\n\nx'])).why).toMatch(
      /^Its status page tells of trouble: evil x\./,
    );
  });
});
