import { isDeepStrictEqual } from 'node:util';
import { TcpProxy } from '../../src/embedded-discord/proxy/tcp-proxy.js';
import { waitFor } from '../e2e/start.js';
import { BotTrial, type Outcome } from './bot-trial.js';

const MINUTE = 60_000;
/** Milliseconds that a test may take. */
const PATIENT_MS = 60_000;
/** Milliseconds of Discord's clock: longer than any outage here. */
const SESSION_LIFE_MS = 60 * MINUTE;
/** Where silence is not the matter heartbeats are rare: so that a busy machine is not taken for a silent one. */
const RARELY_MS = 60 * MINUTE;

interface Length {
  readonly name: string;
  readonly ms: number;
  readonly timeFactor: number;
  /** Milliseconds of Discord's clock between two heartbeats, which goes twice as fast as the bot's. */
  readonly heartbeatMs: number;
  /** Milliseconds until a heartbeat without an answer is noticed. */
  readonly noticedAfterMs: number;
}

/** The longest first: they go on while the others come and go. */
const lengths: readonly Length[] = [
  { name: '10 minutes', ms: 10 * MINUTE, timeFactor: 30, heartbeatMs: 80_000, noticedAfterMs: 60_000 },
  { name: '30 s', ms: 30_000, timeFactor: 10, heartbeatMs: 20_000, noticedAfterMs: 10_000 },
  { name: '3 s', ms: 3_000, timeFactor: 3, heartbeatMs: 20_000, noticedAfterMs: 10_000 },
];
/** IDENTIFYs come 5.5 s apart, and 2.5 s of it are enough for this Discord: so a machine may stand still for a while. */
const forgotten: Length = { name: '30 s', ms: 30_000, timeFactor: 6, heartbeatMs: 20_000, noticedAfterMs: 10_000 };

/** How the gateway is away; all of it is over when the proxy lets everything pass and no fault stands. */
const kinds = {
  async refused({ discord }: BotTrial, proxy: TcpProxy) {
    await proxy.set({ mode: 'refuse' });
    discord.begin({ fault: 'ws.drop' });
  },
  reset: (_trial: BotTrial, proxy: TcpProxy) => proxy.set({ mode: 'reset' }),
  'HTTP 503': ({ discord }: BotTrial) => discord.begin({ fault: 'outage', side: 'gateway', how: 503 }),
  'black hole': (_trial: BotTrial, proxy: TcpProxy) => proxy.set({ mode: 'blackHole' }),
};
type Kind = keyof typeof kinds;
const names = Object.keys(kinds) as Kind[];

interface Outage {
  readonly kind: Kind;
  readonly length: Length;
  /** Shards that may identify side by side. */
  readonly maxConcurrency: number;
  /** While it lasts. */
  readonly meanwhile: (trial: BotTrial) => void;
}

/** A bot with two shards lives through an outage; `act` sees it when that is over. */
async function live(
  { kind, length, maxConcurrency, meanwhile }: Outage,
  act: (trial: BotTrial) => Promise<void>,
): Promise<void> {
  const { ms, timeFactor, noticedAfterMs } = length;
  const heartbeatIntervalMs = kind === 'black hole' ? length.heartbeatMs : RARELY_MS;
  const trial = await BotTrial.of('on', {
    world: { shards: 2, maxConcurrency, heartbeatIntervalMs, sessionLifeMs: SESSION_LIFE_MS },
    env: { LIMIT_ACKNOWLEDGEMENT_MS: String(noticedAfterMs) },
    timeFactor,
  });
  const proxy = await TcpProxy.start(new URL(trial.discord.api).host);
  try {
    trial.discord.announce(proxy.address);
    await trial.live();
    const since = Date.now();
    await kinds[kind](trial, proxy);
    meanwhile(trial);
    await waitFor(() => Date.now() - since >= ms / timeFactor, undefined, PATIENT_MS);
    for (const { id } of trial.discord.faults.standing) trial.discord.end(id);
    await proxy.set({ mode: 'pass' });
    await act(trial);
  } finally {
    await trial.end();
    await proxy.stop();
  }
}

interface Counts extends Pick<Outcome, 'identifies' | 'invalidSessions'> {
  /** Each shard has tried to resume. */
  readonly areResumed: boolean;
}

/** Real milliseconds in which one IDENTIFY more would have come. */
const STAYS_MS = 1_000;

/** It comes to this, with every shard served, and stays so. */
async function expectToStay(trial: BotTrial, counts: Counts): Promise<void> {
  const expected = { ...counts, isServed: true };
  const now = () => {
    const { identifies, invalidSessions, isServed } = trial.outcome;
    const areResumed = [0, 1].every((shardId) => trial.discord.resumeTimes(shardId).length > 0);
    return { identifies, invalidSessions, areResumed, isServed };
  };
  const isThere = () => isDeepStrictEqual(now(), expected);
  await waitFor(isThere).catch(() => undefined); // the next line says what is different
  expect(now()).toEqual(expected);
  await waitFor(() => !isThere(), undefined, STAYS_MS).catch(() => undefined);
  expect(now()).toEqual(expected);
}

describe.concurrent('an outage of the gateway', () => {
  describe.each(lengths.map((length) => [length.name, length] as const))('of %s', (_name, length) => {
    it.each(names)(
      'costs no session start and no event while Discord keeps the sessions (%s)',
      async (kind) => {
        const isUnnoticed = kind === 'black hole' && length.ms < length.noticedAfterMs;
        const added: string[] = [];
        const meanwhile = ({ discord }: BotTrial) => void added.push(discord.addGuild('One'), discord.addGuild('Two'));
        await live({ kind, length, maxConcurrency: 2, meanwhile }, async (trial) => {
          await expectToStay(trial, { identifies: 2, invalidSessions: 0, areResumed: !isUnnoticed });
          const { cache } = trial.bot.client.guilds;

          await waitFor(() => added.every((id) => cache.get(id)?.available));
        });
      },
      60_000,
    );
  });

  it.each(names)(
    'costs one session start for each shard, one by one, where they are forgotten (%s)',
    async (kind) => {
      const meanwhile = ({ discord }: BotTrial) => void discord.begin({ fault: 'ws.forgetSessions' });
      await live({ kind, length: forgotten, maxConcurrency: 1, meanwhile }, async (trial) => {
        await expectToStay(trial, { identifies: 4, invalidSessions: 2, areResumed: true });
        const [, , third = 0, fourth = 0] = trial.discord.identifyTimes();

        // They are sent 5 s apart; a busy machine may bring the first of the two late.
        expect(fourth - third).toBeGreaterThan(4_000 / forgotten.timeFactor);
      });
    },
    60_000,
  );
});
