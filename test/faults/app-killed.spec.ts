import type { EventsAnswer } from '../../src/faces/api/event.answer.js';
import type { IncidentsAnswer } from '../../src/faces/api/incident.answer.js';
import { Receiver } from '../receiver.js';
import { Lives } from './lives.js';
import { chanceOf } from './mix.js';
import { UNHURRIED } from './scene.js';

/** Trouble is an incident after a second, and over after two seconds of calm. */
const TIME_FACTOR = 15;
const KILLS = Number(process.env['APP_KILLS'] ?? 10);
const SEED = Number(process.env['KILL_SEED'] ?? Math.floor(Math.random() * 1_000_000));
/** Milliseconds for one life of the process, on a busy machine. */
const LIFE_MS = 30_000;
/** Milliseconds from its first page, or from its recovery, to its end, at most. */
const LONGEST_LIFE_MS = 4_000;
/** Milliseconds from its start to its end for one that is killed before its first page, or soon after. */
const LONGEST_YOUTH_MS = 2_000;
/** Milliseconds between two looks at the incidents, between two commands, and between two turns of the gateway's luck. */
const LOOK_EVERY_MS = 50;
const COMMAND_EVERY_MS = 50;
const LUCK_TURNS_EVERY_MS = 2_000;
/** Milliseconds that a point of history covers, and that a busy process may need to notice that it is over. */
const SLOT_MS = 10_000;
const NOTICED_WITHIN_MS = 3_000;

interface Body {
  readonly event: string;
  readonly id: string;
  readonly mayBeRepeat: boolean;
  readonly incident?: { readonly id: number };
  readonly changes?: readonly { readonly event: string; readonly incident: { readonly id: number } }[];
}

interface Row {
  readonly id: number;
  readonly kind: string;
  readonly began: number;
  readonly ended: number | null;
}

describe('the whole program', () => {
  const chance = chanceOf(SEED);
  /** `opened 3` and `closed 3`: what anybody was shown of an incident before a kill. */
  const shown = new Set<string>();
  /** From its first page to its end; epoch milliseconds. */
  const lifetimes: { readonly from: number; readonly until: number }[] = [];
  let receiver: Receiver;
  let lives: Lives;
  let isUnlucky = false;

  beforeAll(async () => {
    receiver = await Receiver.start();
    lives = await Lives.of({
      discord: { timeFactor: TIME_FACTOR },
      env: { ...UNHURRIED, TIME_FACTOR: String(TIME_FACTOR), ALERT_WEBHOOK_URL: receiver.url, ALERT_LOOPBACK: 'true' },
    });
  });
  afterAll(async () => {
    await lives.end();
    await receiver.leave();
  });

  it(
    `that is killed ${KILLS} times at any moment loses nothing that it has shown of an incident (KILL_SEED=${SEED})`,
    async () => {
      await lives.live();
      const calm = stir();
      const counts = { crashed: 0, wentOn: 0, young: 0 };
      for (let kill = 0; kill < KILLS; kill++) {
        await liveAndDie(kill % 2 === 0);
        expectShownIsKept();
        const before = incidents();
        for (; chance() < 0.3; counts.young += 1) await lives.dieYoung(chance() * LONGEST_YOUTH_MS);
        await lives.start();
        const wasOpen = before.some(({ ended }) => ended === null);
        counts[wasOpen ? 'wentOn' : 'crashed'] += 1;
        expectOneIncident(before, wasOpen);
      }
      await calm();
      await recover();
      const entries = await eventLog();
      await lives.stop();
      const { crashed, wentOn, young } = counts;
      const facts = [
        `${KILLS} kills and ${young} at the start, seed ${SEED}: ${crashed} crashes, ${wentOn} in an incident`,
      ];
      process.stdout.write(`${facts.join(', ')}, ${shown.size} changes shown, ${incidents().length} incidents\n`);

      expectShownIsKept();
      expect(entries).toEqual([...new Set(entries)].sort((a, b) => b - a));
      expect(lives.rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      expectHistoryIsWhole();
      expectRepeatsAreMarked();
    },
    (KILLS + 3) * LIFE_MS,
  );

  /** @param isWellFirst whether it lives until it has recovered from the life before, and then some time more */
  async function liveAndDie(isWellFirst: boolean): Promise<void> {
    const from = Date.now();
    if (isWellFirst) await recover();
    const begun = Date.now();
    const endsAt = begun + chance() * LONGEST_LIFE_MS;
    for (let turnsAt = begun; Date.now() < endsAt;) {
      await look();
      if (Date.now() >= turnsAt) {
        turnLuck(chance() < 0.5);
        turnsAt += LUCK_TURNS_EVERY_MS;
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    await lives.kill();
    lifetimes.push({ from, until: Date.now() });
    const output = lives.app.output();
    for (const [, id, state] of output.matchAll(/Incident (\d+) is (open|over)/g))
      shown.add(`${state === 'open' ? 'opened' : 'closed'} ${id}`);
    expect(output).not.toMatch(/SQLITE_|The store was damaged|The store cannot be/);
  }

  /** Nothing is wrong any more. */
  async function recover(): Promise<void> {
    turnLuck(false);
    await lives.operational();
    await lives.until(() => incidents().every(({ ended }) => ended !== null));
  }

  /** What the API shows. */
  async function look(): Promise<void> {
    const response = await fetch(`${lives.app.url}/api/v1/incidents?limit=100`);
    for (const { id, isOpen } of ((await response.json()) as IncidentsAnswer).items)
      shown.add(`opened ${id}`).add(isOpen ? `opened ${id}` : `closed ${id}`);
  }

  /** Whether Discord's gateway can be had. */
  function turnLuck(isBad: boolean): void {
    if (isBad === isUnlucky) return;
    isUnlucky = isBad;
    lives.discord.refuseGateway(isBad ? 'refused' : null);
    const connected = lives.discord.sessions.filter(({ isConnected }) => isConnected);
    if (isBad) for (const { shardId } of connected) lives.discord.dropShard(shardId);
  }

  /** Visitors use commands all the time; often there is nobody to answer. @returns ends it */
  function stir(): () => Promise<void> {
    let isOver = false;
    const stirring = (async () => {
      while (!isOver) {
        lives.discord.invoke('ping').catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, COMMAND_EVERY_MS));
      }
    })();
    return async () => {
      isOver = true;
      await stirring;
    };
  }

  function incidents(): readonly Row[] {
    return lives.rows<Row>(
      `SELECT id, json_extract(data, '$.kind') AS kind, json_extract(data, '$.beganAt') AS began, ended_at AS ended
        FROM incident ORDER BY id`,
    );
  }

  /** A crash is one incident that begins with it, however often the process died on its way back; an open one goes on. */
  function expectOneIncident(before: readonly Row[], wasOpen: boolean): void {
    const died = lifetimes.at(-1)?.until ?? 0;
    const crashes = incidents().filter(({ id, kind }) => kind === 'crash' && !before.some((row) => row.id === id));
    expect(crashes.filter(({ began }) => began <= died)).toHaveLength(wasOpen ? 0 : 1);
    expect(crashes).toHaveLength(wasOpen ? 0 : 1);
  }

  function expectShownIsKept(): void {
    for (const { event, incident, changes } of receiver.bodies<Body>())
      for (const one of changes ?? [{ event, incident }])
        if (one.incident) shown.add(`${one.event.replace('incident.', '')} ${one.incident.id}`);
    const kept = incidents().flatMap(({ id, ended }) => [`opened ${id}`, ...(ended === null ? [] : [`closed ${id}`])]);
    expect([...shown].filter((change) => !kept.includes(change))).toEqual([]);
  }

  /** Ids of the newest entries, as the API gives them. */
  async function eventLog(): Promise<readonly number[]> {
    const response = await fetch(`${lives.app.url}/api/v1/events?limit=200`);
    return ((await response.json()) as EventsAnswer).items.map(({ id }) => Number(id));
  }

  /** No time is in it twice, and none is missing but what each process was at when it was killed. */
  function expectHistoryIsWhole(): void {
    const points = lives.rows<{ from: number; ms: number }>(
      `SELECT from_at AS "from", json_extract(data, '$[0]') AS ms FROM history WHERE span_ms = ${SLOT_MS} ORDER BY from_at`,
    );
    const overlaps = points.filter(({ from, ms }, at) => from + ms > (points[at + 1]?.from ?? Infinity));
    const ends = new Set(points.map(({ from }) => (Math.floor(from / SLOT_MS) + 1) * SLOT_MS));
    const missing = lifetimes.flatMap(({ from, until }) => {
      const end = Math.ceil(from / SLOT_MS) * SLOT_MS;
      return end < until - NOTICED_WITHIN_MS && !ends.has(end) ? [end] : [];
    });
    expect({ overlaps, missing }).toEqual({ overlaps: [], missing: [] });
  }

  function expectRepeatsAreMarked(): void {
    const heard = new Set<string>();
    const unmarked = receiver.bodies<Body>().filter(({ id, mayBeRepeat }) => {
      const isRepeat = heard.has(id);
      heard.add(id);
      return isRepeat && !mayBeRepeat;
    });
    expect(unmarked).toEqual([]);
  }
});
