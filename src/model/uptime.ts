/** What was seen of a span of time: a point of history, or several added up. */
export interface Watched {
  /** Epoch milliseconds. */
  readonly from: number;
  /** Milliseconds in which a process looked. */
  readonly observedMs: number;
  /** Milliseconds of those in which a command would have been answered, weighted by guilds. */
  readonly answeredMs: number;
}

/** One life of the process, by the wall clock of its time. */
export interface Life {
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** When it stopped, or was last known to live (epoch milliseconds); `null` when nobody wrote that down. */
  readonly endedAt: number | null;
}

/** How much of a span of time commands would have been answered. */
export interface UptimeSpan {
  /** Epoch milliseconds, `until` not included. */
  readonly from: number;
  readonly until: number;
  /** Milliseconds of which anything is known: somebody looked, or nothing ran. */
  readonly knownMs: number;
  readonly answeredMs: number;
  /** Milliseconds in which nothing ran. */
  readonly stoppedMs: number;
  /** `answeredMs / knownMs`, 0 to 1; `null` where nothing is known. */
  readonly ratio: number | null;
}

export const uptimeWindows = ['24h', '7d', '30d', '90d'] as const;
export type UptimeWindow = (typeof uptimeWindows)[number];

/** The availability over weeks and months. */
export interface Uptime {
  /** Epoch milliseconds of the very first start. What was before it is not known. */
  readonly firstStartedAt: number;
  /** 24 hours up to now; the others are whole days in UTC, today included. */
  readonly windows: Readonly<Record<UptimeWindow, UptimeSpan>>;
  /** The last 90 days in UTC, oldest first; the last one is today, up to now. */
  readonly days: readonly UptimeSpan[];
}

/** All that is known; see `uptimeOf`. */
export interface UptimeFacts {
  /** Of 90 days, today included. */
  readonly days: readonly Watched[];
  /** Of the last 24 hours, in parts that are shorter than a day. */
  readonly lastDay: readonly Watched[];
  /** In the order in which they began; the one that runs is the last. */
  readonly lives: readonly Life[];
  /** Epoch milliseconds of the very first start. */
  readonly firstStartedAt: number;
  /** Epoch milliseconds. */
  readonly now: number;
}

interface Range {
  readonly from: number;
  readonly until: number;
}

const DAY_MS = 86_400_000;
/** Milliseconds: the parts of the last 24 hours begin at a quarter of an hour. */
const QUARTER_MS = 900_000;
export const UPTIME_DAYS = 90;

/** When the first of the 90 days and the last 24 hours begin. All in epoch milliseconds. */
export function uptimeBegins(now: number): { readonly days: number; readonly lastDay: number } {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  return {
    days: today - (UPTIME_DAYS - 1) * DAY_MS,
    lastDay: Math.floor((now - DAY_MS) / QUARTER_MS) * QUARTER_MS,
  };
}

/**
 * The availability over weeks and months. Time in which nothing ran counts as not answered, for that is what people who
 * sent a command have seen. Time in which a process ran of which no look is kept counts neither way.
 */
export function uptimeOf({ days, lastDay, lives, firstStartedAt, now }: UptimeFacts): Uptime {
  const begins = uptimeBegins(now);
  const pauses = pausesOf(lives, { from: Math.min(firstStartedAt, now), until: now });
  const all = Array.from({ length: UPTIME_DAYS }, (_, index): UptimeSpan => {
    const from = begins.days + index * DAY_MS;
    return spanOver({ from, until: Math.min(from + DAY_MS, now) }, days, pauses);
  });
  const last = (count: number) => sumOf(all.slice(-count));
  return {
    firstStartedAt,
    windows: {
      '24h': spanOver({ from: begins.lastDay, until: now }, lastDay, pauses),
      '7d': last(7),
      '30d': last(30),
      '90d': last(90),
    },
    days: all,
  };
}

/**
 * The times in a range in which nothing ran. Lives may overlap or come out of order, because the wall clock was set
 * between them: what any of them covers is no pause.
 */
export function pausesOf(lives: readonly Life[], { from, until }: Range): readonly Range[] {
  const covered = lives
    .map(({ startedAt, endedAt }, index) => ({
      from: startedAt,
      until: endedAt ?? lives[index + 1]?.startedAt ?? until,
    }))
    .sort((a, b) => a.from - b.from);
  const pauses: Range[] = [];
  let reached = from;
  for (const life of [...covered, { from: until, until }]) {
    const pause = { from: reached, until: Math.min(life.from, until) };
    if (pause.until > pause.from) pauses.push(pause);
    reached = Math.max(reached, life.until);
  }
  return pauses;
}

function spanOver(range: Range, watched: readonly Watched[], pauses: readonly Range[]): UptimeSpan {
  const length = Math.max(0, range.until - range.from);
  const within = watched.filter(({ from }) => from >= range.from && from < range.until);
  const observed = within.reduce((sum, { observedMs }) => sum + observedMs, 0);
  const answered = within.reduce((sum, { answeredMs }) => sum + answeredMs, 0);
  // After a clock was set back two processes may have had the same time: no time counts twice, and what was seen wins.
  const observedMs = Math.min(observed, length);
  const stoppedMs = Math.min(overlap(pauses, range), length - observedMs);
  const answeredMs = observed > 0 ? Math.min(1, answered / observed) * observedMs : 0;
  return { ...range, ...known({ knownMs: observedMs + stoppedMs, answeredMs, stoppedMs }) };
}

function sumOf(spans: readonly UptimeSpan[]): UptimeSpan {
  const sum = (pick: (span: UptimeSpan) => number) => spans.reduce((total, span) => total + pick(span), 0);
  return {
    from: spans[0]?.from ?? 0,
    until: spans.at(-1)?.until ?? 0,
    ...known({
      knownMs: sum(({ knownMs }) => knownMs),
      answeredMs: sum(({ answeredMs }) => answeredMs),
      stoppedMs: sum(({ stoppedMs }) => stoppedMs),
    }),
  };
}

function known(parts: Pick<UptimeSpan, 'knownMs' | 'answeredMs' | 'stoppedMs'>) {
  return { ...parts, ratio: parts.knownMs > 0 ? Math.min(1, parts.answeredMs / parts.knownMs) : null };
}

function overlap(ranges: readonly Range[], { from, until }: Range): number {
  return ranges.reduce((sum, range) => {
    return sum + Math.max(0, Math.min(range.until, until) - Math.max(range.from, from));
  }, 0);
}
