import { incident } from '../../../test/make.js';
import { incidentReport } from './incident.report.js';

const MINUTE = 60_000;

describe('the report of an incident', () => {
  it('has what a post mortem begins with', () => {
    const report = incidentReport(
      incident({
        id: 42,
        endedAt: 5 * MINUTE,
        title: 'Shard 1 lost its connection',
        culprit: 'network',
        weighed: [
          { culprit: 'network', confidence: 'likely', supporting: ['nothing answers'], opposing: [] },
          { culprit: 'discord', confidence: 'unlikely', supporting: [], opposing: ['its API answers'] },
        ],
        shardIds: [1],
        shardCount: 2,
        unservedGuildCount: 1_151,
        guildCount: 18_412,
        lostCommandCount: 3.6,
        timeline: [{ at: 1_000, level: 'warn', shardId: 1, text: 'Lost its connection' }],
      }),
      10 * MINUTE,
    );

    for (const words of [
      '# Incident 42: Shard 1 lost its connection',
      '| Began | 1970-01-01 00:00:00 |',
      '| Ended | 1970-01-01 00:05:00 |',
      '| Lasted | 5 min |',
      '| Shards | 1 (1 of 2) |',
      '| Servers without events | 1,151 of 18,412 |',
      '| Commands lost | about 4, from the usual rate |',
      '## Cause: Network, likely',
      '- **Network**: likely\n  - for: nothing answers\n- **Discord**: unlikely\n  - against: its API answers',
      '- 1970-01-01 00:00:01 (warn, shard 1) Lost its connection',
    ])
      expect(report).toContain(words);
    expect(report).not.toContain('log');
  });

  it('says of an open one that it goes on, and what is not known', () => {
    const report = incidentReport(incident({ endedAt: null, lostCommandCount: null, culprit: null }), MINUTE);

    for (const words of ['| Ended | still open |', '| Lasted | 1 min so far |', '| Commands lost | not known |'])
      expect(report).toContain(words);
    expect(report).toContain('## Cause: Not known');
  });

  it('takes nothing by strangers for Markdown', () => {
    const evil = '](x)<script>alert(1)</script>\n# Owned @everyone';
    const report = incidentReport(
      incident({
        weighed: [{ culprit: 'discord', confidence: 'likely', supporting: [evil], opposing: [evil] }],
        lastWords: ['```', evil],
      }),
      0,
    );

    const [before = ''] = report.split('````text');
    expect(before).not.toMatch(/[^\\]<script|^# Owned|@everyone/m);
    expect(report).toContain(`\n\`\`\`\`text\n\`\`\`\n](x)<script>`);
  });
});
