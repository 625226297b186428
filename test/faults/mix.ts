import type { FaultWish } from '../../src/embedded-discord/faults/fault.js';

/** Numbers from 0 to below 1 that are the same for the same seed (mulberry32). */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Draws faults by chance: what befalls a bot in bad times, but nothing that only a person can mend. */
export class Mix {
  constructor(
    private readonly chance: () => number,
    private readonly shardCount: number,
  ) {}

  /** One fault or two that belong together. Durations are Discord's. */
  next(): readonly FaultWish[] {
    return this.oneOf(this.recipes)();
  }

  /** A whole number, `from` and `to` included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.chance() * (to - from + 1));
  }

  private readonly recipes: readonly (() => readonly FaultWish[])[] = [
    () => [{ fault: 'ws.drop', scope: this.scope() }],
    () => [{ fault: 'ws.close', code: this.oneOf([1000, 1001, 4000, 4001, 4002, 4003, 4007]), scope: this.scope() }],
    () => [{ fault: 'ws.close', code: this.oneOf([4005, 4008, 4009]), scope: this.scope() }],
    () => [{ fault: 'ws.op7', scope: this.scope() }],
    () => [{ fault: 'ws.op9', resumable: this.chance() < 0.5, scope: this.scope() }],
    () => [{ fault: 'ws.noAck', scope: this.scope(), limit: this.lasting(20, 90) }],
    () => [{ fault: 'ws.blackhole', scope: this.scope(), limit: this.lasting(20, 120) }],
    () => [{ fault: 'ws.deaf', scope: this.scope(), limit: this.lasting(30, 180) }],
    () => [{ fault: 'ws.gap', scope: this.scope(), limit: this.lasting(5, 60) }],
    () => [{ fault: 'ws.duplicateSequence', scope: this.scope(), limit: this.lasting(5, 30) }],
    () => [{ fault: 'ws.slow', delayMs: this.between(100, 1_500), scope: this.scope(), limit: this.lasting(5, 30) }],
    () => [{ fault: 'ws.malformedDispatch', scope: this.scope() }],
    () => [{ fault: 'ws.invalidFrame', what: this.oneOf(['json', 'zlib'] as const), scope: this.scope() }],
    () => [{ fault: 'ws.requestHeartbeat', scope: this.scope() }],
    () => [{ fault: 'ws.forgetSessions', scope: this.scope() }],
    () => [
      { fault: 'ws.muteHello', limit: this.lasting(5, 30) },
      { fault: 'ws.drop', scope: this.scope() },
    ],
    () => [
      { fault: 'ws.noReady', limit: { count: 1 } },
      { fault: 'ws.op9', resumable: false, scope: this.scope() },
    ],
    () => [{ fault: 'outage', side: 'gateway', how: this.how(), limit: this.lasting(2, 50) }],
    () => [{ fault: 'outage', side: 'both', how: this.how(), limit: this.lasting(2, 50) }],
    () => [{ fault: 'outage', side: 'rest', how: this.how(), limit: this.lasting(2, 50) }],
    () => [{ fault: 'rest.429', reach: this.oneOf(['user', 'shared'] as const), limit: { count: this.between(1, 5) } }],
    () => [{ fault: 'rest.status', status: 500, limit: this.lasting(5, 30) }],
    () => [{ fault: 'rest.hang', limit: this.lasting(5, 30) }],
    () => [{ fault: 'guilds.unavailable', share: 0.5, limit: this.lasting(10, 60) }],
  ];

  private scope(): { readonly shards: readonly number[] } {
    const all = Array.from({ length: this.shardCount }, (_, id) => id);
    if (this.chance() < 0.3) return { shards: all };
    return { shards: [this.between(0, this.shardCount - 1)] };
  }

  private lasting(fromS: number, toS: number): { readonly durationMs: number } {
    return { durationMs: this.between(fromS, toS) * 1_000 };
  }

  private how(): 'reset' | 'refused' | 503 {
    return this.oneOf(['reset', 'refused', 503] as const);
  }

  private oneOf<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.chance() * choices.length)] as T;
  }
}
