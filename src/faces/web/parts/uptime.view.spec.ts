import { type Watched, uptimeOf } from '../../../model/uptime.js';
import { daysView, uptimeView } from './uptime.view.js';

const DAY = 86_400_000;
/** A midnight in UTC: 4 October 2024. */
const NOW = 20_000 * DAY;

/** A day so many days ago that lacks so many seconds. */
function day(ago: number, lostS = 0): Watched {
  return { from: NOW - ago * DAY, observedMs: DAY, answeredMs: DAY - lostS * 1_000 };
}

function uptime(days: readonly Watched[], stoppedDays = 0) {
  const firstStartedAt = NOW - 60 * DAY;
  const lives = [{ startedAt: firstStartedAt, endedAt: NOW - stoppedDays * DAY }];
  return uptimeOf({ days, lastDay: days.slice(-1), lives, firstStartedAt, now: NOW });
}

const looks = (days: readonly Watched[]) => daysView(uptime(days), 30).bars.map(({ look }) => look);

describe('the days of the availability', () => {
  it.each([
    ['is full when all was answered', 0, ''],
    ['is full after a short start anew', 15, ''],
    ['is lower after a minute without an answer', 60, 'w'],
    ['is short after hours without', 7_200, 'b'],
  ])('a bar %s', (_name, lostS, look) => {
    expect(looks([day(1, lostS)]).at(-2)).toBe(look);
  });

  it('is told in words, too: how many were bad, which was the worst, and how many nobody knows of', () => {
    const view = daysView(uptime([day(3, 7_200), day(2, 60), day(1)]), 30);

    expect(view.words).toBe('30 days: 97.19\u00a0%, 2 days with a gap (1 outage), 27 without data');
    expect(view.worst).toBe('Worst: 1\u00a0Oct, 91.66\u00a0%');
  });

  it('says since when it is known while that is not so long', () => {
    expect(daysView(uptime([day(1)]), 90).label).toBe('Since 5\u00a0Aug');
    expect(daysView(uptime([day(1)]), 90).words).toContain('no day with a gap over 15 s, 89 without data');
    expect(daysView(uptime([day(1)]), 90).worst).toBeNull();
  });

  it('never shows what is not whole as whole', () => {
    expect(daysView(uptime([day(1, 1)]), 30).share).toBe('99.99\u00a0%');
  });
});

describe('the availability over weeks', () => {
  it('is a figure for each span of time, with a dash where nothing is known', () => {
    expect(uptimeView({ longTerm: uptime([day(10)]) })?.windows).toEqual([
      { label: '24 hours', share: '–' },
      { label: '7 days', share: '–' },
      { label: '30 days', share: '100\u00a0%' },
      { label: '90 days', share: '100\u00a0%' },
    ]);
  });

  it('says for how long nothing ran', () => {
    expect(uptimeView({ longTerm: uptime([day(10)], 2) })?.stopped).toBe('2\u00a0d');
    expect(uptimeView({ longTerm: uptime([day(10)]) })?.stopped).toBeNull();
  });

  it('is nothing before the history was read', () => {
    expect(uptimeView({ longTerm: null })).toBeNull();
  });
});
