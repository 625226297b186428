import { happeningNoted, instanceSampled, limits, problem, shardChanged, snapshotOf } from '../../test/make.js';
import type { BotEvent } from './event.js';
import type { IncidentTransition } from './incident.js';
import { type Watch, nothingWatched, openIncident, resumedWatch, step } from './incident-watch.js';
import type { StatusPage } from './outside.js';
import { judge } from './status.js';

const SECOND = 1_000;
const HOUR = 3_600_000;

const well = [0, 1].map((id) => shardChanged({ id, of: 2, guildCount: 50, sessionStartedAt: 1 }));
const lost = shardChanged({
  id: 1,
  of: 2,
  guildCount: 50,
  sessionStartedAt: 1,
  connection: 'connecting',
  lostAt: 0,
  lastError: problem({ kind: 'discord_error', detail: 'HTTP 503', peer: 'gateway' }),
});

/** Looks once a second, as the program does, and says what came of it. */
class Night {
  watch: Watch = nothingWatched;
  readonly transitions: IncidentTransition[] = [];
  private now = HOUR;

  constructor(
    private readonly commandsPerMs: number | null = null,
    private readonly more: readonly BotEvent[] = [],
  ) {}

  /** Seconds in which all is well, or what `events` say. */
  pass(seconds: number, ...events: readonly BotEvent[]): this {
    for (let second = 0; second < seconds; second += 1) this.look(SECOND, events);
    return this;
  }

  /** A look that comes late. */
  look(afterMs: number, events: readonly BotEvent[] = []): this {
    this.now += afterMs;
    const alive = instanceSampled({ at: this.now, startedAt: 0, eventLoopLagMs: 8 });
    const snapshot = snapshotOf(...well, ...events, ...this.more, alive);
    const status = judge(snapshot, limits, this.now);
    const nextId = 1 + this.transitions.filter(({ change }) => change === 'opened').length;
    const taken = step(this.watch, status, { limits, nextId, commandsPerMs: this.commandsPerMs });
    this.watch = taken.watch;
    if (taken.transition) this.transitions.push(taken.transition);
    return this;
  }

  get changes() {
    return this.transitions.map(({ change }) => change);
  }

  get last() {
    return this.transitions.at(-1)?.incident;
  }
}

describe('the watch for incidents', () => {
  it('opens none in a quiet night', () => {
    expect(new Night().pass(3_600).changes).toEqual([]);
  });

  it('opens none for trouble that is over within the threshold', () => {
    expect(new Night().pass(10).pass(14, lost).pass(300).changes).toEqual([]);
  });

  it('takes no word from outside for its cause that was said before the trouble', () => {
    const page: StatusPage = { indicator: 'critical', titles: [], trouble: null };
    const read = (at: number): BotEvent => ({ type: 'status_page.read', instance: 'i', at, statusPage: page });

    expect(new Night(null, [read(HOUR + 5_000)]).pass(10).pass(20, lost).last?.evidence.statusPage).toBeNull();
    expect(new Night(null, [read(HOUR + 15_000)]).pass(10).pass(20, lost).last?.evidence.statusPage).toMatchObject(
      page,
    );
  });

  it('opens one after 2 s when Discord has refused the bot for good', () => {
    const refused = shardChanged({
      id: 1,
      of: 2,
      connection: 'fatal',
      lostAt: 0,
      lastError: problem({ kind: 'token_rejected', detail: '4004', peer: 'gateway' }),
    });

    expect(new Night().pass(10).pass(2, refused).changes).toEqual([]);
    expect(new Night().pass(10).pass(4, refused).changes).toEqual(['opened']);
  });

  it('opens one after 15 s, which began when the trouble did', () => {
    const night = new Night().pass(10).pass(20, lost);

    expect(night.changes).toEqual(['opened']);
    expect(night.last).toMatchObject({
      id: 1,
      beganAt: HOUR + 11 * SECOND,
      openedAt: HOUR + 26 * SECOND,
      endedAt: null,
      verdict: 'degraded',
      title: 'Shard 1 lost its connection',
      culprit: 'discord',
      shardIds: [1],
      shardCount: 2,
      unservedGuildCount: 50,
      guildCount: 100,
    });
  });

  it('closes it after 30 s of calm, and says when the calm began', () => {
    const night = new Night().pass(10).pass(20, lost).pass(29);
    expect(night.changes).toEqual(['opened']);

    night.pass(3);

    expect(night.changes).toEqual(['opened', 'closed']);
    expect(night.last).toMatchObject({ endedAt: HOUR + 31 * SECOND, troubledMs: 20 * SECOND, departureCount: 1 });
    expect(openIncident(night.watch)).toBeNull();
  });

  it('is one incident where trouble comes and goes, and waits longer each time', () => {
    const night = new Night().pass(10);
    for (let time = 0; time < 6; time += 1) night.pass(20, lost).pass(20);
    expect(night.changes).toEqual(['opened']);

    night.pass(200);

    expect(night.changes).toEqual(['opened', 'closed']);
    expect(night.last).toMatchObject({ departureCount: 6, troubledMs: 120 * SECOND });
  });

  it('adds up troubles that are too short alone', () => {
    const night = new Night().pass(10);
    for (let time = 0; time < 4; time += 1) night.pass(5, lost).pass(20);

    expect(night.changes).toEqual(['opened']);
  });

  it('takes a process that stood still for one that answered nobody', () => {
    const night = new Night().pass(10).look(61 * SECOND);

    expect(night.changes).toEqual(['opened']);
    expect(night.last).toMatchObject({
      title: 'The process stood still for 61 s',
      culprit: 'process',
      troubledMs: 61 * SECOND,
      unservedGuildCount: 100,
    });
    expect(night.pass(40).changes).toEqual(['opened', 'closed']);
  });

  it('keeps the worst moment', () => {
    const both = [lost, shardChanged({ ...lost.shard, id: 0 })];
    const night = new Night()
      .pass(5)
      .pass(20, lost)
      .pass(20, ...both)
      .pass(20, lost)
      .pass(40);

    expect(night.last).toMatchObject({
      verdict: 'down',
      title: 'Both shards lost their connection',
      shardIds: [0, 1],
    });
  });

  it('estimates the commands that nobody answered from the usual rate', () => {
    const night = new Night(2 / SECOND).pass(10).pass(100, lost).pass(40);

    // Half of the servers, for 100 s, two commands a second.
    expect(night.last?.lostCommandCount).toBeGreaterThan(98);
    expect(night.last?.lostCommandCount).toBeLessThanOrEqual(100);
  });

  it('tells the story in order, with what happened just before', () => {
    const before = happeningNoted({ at: HOUR, level: 'warn', shardId: 1, text: 'Lost its connection: HTTP 503' });
    const night = new Night(null, [before]).pass(10).pass(20, lost).pass(40);
    const texts = night.last?.timeline.map(({ text }) => text);

    expect(texts?.[0]).toBe('Lost its connection: HTTP 503');
    expect(texts?.[1]).toMatch(/^Degraded - shard 1 is connecting/);
    expect(texts?.[2]).toBe('Operational - all 2 shards answer');
  });

  it('goes on with the incident of the process before', () => {
    const first = new Night().pass(10).pass(20, lost);
    const open = openIncident(first.watch);
    const second = new Night();
    if (open) second.watch = resumedWatch(open);
    second.pass(40);

    expect(second.changes).toEqual(['closed']);
    expect(second.last).toMatchObject({ id: 1, beganAt: open?.beganAt });
  });
});
