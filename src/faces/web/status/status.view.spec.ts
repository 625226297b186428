import { applicationChanged, instanceSampled, limits, problem, shardChanged, statusOf } from '../../../../test/make.js';
import type { BotEvent } from '../../../model/event.js';
import { shardFilter } from './shard-table.view.js';
import { type StatusView, statusView } from './status.view.js';

function page(events: readonly BotEvent[], show?: string, now = 0): StatusView {
  const status = statusOf(events, now);
  const allowed = { mayAct: false, mayLeave: false };
  return statusView({ status, trend: [], limits, filter: shardFilter(show), allowed, discord: 'discord.test' });
}

const one = shardChanged({ id: 0, of: 2 });
const lost = shardChanged({
  id: 1,
  of: 2,
  connection: 'resuming',
  attempt: 2,
  lastCloseCode: 4000,
  lastError: problem({ kind: 'timeout', host: 'gateway.test' }),
});

describe('the shard table', () => {
  it('puts shards with a problem first, tinted, and says what is wrong and what to do', () => {
    const [first, second] = page([one, lost]).table.rows;

    expect(first).toMatchObject({ id: 1, tint: 'warn', chip: { word: 'Resuming' } });
    expect(first?.doing?.words).toBe('attempt\u00a02, gateway.discord.test');
    expect(first?.trouble).toMatch(/gateway\.test.* does not answer in time\. Nothing to do here/);
    expect(second).toMatchObject({ id: 0, tint: null, latency: '42\u00a0ms', trouble: null });
  });

  it('can be narrowed to problems or to ready shards', () => {
    expect(page([one, lost], 'problems').table.rows.map(({ id }) => id)).toEqual([1]);
    expect(page([one, lost], 'ready').table.rows.map(({ id }) => id)).toEqual([0]);
  });

  it('shows all shards to whoever asks for something else', () => {
    expect(page([one, lost], '<script>').table.rows).toHaveLength(2);
  });

  it('counts what each filter would show', () => {
    expect(page([one, lost], 'ready').table.filters).toMatchObject([
      { label: 'All', count: '2', isCurrent: false },
      { label: 'Problems', count: '1', isCurrent: false },
      { label: 'Ready', count: '1', isCurrent: true },
    ]);
  });

  it('says why it is empty', () => {
    expect(page([]).table.empty?.title).toBe('No shard yet');
    expect(page([one], 'problems').table.empty?.title).toBe('No problems');
  });

  it('tells a trouble that many shards have once', () => {
    const all = [0, 1, 2].map((id) => shardChanged({ id, of: 3, connection: 'resuming', lastError: problem() }));
    const [first, second, third] = page(all).table.rows;

    expect(first?.trouble).toContain('refuses the connection');
    expect([second?.trouble, third?.trouble]).toEqual(Array(2).fill('The same as shard\u00a00.'));
  });

  it('says for how long a heartbeat was not answered', () => {
    const silent = shardChanged({ heartbeatSentAt: 1_000, heartbeatAcknowledgedAt: 900 });

    expect(page([silent], undefined, 44_000).table.rows[0]?.unacknowledged).toBe('none for 43\u00a0s');
  });
});

describe('the identity of the bot', () => {
  it('puts privileged intents first', () => {
    const application = applicationChanged({ intents: ['Guilds', 'GuildMembers'] });

    expect(page([application]).identity.intents).toEqual([
      { name: 'Guild members', isPrivileged: true },
      { name: 'Guilds', isPrivileged: false },
    ]);
  });

  it('is not known before the sign-in', () => {
    expect(page([]).identity).toMatchObject({ botName: null, applicationId: null, intents: [] });
  });
});

describe('the gateway card', () => {
  it('counts the shards that answer', () => {
    expect(page([one, lost]).gateway.chip).toMatchObject({ word: '1 of 2' });
  });

  it('says with which code a shard was closed last', () => {
    const { facts } = page([one, lost]).gateway;

    expect(facts.find(({ label }) => label === 'Last close')?.value).toBe('closed by Discord (4000), shard 1');
  });
});

describe('the process card', () => {
  it('shows the last error that nobody caught', () => {
    const sampled = instanceSampled({ uncaughtErrorCount: 1, lastUncaughtError: 'TypeError: x is not a function' });

    expect(page([sampled]).process?.notes).toEqual(['Last uncaught error: TypeError: x is not a function']);
  });

  it('never lets a bar leave its box', () => {
    expect(page([instanceSampled({ cpuRatio: 1.7 })]).process?.meters[1]).toMatchObject({
      value: '170\u00a0%',
      percent: 100,
    });
  });
});
