import { commandUse, historyPoint } from '../../test/make.js';
import { mergedPoint } from './history.js';
import { commandsSince, mergedCommands } from './history-commands.js';
import { histogramOf, histogramText, sizeOf } from './histogram.js';

const text = (...ms: number[]) => histogramText(histogramOf(ms));

describe('the commands of a span', () => {
  it('are those that were used in it, and how', () => {
    const before = [commandUse('/rank', { uses: 3, acknowledgedIn: text(50) }), commandUse('/quiet', { uses: 1 })];
    const after = [commandUse('/rank', { uses: 5, troubled: 1, acknowledgedIn: text(50, 90) }), ...before.slice(1)];

    const points = commandsSince(before, after);

    expect(points).toEqual([
      { kind: 'command', name: '/rank', uses: 2, troubled: 1, acknowledgement: histogramOf([90]) },
    ]);
  });

  it('are never fewer than none, where a process has begun anew', () => {
    expect(commandsSince([commandUse('/rank', { uses: 9 })], [commandUse('/rank', { uses: 2 })])).toEqual([]);
  });

  it('add up over longer spans', () => {
    const [point] = commandsSince([], [commandUse('/rank', { uses: 2, acknowledgedIn: text(10, 20) })]);
    const span = historyPoint({}, { commands: point ? [point] : [] });

    const { commands } = mergedPoint([span, historyPoint(), span], 0);

    expect(commands).toMatchObject([{ name: '/rank', uses: 4 }]);
    expect(sizeOf(commands[0]?.acknowledgement ?? new Map())).toBe(4);
  });

  it('are bounded: those that were used least share a line', () => {
    const many = Array.from({ length: 80 }, (_, index) => commandUse(`/c${index}`, { uses: 100 - index }));

    const commands = mergedCommands([commandsSince([], many)]);

    expect(commands).toHaveLength(51);
    expect(commands.find(({ name }) => name === 'others')?.uses).toBe(
      Array.from({ length: 30 }, (_, index) => 50 - index).reduce((sum, uses) => sum + uses, 0),
    );
    expect(commands.some(({ name }) => name === '/c0')).toBe(true);
  });
});
