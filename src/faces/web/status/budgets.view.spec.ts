import { limits, restMeasured, statusOf } from '../../../../test/make.js';
import type { BotEvent } from '../../../model/event.js';
import { indicatorsOf } from '../../../model/health.js';
import { type BudgetsView, budgetsView } from './budgets.view.js';

function page(events: readonly BotEvent[], now = 0): BudgetsView {
  const status = statusOf(events, now);
  return budgetsView({ status, limits, indicators: indicatorsOf(status, limits) });
}

describe('the budgets in full', () => {
  const offenders = [{ route: 'POST /channels/:id/messages', status: 403, count: 40 }];
  const bucket = { route: 'GET /gateway/bot', limit: 4, remaining: 1, resetsAt: 9_000 };
  const facts = (events: readonly BotEvent[], now = 0) =>
    Object.fromEntries(page(events, now).facts.map(({ label, value }) => [label, value]));

  it('say nothing that is not known', () => {
    const budgets = page([]);

    expect(budgets).toMatchObject({ facts: [], buckets: [], offenders: [], measured: null });
    expect(budgets.meters.map(({ value }) => value)).toEqual(Array(5).fill('–'));
  });

  it('name the fullest rate limits, and when they are free again', () => {
    expect(page([restMeasured({ buckets: [bucket] })]).buckets).toMatchObject([
      { route: 'GET /gateway/bot', words: '1 of 4 left', percent: 75, time: { as: 'in' } },
    ]);
    expect(page([restMeasured({ buckets: [bucket] })], 9_000).buckets[0]?.time).toBeNull();
  });

  it('name who causes invalid requests', () => {
    const invalid = { count: 50, limit: 10_000, offenders };

    expect(page([restMeasured({ invalid })]).offenders).toMatchObject([
      { route: 'POST /channels/:id/messages', words: '40 with 403', percent: 80 },
    ]);
  });

  it('say how the clock goes, what waits, and what is held back', () => {
    const busy = restMeasured({ queuedCount: 3, waitCount: 2, waitedMs: 4_200, heldUntil: 5_000 });

    expect(facts([busy])).toMatchObject({
      'Our clock': '12\u00a0ms behind, ',
      'Waiting now': '3 requests',
      'Waits so far': '2 times, 4\u00a0s in all',
      'Held back by us': 'goes on ',
    });
    expect(facts([busy], 5_000)['Held back by us']).toBe('no');
  });
});
