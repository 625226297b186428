import { incident } from '../../../../test/make.js';
import type { Told } from '../../../incidents/telling.reader.js';
import type { Incident } from '../../../model/incident.js';
import { incidentView } from './incident.view.js';

const MINUTE = 60_000;

const standing = { shards: [], sentence: 'Degraded - so it is', advice: null } as const;
const view = (parts: Partial<Incident>, told: readonly Told[] = []) =>
  incidentView({ incident: incident(parts), told }, { ...standing, at: 10 * MINUTE, verdict: 'degraded' });
const figure = (key: string, parts: Partial<Incident>) => view(parts).figures.find((one) => one.key === key);

describe('the page of one incident', () => {
  it('has a colour only while it goes on', () => {
    const weighed = [{ culprit: 'network', confidence: 'likely', supporting: [], opposing: [] } as const];
    const parts = { culprit: 'network', weighed } as const;

    expect(view({ ...parts, endedAt: null })).toMatchObject({ chip: { word: 'Open' }, culprits: [{ state: 'warn' }] });
    expect(view({ ...parts, endedAt: 1 })).toMatchObject({ chip: { word: 'Closed' }, culprits: [{ state: 'off' }] });
  });

  it('says that all is well again while it waits whether that lasts', () => {
    const calm = (endedAt: number | null) =>
      incidentView({ incident: incident({ endedAt }), told: [] }, { ...standing, at: MINUTE, verdict: 'operational' })
        .isCalm;

    expect(calm(null)).toBe(true);
    expect(calm(1)).toBe(false);
    expect(view({ endedAt: null }).isCalm).toBe(false);
  });

  it('weighs every culprit with a word, and with what speaks for and against it', () => {
    const weighed = [
      { culprit: 'discord', confidence: 'certain', supporting: ['its API answers with 503'], opposing: [] },
      { culprit: 'process', confidence: 'ruled_out', supporting: [], opposing: ['its event loop was never late'] },
      { culprit: 'deployment', confidence: 'unknown', supporting: [], opposing: [] },
    ] as const;

    expect(view({ weighed }).culprits).toMatchObject([
      { name: 'Discord', chip: { word: 'Certain', icon: 'check' }, supporting: ['Its API answers with 503.'] },
      { name: 'Our process', chip: { word: 'Ruled out' }, opposing: ['Its event loop was never late.'] },
      { name: 'Deployment', chip: { word: 'Not known' } },
    ]);
  });

  it('tells the story newest first, in UTC, with the day where that is another', () => {
    const line = { level: 'info', shardId: null } as const;
    const timeline = [
      { ...line, at: 1_000, text: 'first' },
      { ...line, at: 1_000, text: 'second', shardId: 7 },
      { ...line, at: 86_400_000, text: 'third' },
    ];

    expect(view({ beganAt: 0, timeline }).timeline.newest).toMatchObject([
      { text: 'third', clock: '2\u00a0Jan\u00a000:00' },
      { text: 'second', clock: '00:00:01', shards: 'shard\u00a07', key: 't1000-1' },
      { text: 'first', key: 't1000-0' },
    ]);
  });

  it('tells once what happened to many shards at nearly the same time', () => {
    const line = { level: 'info', text: 'Resumed its session' } as const;
    const at = (ms: number, shardId: number) => ({ ...line, at: ms, shardId });
    const timeline = [
      at(0, 1),
      at(5, 0),
      at(1_900, 2),
      { ...at(1_950, 3), text: 'Lost it' },
      at(1_960, 3),
      at(9_000, 3),
    ];

    expect(
      view({ timeline, shardCount: 4 })
        .timeline.newest.map(({ text, shards }) => [text, shards])
        .reverse(),
    ).toEqual([
      ['Resumed its session', 'shards 0, 1, 2'],
      ['Lost it', 'shard\u00a03'],
      ['Resumed its session', 'shard\u00a03'],
      ['Resumed its session', 'shard\u00a03'],
    ]);
  });

  it('folds the middle of a long story away, and shows how it began and how it ended', () => {
    const line = { level: 'warn', shardId: null } as const;
    const timeline = [
      ...Array.from({ length: 40 }, (_, at) => ({ ...line, at, text: `line ${at}` })),
      { ...line, level: 'info' as const, at: 50, text: 'Operational - all shards answer' },
    ];
    const { newest, between, oldest } = view({ beganAt: 0, endedAt: 50, timeline }).timeline;

    expect(newest[0]).toMatchObject({ text: /^Operational/ as never, state: 'ok' });
    expect(between?.words).toBe('23 lines between');
    expect(oldest.at(-1)?.text).toBe('line 0');
    expect(newest.length + (between?.lines.length ?? 0) + oldest.length).toBe(41);
    expect(view({ timeline: timeline.slice(0, 20) }).timeline).toMatchObject({ between: null, oldest: [] });
  });

  it('has lines of the log without characters that turn them around', () => {
    expect(view({ lastWords: ['a \u202eb', '<script>'] }).log).toEqual(['a b', '<script>']);
  });
});

describe('the figures of an incident', () => {
  it('count on while it is open', () => {
    expect(figure('length', { endedAt: null })).toMatchObject({ value: null, age: { as: 'age' }, unit: 'so far' });
    expect(figure('length', { beganAt: 0, endedAt: 5 * MINUTE })).toMatchObject({ value: '5\u00a0min', age: null });
  });

  it('say which part of the servers got no events', () => {
    expect(figure('guilds', { unservedGuildCount: 1_151, guildCount: 18_412 })).toMatchObject({
      value: '1,151',
      fact: '6.25\u00a0% of 18,412',
    });
    expect(figure('guilds', { kind: 'crash', unservedGuildCount: 0, guildCount: 120 })).toMatchObject({
      value: '120',
      fact: 'all of them, while nothing ran',
    });
  });

  it('call an estimate an estimate, and do not invent one', () => {
    expect(figure('commands', { lostCommandCount: 3.6 })).toMatchObject({ value: '4', fact: /^estimate/ as never });
    expect(figure('commands', { lostCommandCount: null })?.value).toBeNull();
  });
});

describe('who was told', () => {
  const untold = { state: 'waiting', toldAt: null } as const;
  const told = (parts: Partial<Told>): Told => ({
    change: 'opened',
    state: 'told',
    attempts: 1,
    toldAt: 1_000,
    ...parts,
  });

  it.each([
    { one: told({}), label: 'Opening', word: /^Told the webhook at 00:00:01\u00a0UTC$/ },
    { one: told({ change: 'closed', ...untold, attempts: 0 }), label: 'Closing', word: /^Waits for its turn$/ },
    { one: told({ ...untold, attempts: 3 }), label: 'Opening', word: /^Not told yet, 3 attempts so far/ },
    { one: told({ state: 'given_up', toldAt: null }), label: 'Opening', word: /^Given up/ },
  ])('is said in words: $label, $one.state', ({ one, label, word }) => {
    const [line] = view({}, [one]).told;

    expect(line?.label).toBe(label);
    expect(line?.word).toMatch(word);
  });
});
