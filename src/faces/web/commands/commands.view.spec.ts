import { commandUse, commandsCompared, commandsMeasured, problem, statusOf } from '../../../../test/make.js';
import type { CommandDifference } from '../../../model/command-drift.js';
import type { CommandUse } from '../../../model/command-use.js';
import { histogramOf, histogramText } from '../../../model/histogram.js';
import { commandsQuery, commandsWish } from './command-filter.js';
import { commandsView } from './commands.view.js';

const difference = (name: string, parts: Partial<CommandDifference> = {}): CommandDifference => ({
  ...{ place: 'global', name, type: 'slash', kind: 'only_in_code', fields: [] },
  ...parts,
});

function view(uses: readonly CommandUse[], differences: readonly CommandDifference[] = [], address: object = {}) {
  const status = statusOf([commandsMeasured(uses), commandsCompared({ differences })]);
  const wish = commandsWish({ ...address });
  return commandsView({ status, wish, hours: null, maySync: true, hasFailed: false });
}

const took = (...ms: readonly number[]) => histogramText(histogramOf(ms));

describe('the page of the commands', () => {
  it('has the most used command first, and those that nobody has used last', () => {
    const { rows } = view(
      [commandUse('/few', { uses: 1 }), commandUse('/many', { uses: 1_200 })],
      [difference('none'), difference('many', { kind: 'changed' })],
    );

    expect(rows.map(({ name, uses }) => [name, uses])).toEqual([
      ['/many', '1,200'],
      ['/few', '1'],
      ['/none', '0'],
    ]);
    expect(rows.map(({ registered }) => registered?.chip?.word ?? registered?.words)).toEqual([
      'Changed',
      'In step',
      'Only in the code',
    ]);
  });

  it('knows a subcommand by its command, and a button by nothing at Discord', () => {
    const button = { ...commandUse('ticket/:id', { uses: 1 }), kind: 'component' as const };
    const { rows } = view([commandUse('/ticket open', { uses: 2 }), button], [difference('ticket')]);

    expect(rows.map(({ name, registered }) => [name, registered?.chip?.word])).toEqual([
      ['/ticket open', 'Only in the code'],
      ['ticket/:id', undefined],
    ]);
  });

  it.each([
    [98, undefined],
    [97, 'warn'],
    [94, 'bad'],
  ])('shows %i uses of 100 without trouble as %s', (inTime, state) => {
    const figures = { uses: 100, inTime, late: 100 - inTime, troubled: 100 - inTime };
    const [row] = view([commandUse('/a', figures)]).rows;

    expect(row?.success).toMatchObject({ value: `${inTime}\u00a0%` });
    expect(row?.success?.chip?.state).toBe(state);
    expect(row?.troubles).toBe(`${100 - inTime}\u00a0late`);
  });

  it.each([
    [500, undefined],
    [2_300, 'warn'],
    [3_600, 'bad'],
  ])('shows an acknowledgement after %i ms as %s', (ms, state) => {
    const [row] = view([commandUse('/a', { uses: 1, inTime: 1, acknowledgedIn: took(ms) })]).rows;

    expect(row?.p95?.chip?.state).toBe(state);
  });

  it('says a dash, and no number, of what is not known', () => {
    const [row] = view([commandUse('/a', { uses: 1 })]).rows;

    expect(row).toMatchObject({ success: null, p50: null, p95: null, p99: null, failure: null, day: null });
  });

  it('counts all commands together, with percentiles of all their acknowledgements', () => {
    const { total } = view([
      commandUse('/a', { uses: 3, inTime: 3, acknowledgedIn: took(100, 100, 100) }),
      commandUse('/b', { uses: 1, late: 1, troubled: 1, acknowledgedIn: took(4_000) }),
    ]);

    expect(total).toMatchObject({ uses: '4 uses', success: { value: '75\u00a0%' } });
    expect([total?.p50?.chip, total?.p99?.chip?.state]).toEqual([null, 'bad']);
  });

  it('has nothing on top while the code and Discord are in step', () => {
    expect(view([])).toMatchObject({ drift: null, empty: { title: 'Nobody has used a command yet' } });
    expect(view([]).inStep).not.toBeNull();
  });

  it('says what differs, the old value and the new one', () => {
    const fields = [{ path: 'description', inCode: 'New', atDiscord: 'Old' }];
    const { drift, inStep } = view([], [difference('a', { kind: 'changed', fields }), difference('b')]);

    expect(drift).toMatchObject({ heading: '2 differences between the code and Discord', sync: 'Sync 2 changes' });
    expect(drift?.rows[0]?.fields).toEqual([{ path: 'description', inCode: 'New', atDiscord: 'Old' }]);
    expect(inStep).toBeNull();
  });

  it('has first what people get no answer to, how often they have tried, and says once what it means', () => {
    const old = difference('old', { kind: 'only_at_discord' });
    const { drift } = view([commandUse('/old', { uses: 412 })], [difference('a'), difference('b'), old]);

    expect(drift?.rows.map(({ name, uses }) => [name, uses])).toEqual([
      ['/old', '412 uses since the start'],
      ['/a', null],
      ['/b', null],
    ]);
    expect(drift?.rows.map(({ words }) => words !== null)).toEqual([true, true, false]);
  });

  it('says of what could not be written that nobody else will write it', () => {
    const status = statusOf([commandsCompared({ differences: [difference('a')], problem: problem() })]);
    const { drift } = commandsView({ status, wish: commandsWish({}), hours: null, maySync: true, hasFailed: false });

    expect(drift?.problem?.wayOut).toMatch(/^What is below is not written yet\. Sync once more/);
  });

  it('says how many commands Discord has, and where', () => {
    const limits = [
      { place: 'global', commandCount: 17, mostCommands: 100, createsLeft: 9, mostCreates: 200, problem: null },
    ];
    const status = statusOf([commandsCompared({ commandCount: 25, limits })]);
    const { registered } = commandsView({
      status,
      wish: commandsWish({}),
      hours: null,
      maySync: true,
      hasFailed: false,
    });

    expect(registered).toBe('25 in the code, Discord has 17 of 100 slash commands for all servers');
  });

  it('says why the commands could not be compared, and what to do', () => {
    const status = statusOf([commandsCompared({ problem: problem() })]);
    const { drift } = commandsView({ status, wish: commandsWish({}), hours: null, maySync: true, hasFailed: false });

    expect(drift).toMatchObject({ heading: 'The commands could not be compared', sync: null });
    expect(drift?.problem?.wayOut).toMatch(/\.$/);
  });

  it('finds commands by a part of their name, and says so when there is none', () => {
    const uses = [commandUse('/ticket open', { uses: 1 }), commandUse('/play', { uses: 1 })];

    expect(view(uses, [], { find: 'TICKET' }).rows.map(({ name }) => name)).toEqual(['/ticket open']);
    expect(view(uses, [], { find: 'x' }).empty?.title).toBe('No command has this in its name');
  });

  it('shows the 25 most used at first, and leads to all', () => {
    const uses = Array.from({ length: 30 }, (_, index) => commandUse(`/c${index}`, { uses: index }));
    const first = view(uses);

    expect(first.rows).toHaveLength(25);
    expect(first.all).toEqual({ label: 'Show all 30', query: '?show=all' });
    expect(view(uses, [], { show: 'all' })).toMatchObject({ all: null, shown: '30 of 30 shown' });
  });
});

describe('the address of the commands', () => {
  it('says no more than what is asked for, and nonsense asks for nothing', () => {
    expect(commandsQuery(commandsWish({ span: 'hour', find: ' a b ', show: 'all' }))).toBe(
      '?span=hour&find=a+b&show=all',
    );
    expect(commandsQuery(commandsWish({ span: 'year', find: ['a'], show: '1' }))).toBe('');
  });
});
