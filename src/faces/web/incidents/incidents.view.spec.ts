import { halfAvailable, incident } from '../../../../test/make.js';
import type { IncidentSummary } from '../../../model/incident.js';
import { incidentsQuery, incidentsWish } from './incident-filter.js';
import { type IncidentsFacts, incidentsView } from './incidents.view.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
const now = 100 * DAY;

/** One that was over `ago` milliseconds ago. */
function over(id: number, ago: number, parts: Partial<IncidentSummary> = {}): IncidentSummary {
  return incident({ id, beganAt: now - ago - MINUTE, endedAt: now - ago, ...parts });
}

function view(recent: readonly IncidentSummary[], parts: Partial<IncidentsFacts> = {}) {
  return incidentsView({
    ...{ now, recent, isRead: true, older: null, cause: null, availability: halfAvailable },
    ...parts,
  });
}

describe('the list of incidents', () => {
  const long = over(3, DAY, { culprit: 'discord', beganAt: now - DAY - 9 * MINUTE });
  const short = over(2, 2 * DAY, { culprit: 'process' });
  const gone = over(1, 31 * DAY, { culprit: 'network' });

  it('shows those of the last 30 days', () => {
    expect(view([long, short, gone])).toMatchObject({ heading: 'Last 30 days', rows: [{ id: 3 }, { id: 2 }] });
  });

  it('shows one that began long ago as long as it goes on', () => {
    expect(view([incident({ beganAt: 0, endedAt: null })]).rows).toHaveLength(1);
  });

  it('can be narrowed down to a cause that something had', () => {
    const { filters, rows } = view([long, short, gone], { cause: 'process' });

    expect(filters.map(({ label, count, query }) => [label, count, query])).toEqual([
      ['All', '2', ''],
      ['Our process', '1', '?cause=process'],
      ['Discord', '1', '?cause=discord'],
    ]);
    expect(filters.filter(({ isCurrent }) => isCurrent)).toMatchObject([{ label: 'Our process' }]);
    expect(rows.map(({ id }) => id)).toEqual([2]);
  });

  it('adds up each cause, the one that took most time first', () => {
    expect(view([short, long]).byCause).toMatchObject([
      { label: 'Discord', count: '1', length: '9\u00a0min', percent: 90 },
      { label: 'Our process', count: '1', length: '1\u00a0min', percent: 10 },
    ]);
  });

  it('has the median of those that are over', () => {
    expect(view([long, short, incident({ id: 9, endedAt: null })]).median).toBe('5\u00a0min');
    expect(view([incident({ endedAt: null })]).median).toBeNull();
  });

  it('shows older ones page by page', () => {
    expect(view([long], { older: [gone] })).toMatchObject({ heading: 'Older incidents', rows: [{ id: 1 }] });
  });

  it('has no more than fifty at once', () => {
    const many = Array.from({ length: 60 }, (_, index) => over(60 - index, index * MINUTE));

    expect(view(many)).toMatchObject({ hasMore: true, filters: [{ count: '60' }, { count: '60' }] });
    expect(view(many).rows).toHaveLength(50);
    expect(view(many.slice(0, 50)).hasMore).toBe(false);
  });

  it.each([
    ['when there was none', {}, 'No incident in the last 30 days'],
    ['while the store cannot be read', { isRead: false }, 'The incidents of before cannot be read'],
    ['for a cause that nothing had', { cause: 'network' }, 'Nothing for "Network"'],
    ['behind the oldest', { older: [] }, 'Nothing older'],
  ] as const)('says something %s', (_when, parts, title) => {
    expect(view([], parts).empty?.title).toBe(title);
  });
});

describe('the address of the list', () => {
  it('is understood, and what makes no sense there asks for nothing', () => {
    expect(incidentsWish({ cause: 'discord', cursor: '12' })).toEqual({ cause: 'discord', before: 12 });
    expect(incidentsWish({ cause: 'aliens', cursor: '-1' })).toEqual({ cause: null, before: null });
    expect(incidentsWish({ cause: ['discord'], cursor: { a: 1 } })).toEqual({ cause: null, before: null });
  });

  it('says what is asked for', () => {
    expect(incidentsQuery({ cause: null, before: null })).toBe('');
    expect(incidentsQuery({ cause: 'unknown', before: 12 })).toBe('?cause=unknown&cursor=12');
  });
});
