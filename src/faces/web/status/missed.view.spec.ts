import { gapClosed, shardChanged, statusOf } from '../../../../test/make.js';
import type { BotEvent } from '../../../model/event.js';
import { type MissedView, missedView } from './missed.view.js';

function missed(...events: readonly BotEvent[]): MissedView {
  return missedView(statusOf(events, 60_000));
}

const factsOf = ({ facts }: MissedView) => Object.fromEntries(facts.map(({ label, value }) => [label, value]));

describe('what was missed', () => {
  it('is told in one line for each gap, newest first, with what is lost marked', () => {
    const { lines } = missed(
      gapClosed({ shardId: 3, from: 0, to: 2_000, replayedCount: 14 }),
      gapClosed({ shardId: 7, from: 1_000, to: 31_000, how: 'identified', guildCount: 1 }),
    );

    expect(lines).toMatchObject([
      {
        shard: 'shard\u00a07',
        text: 'Blind for 30\u00a0s: what happened on 1 server is lost',
        state: 'warn',
        word: 'Lost',
      },
      { shard: 'shard\u00a03', text: 'Away for 2\u00a0s, 14 missed events came again', state: 'off' },
    ]);
    expect(lines[0]?.time).toMatchObject({ iso: '1970-01-01T00:00:31.000Z', as: 'ago' });
  });

  it('keeps a line what it is from look to look', () => {
    const [first, second] = [gapClosed({ to: 1_000 }), gapClosed({ to: 2_000 })];

    expect(missed(first).lines[0]?.key).toBe(missed(first, second).lines[1]?.key);
    expect(new Set(missed(first, second).lines.map(({ key }) => key)).size).toBe(2);
  });

  it('sums up all shards since the process started', () => {
    const view = missed(
      shardChanged({ id: 0, of: 2, replayedCount: 1_200, skippedCount: 3, gapCounts: { resumed: 4, identified: 0 } }),
      shardChanged({ id: 1, of: 2, replayedCount: 34, blindMs: 243_000, gapCounts: { resumed: 0, identified: 1 } }),
    );

    expect(factsOf(view)).toEqual({
      'Session taken up again': '4 times',
      'Events that came again': '1,234',
      'Session lost': '1 time',
      'Blind, all shards': '4\u00a0min 3\u00a0s',
      'Events that never came': '3',
    });
  });

  it('is nothing at first, and figures of nothing are not given', () => {
    expect(missed()).toEqual({ lines: [], more: null, facts: [] });
    expect(missed(shardChanged())).toEqual({ lines: [], more: null, facts: [] });
  });

  it('gives its figures as soon as a number is left out, although no shard was away', () => {
    expect(factsOf(missed(shardChanged({ skippedCount: 3 })))).toMatchObject({
      'Blind, all shards': 'never',
      'Events that never came': '3',
    });
  });

  it('says how many are not shown', () => {
    const many = Array.from({ length: 14 }, (_, at) => gapClosed({ to: at }));

    expect(missed(...many)).toMatchObject({ more: '2 older ones not shown' });
    expect(missed(...many).lines).toHaveLength(12);
  });
});
