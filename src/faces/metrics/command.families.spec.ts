import { commandUse, commandsMeasured } from '../../../test/make.js';
import { scrapeOf } from '../../../test/scrape.js';
import { exposition } from './exposition.js';

describe('the metrics of commands', () => {
  it('count each use by command and outcome', async () => {
    const use = commandUse('/ticket open', { uses: 5, inTime: 3, late: 2, troubled: 2, refused: 2 });
    const text = await exposition(scrapeOf([commandsMeasured([use])]));

    expect(text).toContain(
      'shardwatch_command_uses_total{kind="command",command="/ticket open",outcome="in_time"} 3\n',
    );
    expect(text).toContain('shardwatch_command_uses_total{kind="command",command="/ticket open",outcome="late"} 2\n');
    expect(text).toContain('shardwatch_command_troubled_uses_total{kind="command",command="/ticket open"} 2\n');
  });

  it('are bounded, and nothing is lost from the sum', async () => {
    const many = Array.from({ length: 180 }, (_, index) =>
      commandUse(`/c${index}`, { uses: 200 - index, troubled: 1 }),
    );
    const text = await exposition(scrapeOf([commandsMeasured(many)]));

    const values = [...text.matchAll(/^shardwatch_command_troubled_uses_total\{.*\} (\d+)$/gm)].map(([, n]) =>
      Number(n),
    );
    expect(values).toHaveLength(101);
    expect(values.reduce((sum, value) => sum + value, 0)).toBe(180);
  });
});
