import {
  applicationChanged,
  halfAvailable,
  incident,
  instanceSampled,
  problem,
  secondInstanceSeen,
  shardChanged,
  signInChanged,
  statusOf,
} from '../../../../test/make.js';
import type { BotEvent } from '../../../model/event.js';
import { uptimeOf } from '../../../model/uptime.js';
import { verdictView } from './verdict.view.js';

const well = [instanceSampled(), signInChanged(), applicationChanged()];
const shown = (events: readonly BotEvent[]) => verdictView(statusOf(events), halfAvailable, []);

describe('the verdict on the overview', () => {
  it('says the word, the reason and since when', () => {
    const verdict = shown([...well, shardChanged()]);

    expect(verdict).toMatchObject({ state: 'ok', word: 'Operational', reason: 'the one shard answers', advice: null });
    expect(verdict.since).toMatchObject({ as: 'for', iso: '1970-01-01T00:00:00.000Z' });
  });

  it('says beside it that a second program seems to use the token', () => {
    expect(shown([...well, shardChanged()]).suspicion).toBeNull();
    expect(shown([...well, shardChanged(), secondInstanceSeen({ count: 2, lastAt: 0 })])).toMatchObject({
      word: 'Operational',
      suspicion: {
        title: 'The same token seems to be used by another program, too',
        evidence: '2 session starts that were not ours',
        last: { as: 'ago' },
      },
    });
  });

  it('leads to the open incident while something is wrong', () => {
    const fine = statusOf([...well, shardChanged()]);
    const lost = statusOf([...well, shardChanged({ connection: 'disconnected' })]);
    const [open, over] = [incident({ id: 7, endedAt: null }), incident({ id: 6, endedAt: 1 })];

    expect(verdictView(lost, halfAvailable, [open, over]).incidentId).toBe(7);
    expect(verdictView(lost, halfAvailable, [over]).incidentId).toBeNull();
    expect(verdictView(fine, halfAvailable, [open]).incidentId).toBeNull();
  });

  it('tells of the last incident while all is well', () => {
    const fine = statusOf([...well, shardChanged()]);
    const over = incident({ id: 6, beganAt: -1_260_000, endedAt: 0, culprit: 'discord' });

    expect(verdictView(fine, halfAvailable, [over]).lastIncident).toMatchObject({
      id: 6,
      began: { as: 'ago', iso: '1969-12-31T23:39:00.000Z' },
      words: '21\u00a0min, Discord',
    });
    expect(shown([...well, shardChanged()]).lastIncident).toBeNull();
  });

  it('says what to do when something is wrong', () => {
    const refused = signInChanged({ stage: 'refused', problem: problem({ kind: 'token_rejected' }) });

    expect(shown([...well, refused])).toMatchObject({ state: 'bad', icon: 'circle-xmark', word: 'Down' });
    expect(shown([...well, refused]).advice).toContain('DISCORD_TOKEN');
  });

  it('says how many servers notice, and whose fault it may be without saying it twice', () => {
    const cut = problem({ kind: 'discord_error', peer: 'gateway', detail: 'HTTP 503' });
    const lost = shardChanged({ connection: 'connecting', attempt: 2, guildCount: 1_151, lastError: cut });
    const verdict = shown([...well, lost]);

    expect(verdict.reach).toBe('1,151 servers get no answer.');
    expect(verdict.reason).toContain('HTTP 503');
    expect(verdict.causes).toEqual([{ icon: 'cloud', words: 'Most likely Discord', evidence: null }]);
  });

  it('suspects nobody while all is well', () => {
    expect(shown([...well, shardChanged()])).toMatchObject({ causes: [], reach: null });
  });

  it('says how available the bot was, and shows each minute by height too', () => {
    const { availability } = shown(well);

    expect(availability).toMatchObject({
      label: 'Available since start',
      share: '50\u00a0%',
      bars: { words: 'Available since start, minute by minute: 1 minute with a gap' },
    });
    expect(availability?.bars.bars.slice(-2)).toMatchObject([{ look: 'n' }, { look: 'w', height: 62 }]);
  });

  it('shows the last 30 days while all is well, and the last hour while it is not', () => {
    const now = 40 * 86_400_000;
    const day = { from: now - 86_400_000, observedMs: 86_400_000, answeredMs: 43_200_000 };
    const longTerm = uptimeOf({ days: [day], lastDay: [day], lives: [], firstStartedAt: now, now });
    const availability = { ...halfAvailable, longTerm };

    expect(verdictView(statusOf([...well, shardChanged()]), availability, []).availability?.bars.bars).toHaveLength(30);
    expect(verdictView(statusOf([]), availability, []).availability?.bars.bars).toHaveLength(60);
  });
});
