import { gapClosed } from '../../test/make.js';
import { type Gap, GAPS_KEPT, blindMs, gapInWords } from './gap.js';
import { apply, nothingSeen } from './snapshot.js';

const gap = (parts: Partial<Gap> = {}): Gap => gapClosed(parts).gap;

describe('a gap in words', () => {
  it.each<[Partial<Gap>, string]>([
    [{ to: 2_400 }, 'away for 2 s, no event was missed'],
    [{ to: 400, replayedCount: 1 }, 'away for less than 1 s, 1 missed event came again'],
    [{ to: 2_000, replayedCount: 1_400 }, 'away for 2 s, 1,400 missed events came again'],
    [{ to: 243_000, how: 'identified', guildCount: 12 }, 'blind for 4 min 3 s: what happened on 12 servers is lost'],
  ])('%j: %s', (parts, words) => {
    expect(gapInWords(gap(parts))).toBe(words);
  });
});

describe('the time for which the bot was blind', () => {
  it('is none when the session was resumed, however long it took', () => {
    expect(blindMs(gap({ to: 60_000 }))).toBe(0);
    expect(blindMs(gap({ to: 60_000, how: 'identified' }))).toBe(60_000);
  });
});

describe('the gaps of a snapshot', () => {
  it('are the newest, newest first, each once however often it is told', () => {
    const events = Array.from({ length: GAPS_KEPT + 5 }, (_, at) => gapClosed({ to: at }));
    const { gaps } = [...events, ...events].reduce(apply, nothingSeen);

    expect(gaps).toHaveLength(GAPS_KEPT);
    expect(gaps.slice(0, 2).map(({ to }) => to)).toEqual([GAPS_KEPT + 4, GAPS_KEPT + 3]);
  });
});
