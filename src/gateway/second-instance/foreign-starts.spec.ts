import { ForeignStarts } from './foreign-starts.js';

const DAY = 86_400_000;
const POLL = 600_000;

/** Discord, as it counts the session starts of one bot in a window of a day that begins with the first of them. */
class Counting {
  readonly total = 1_000;
  private used = 0;
  private beganAt: number | null = null;

  spend(at: number, count = 1): void {
    this.remaining(at);
    this.beganAt ??= at;
    this.used += count;
  }

  said(askedAt: number) {
    const remaining = this.remaining(askedAt);
    return { total: this.total, remaining, resetsAt: this.beganAt === null ? askedAt : this.beganAt + DAY, askedAt };
  }

  private remaining(at: number): number {
    if (this.beganAt !== null && at - this.beganAt >= DAY) [this.used, this.beganAt] = [0, null];
    return this.total - this.used;
  }
}

/** Us, with what Discord counts. */
function scene() {
  const [discord, foreign] = [new Counting(), new ForeignStarts()];
  return {
    discord,
    foreign,
    identify: (at: number) => {
      foreign.spent();
      discord.spend(at);
    },
    ask: (at: number, ownLatelyCount = 0) => foreign.learn(discord.said(at), ownLatelyCount),
  };
}

/** Numbers from 0 to below 1, the same for the same seed. */
function chance(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

describe('session starts that are not ours', () => {
  it('are none while only we identify', () => {
    const { identify, ask } = scene();
    ask(0);
    for (let shard = 0; shard < 8; shard++) identify(shard * 5_000);

    expect(ask(POLL)).toBe(0);
    expect(ask(2 * POLL)).toBe(0);
  });

  it('are those that Discord counts and we did not send, each told once', () => {
    const { discord, identify, ask } = scene();
    ask(0);
    identify(1);
    discord.spend(2, 3);
    identify(3);

    expect(ask(POLL)).toBe(3);
    expect(ask(2 * POLL)).toBe(0);
    discord.spend(2 * POLL + 1);
    expect(ask(3 * POLL)).toBe(1);
  });

  it('are found after answers that never came, too', () => {
    const { discord, ask } = scene();
    ask(0);
    discord.spend(POLL / 2);

    expect(ask(30 * POLL)).toBe(1);
  });

  it('are none of what the processes before this one sent, and Discord counts only now', () => {
    const { discord, ask } = scene();
    discord.spend(0, 4);
    ask(POLL, 2);
    discord.spend(POLL + 1, 2); // sent before, counted late

    expect(ask(2 * POLL)).toBe(0);
  });

  it('are none when Discord does not count an IDENTIFY of ours', () => {
    const { foreign, ask } = scene();
    ask(0);
    for (let refused = 0; refused < 12; refused++) foreign.spent();

    expect(ask(POLL)).toBe(0);
  });

  it('are none when all of them come back, nor when the limit changes', () => {
    const { discord, foreign, identify, ask } = scene();
    identify(0);
    ask(1);
    for (let at = POLL; at < DAY; at += POLL) ask(at);

    expect(ask(DAY + 1)).toBe(0);
    identify(DAY + 2);
    expect(ask(DAY + POLL)).toBe(0);
    expect(foreign.learn({ ...discord.said(DAY + POLL), total: 500, remaining: 400 }, 0)).toBe(0);
  });

  it('are found on the day after, too', () => {
    const { discord, identify, ask } = scene();
    ask(0);
    identify(1);
    ask(DAY + POLL);
    discord.spend(DAY + POLL + 1, 2);

    expect(ask(DAY + 2 * POLL)).toBe(2);
  });

  it('are none of what a part of Discord says that lags behind', () => {
    const { discord, identify, ask, foreign } = scene();
    ask(0);
    const old = discord.said(0);
    identify(1);
    ask(POLL);

    expect(foreign.learn({ ...old, resetsAt: DAY }, 0)).toBe(0);
    expect(ask(2 * POLL)).toBe(0);
  });

  it.each([1, 2, 3, 4, 5])('are never found in ten days of our own restarts and failures (seed %i)', (seed) => {
    const random = chance(seed * 7_919);
    const discord = new Counting();
    let foreign = new ForeignStarts();
    let lately: number[] = [];
    let found = 0;
    for (let at = 0; at < 10 * DAY; at += 60_000) {
      if (random() < 0.01) foreign = new ForeignStarts(); // a restart
      const isSent = random() < 0.05;
      if (isSent) {
        foreign.spent();
        lately.push(at);
        if (random() < 0.8) discord.spend(at);
      }
      lately = lately.filter((sent) => at - sent < POLL);
      if (at % POLL === 0 && random() < 0.7) found += foreign.learn(discord.said(at), lately.length);
    }

    expect(found).toBe(0);
  });
});
