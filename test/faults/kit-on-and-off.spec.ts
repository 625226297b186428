import { isDeepStrictEqual } from 'node:util';
import { once as nextEvent } from 'node:events';
import { Events, Routes } from 'discord.js';
import type { FaultWish } from '../../src/embedded-discord/faults/fault.js';
import { waitFor } from '../e2e/start.js';
import { BotTrial, TIME_FACTOR, type BotTrialWishes, type Outcome, type Which } from './bot-trial.js';
import type { Login } from './bot.js';

/** Milliseconds that one of them may take: more than it waits for anything. */
const PATIENT_MS = 40_000;

interface Columns {
  /** In words where it takes long or ends the process: `test/conformance/discord-js-under-faults.spec.ts` shows it. */
  readonly stock: Outcome | string;
  readonly off: Outcome;
  readonly on: Outcome;
}

interface Row extends Columns, BotTrialWishes {
  readonly fault: string;
  readonly play: (trial: BotTrial) => unknown;
  /** What differs from column to column, and why that is meant to be. */
  readonly intended?: string;
}

const started = ['shardReady', 'clientReady'];
const again = [...started, 'shardReconnecting'];

/** A bot on which all is well, and what is otherwise. */
function well(parts: Partial<Outcome> = {}): Outcome {
  const seen = { identifies: 1, resumes: 0, connections: 1, invalidSessions: 0, closes: {} };
  return { login: 'done', isServed: true, looksReady: true, ...seen, told: started, ...parts };
}

/** A bot that was never signed in. */
function out(login: Login, parts: Partial<Outcome> = {}): Outcome {
  const none = { isServed: false, looksReady: false, identifies: 0, connections: 0, told: [] };
  return well({ login, ...none, ...parts });
}

const four = well({ identifies: 4, connections: 4, told: [...Array<string>(3).fill('shardReady'), ...started] });
const resumed = well({ resumes: 1, connections: 2, told: [...again, 'shardResume'] });
const renewed = well({ identifies: 2, connections: 2, told: [...again, 'shardReady'] });
const lost = well({ isServed: false, told: [...started, 'shardDisconnect', 'shardError'] });

/** Nothing of ours changes it. */
const untouched = (outcome: Outcome): Columns => ({ stock: outcome, off: outcome, on: outcome });
/** The program is not stock, whether the kit is on or off. */
const supervised = (stock: Outcome | string, own: Outcome): Columns => ({ stock, off: own, on: own });
/** Off is stock, on is not. */
const byKit = (stock: Outcome, on: Outcome): Columns => ({ stock, off: stock, on });

/** Something happens to a bot on which all is well. */
const once = (fault: FaultWish) => async (trial: BotTrial) => {
  await trial.live();
  trial.discord.begin(fault);
};

/** Something is wrong already when the bot signs in. */
const atLogin = (fault: FaultWish) => (trial: BotTrial) => {
  trial.discord.begin(fault);
  trial.bot.signIn();
};

/** The gateway is away for three attempts. */
const outage = (how: 'refused' | 'reset' | 503) => async (trial: BotTrial) => {
  await trial.live();
  const end = await trial.strike({ fault: 'outage', side: 'gateway', how }, 3);
  end();
};

const closed = (code: number) => once({ fault: 'ws.close', code });

const signIns: readonly Row[] = [
  {
    fault: '401 from GET /gateway/bot',
    play: atLogin({ fault: 'token.invalidate' }),
    ...untouched(out('refused')),
  },
  {
    fault: 'an API that closes connections for a while',
    async play({ discord, bot }) {
      const id = discord.begin({ fault: 'outage', side: 'rest', how: 'refused' });
      bot.signIn();
      await waitFor(() => bot.login !== 'pending');
      discord.end(id);
    },
    ...supervised(out('refused'), well()),
    intended: 'a sign-in outlasts trouble',
  },
  {
    fault: 'no session starts left',
    play: atLogin({ fault: 'sessionLimit', remaining: 0 }),
    ...supervised(out('refused'), out('waiting')),
    intended: 'the program waits for new ones, and spends none either',
  },
  ...[4004, 4013, 4014].map((code) => ({
    fault: `IDENTIFY closed with ${code}`,
    play: atLogin({ fault: 'ws.close', code, when: 'identify' } as const),
    ...untouched(out('refused', { identifies: 1, connections: 1, told: ['shardDisconnect', 'shardError'] })),
  })),
  {
    fault: 'servers that have an outage',
    play: atLogin({ fault: 'guilds.unavailable', share: 1 }),
    ...untouched(well({ told: ['guildUnavailable', ...started] })),
  },
  {
    fault: 'a server that never comes',
    play: (trial) => {
      const [id = ''] = trial.discord.guildIds;
      atLogin({ fault: 'guilds.missing', ids: [id] })(trial);
    },
    ...untouched(well()),
  },
  {
    fault: 'destroy() while READY is awaited',
    async play(trial) {
      trial.bot.signIn();
      await trial.strike({ fault: 'ws.noReady' }, 1);
      void trial.bot.client.destroy();
    },
    ...supervised(
      out('pending', { identifies: 2, connections: 2, closes: { 1000: 1 } }),
      out('pending', { identifies: 1, connections: 1, closes: { 1000: 1 } }),
    ),
    intended: 'what is destroyed does not connect again',
  },
  {
    fault: 'four shards that may identify one by one',
    play: (trial) => trial.live(),
    world: { shards: 4, maxConcurrency: 1, timeFactor: 2 },
    timeFactor: 2, // the guard waits 0.5 s longer than Discord asks for: a busy machine needs them
    ...supervised('ready after 17.5 s', four),
    intended: 'it has a pace of its own, and no IDENTIFY is refused either',
  },
  {
    fault: 'four shards that may identify at once',
    play: (trial) => trial.live(),
    world: { shards: 4, maxConcurrency: 4 },
    ...untouched(four),
  },
];

const connections: readonly Row[] = [
  {
    fault: 'op 7',
    play: once({ fault: 'ws.op7' }),
    ...untouched({ ...resumed, closes: { 4200: 1 } }),
  },
  { fault: 'a TCP reset', play: once({ fault: 'ws.drop' }), ...untouched(resumed) },
  ...[1001, 4000, 4001, 4002].map((code) => ({ fault: `${code}`, play: closed(code), ...untouched(resumed) })),
  ...[1000, 4003, 4005, 4007, 4008].map((code) => ({ fault: `${code}`, play: closed(code), ...untouched(renewed) })),
  {
    fault: '4009',
    play: closed(4009),
    ...byKit({ ...renewed, resumes: 1, connections: 3, invalidSessions: 1, closes: { 1000: 1 } }, renewed),
    intended: 'the kit knows that 4009 ended the session, and spares the RESUME that would be told so',
  },
  {
    fault: '4004',
    play: closed(4004),
    ...supervised(lost, { ...lost, login: 'refused' }),
    intended: 'the program says that its token is refused, and uses it no more',
  },
  ...[4010, 4013, 4014].map((code) => ({ fault: `${code}`, play: closed(code), ...untouched(lost) })),
  {
    fault: 'op 9 that lets it resume',
    play: once({ fault: 'ws.op9', resumable: true }),
    ...untouched(well({ resumes: 1, told: [...started, 'shardResume'] })),
  },
  {
    fault: 'op 9 that does not',
    play: once({ fault: 'ws.op9', resumable: false }),
    ...untouched({ ...renewed, closes: { 1000: 1 } }),
  },
  {
    fault: 'op 1',
    play: once({ fault: 'ws.requestHeartbeat' }),
    ...untouched(well()),
  },
  {
    fault: 'a session that Discord has forgotten, once its connection is lost',
    async play(trial) {
      await trial.live();
      trial.discord.begin({ fault: 'ws.forgetSessions' });
      trial.discord.dropShard(0);
    },
    ...untouched({ ...renewed, resumes: 1, connections: 3, invalidSessions: 1, closes: { 1000: 1 } }),
  },
  {
    fault: 'a heartbeat that is not acknowledged',
    async play(trial) {
      await trial.live();
      const end = await trial.strike({ fault: 'ws.noAck' }, 1);
      await waitFor(() => trial.discord.sessions.every(({ isConnected }) => !isConnected));
      end();
    },
    world: { heartbeatIntervalMs: 10_000 },
    env: { LIMIT_ACKNOWLEDGEMENT_MS: '10000' },
    ...supervised({ ...resumed, closes: { 4200: 1 } }, { ...resumed, closes: { 1006: 1 } }),
    intended: 'a timer of its own notices, and cuts what says nothing: nobody is there to say goodbye to',
  },
  {
    fault: 'a connection that falls silent',
    play: once({ fault: 'ws.blackhole' }),
    world: { heartbeatIntervalMs: 10_000 },
    env: { LIMIT_ACKNOWLEDGEMENT_MS: '10000' },
    ...supervised('resumed after two heartbeats and 30 s', resumed),
    intended: 'it is noticed 10 s after a heartbeat',
  },
  {
    fault: 'an event that is not what it should be',
    play: once({ fault: 'ws.malformedDispatch' }),
    ...supervised('an uncaught exception', well()),
    intended: 'one event is lost, and not the process',
  },
];

const outages: readonly Row[] = [
  ...(['refused', 'reset'] as const).map((how) => ({
    fault: `an outage (${how})`,
    play: outage(how),
    ...byKit(renewed, resumed),
    intended: 'the kit keeps the session, which lives on at Discord',
  })),
  {
    fault: 'an outage (HTTP 503)',
    play: outage(503),
    ...untouched({ ...resumed, told: [...again, 'shardError', 'shardResume'] }),
  },
  {
    fault: 'a new connection on which HELLO never comes',
    async play(trial) {
      await trial.live();
      trial.discord.begin({ fault: 'ws.muteHello', limit: { count: 1 } });
      trial.discord.dropShard(0);
    },
    stock: 'IDENTIFY after 60 s',
    off: { ...renewed, connections: 3 },
    on: { ...resumed, connections: 3 },
    intended: 'it is given up after 10 s, and the kit keeps the session',
  },
  {
    fault: 'destroy() during an outage',
    async play(trial) {
      await trial.live();
      const end = await trial.strike({ fault: 'outage', side: 'gateway', how: 503 }, 2);
      await nextEvent(trial.bot.client, Events.ShardError); // between two attempts
      await trial.bot.client.destroy();
      end();
    },
    ...supervised(
      { ...resumed, looksReady: false, told: [...again, 'shardError', 'shardResume'] },
      well({ isServed: false, looksReady: false, told: [...again, 'shardError'] }),
    ),
    intended: 'what is destroyed does not connect again',
  },
];

const stops: readonly Row[] = [
  {
    fault: 'a planned stop',
    async play(trial) {
      await trial.live();
      await trial.bot.stop();
    },
    stock: well({ isServed: false, looksReady: false, closes: { 1000: 1 }, told: again }),
    off: well({ isServed: false, closes: { 1000: 1 }, told: again }),
    on: well({ isServed: false, closes: { 4200: 1 }, told: again }),
    intended:
      'the program closes its connections and no more; the kit leaves the session at Discord, for the next process',
  },
];

function isSame({ stock, off, on }: Columns): boolean {
  return isDeepStrictEqual(stock, off) && isDeepStrictEqual(off, on);
}

/** Plays with a bot, and ends it whatever comes of it. */
async function withBot(which: Which, wishes: BotTrialWishes, act: (trial: BotTrial) => Promise<void>): Promise<void> {
  const trial = await BotTrial.of(which, wishes);
  try {
    await act(trial);
  } finally {
    await trial.end();
  }
}

async function play(row: Row, which: Which): Promise<void> {
  const expected = row[which];
  if (typeof expected === 'string') return;
  await withBot(which, row, async (trial) => {
    await row.play(trial);
    await trial.comesTo(expected);
  });
}

const all = ['stock', 'off', 'on'] as const;
const own = ['off', 'on'] as const;

describe('discord.js under faults, with the session kit off and on', () => {
  const rows = [...signIns, ...connections, ...outages, ...stops];

  it('says of each difference why it is meant, and of nothing else', () => {
    const unsaid = rows.filter((row) => isSame(row) === (row.intended !== undefined));

    expect(unsaid.map(({ fault }) => fault)).toEqual([]);
  });

  describe.concurrent.each(rows.map((row) => [row.fault, row] as const))('%s', (_fault, row) => {
    it.each(all)('%s', (which) => play(row, which), PATIENT_MS);
  });
});

interface Loop {
  readonly fault: string;
  readonly wish: FaultWish;
  readonly stock: string;
  /** What is tried again and again, and how often it is looked at. */
  readonly tries: 'upgrades' | 'identifies';
  readonly times: number;
  /** Milliseconds from the first to the last of them, with the program: its guard and its back-off are no part of the kit. */
  readonly leastMs: number;
}

const loops: readonly Loop[] = [
  {
    fault: 'closed before HELLO',
    wish: { fault: 'ws.close', code: 4002, when: 'connect' },
    stock: 'every 0.5 s for ever',
    tries: 'upgrades',
    times: 5,
    leastMs: 500 + 1_000 + 2_000 + 3_300,
  },
  {
    fault: 'IDENTIFY is answered with op 9',
    wish: { fault: 'ws.op9', when: 'identify' },
    stock: 'every 5.6 s for ever',
    tries: 'identifies',
    times: 3,
    leastMs: 5_000 + 10_000,
  },
  {
    fault: 'READY never comes',
    wish: { fault: 'ws.noReady' },
    stock: 'every 15.5 s for ever',
    tries: 'identifies',
    times: 2,
    leastMs: 30_000,
  },
];

/** Milliseconds that timers may be early. */
const TIMER_MS = 10;

describe.concurrent('a sign-in that leads to nothing again and again', () => {
  describe.each(loops.map((loop) => [loop.fault, loop.stock, loop] as const))('%s (stock: %s)', (...[, , loop]) => {
    const { wish, tries, times, leastMs } = loop;

    it.each(own)('goes on, and takes more and more time (%s)', (which) =>
      withBot(which, {}, async ({ discord, bot }) => {
        discord.begin(wish);
        bot.signIn();
        const triedAt = () => (tries === 'upgrades' ? discord.upgradeTimes() : discord.identifyTimes());
        await waitFor(() => triedAt().length >= times);
        const [first = 0, last = 0] = [triedAt()[0], triedAt()[times - 1]];

        expect(last - first).toBeGreaterThanOrEqual(leastMs / TIME_FACTOR - TIMER_MS);
        expect(bot.login).toBe('pending');
      }),
    );
  });
});

describe.concurrent('the REST side of discord.js under faults', () => {
  const scope = { route: 'GET /users/@me' };
  const asked = ({ discord }: BotTrial) => discord.requests.get('GET /users/@me')?.requests ?? 0;

  describe.each(['user', 'shared', 'global'] as const)('429 (%s)', (reach) => {
    it.each(all)('is waited out, and the request sent once more (%s)', (which) =>
      withBot(which, {}, async (trial) => {
        await trial.live();
        const [{ rest }, before] = [trial.bot.client, asked(trial)];
        trial.discord.begin({ fault: 'rest.429', reach, retryAfterMs: 2_000, limit: { count: 1 }, scope });

        await expect(rest.get(Routes.user())).resolves.toMatchObject({ bot: true });

        expect(asked(trial) - before).toBe(2);
      }),
    );
  });

  it.each(all)('gives up after four attempts that end with 500 (%s)', (which) =>
    withBot(which, {}, async (trial) => {
      await trial.live();
      const [{ rest }, before, since] = [trial.bot.client, asked(trial), performance.now()];
      trial.discord.begin({ fault: 'rest.status', status: 500, scope });

      await expect(rest.get(Routes.user())).rejects.toMatchObject({ status: 500 });

      expect(asked(trial) - before).toBe(4);
      // The program waits in between; stock does not.
      const leastMs = which === 'stock' ? 0 : 500 + 1_000 + 2_000;
      expect(performance.now() - since).toBeGreaterThanOrEqual(leastMs / TIME_FACTOR - TIMER_MS);
    }),
  );

  it.each(all)('has its token after one 401 that was a mistake, unless it is stock (%s)', (which) =>
    withBot(which, {}, async (trial) => {
      await trial.live();
      const { rest } = trial.bot.client;
      // Whoever asks Discord now whether it means it gets no answer.
      trial.discord.begin({ fault: 'rest.status', status: 500, scope: { route: 'GET /gateway/bot' } });
      const end = trial.discord.begin({ fault: 'token.invalidate', closes: false });
      await expect(rest.get(Routes.user())).rejects.toMatchObject({ status: 401 });
      trial.discord.end(end);
      const isAnswered = () => rest.get(Routes.user()).then(Boolean, () => false);

      if (which === 'stock') await expect(rest.get(Routes.user())).rejects.toThrow('Expected token to be set');
      else await waitFor(isAnswered);

      expect(trial.outcome).toMatchObject({ identifies: 1, connections: 1, isServed: true });
    }),
  );
});
