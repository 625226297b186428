import { now } from '../../src/bus/now.js';
import type { IncidentTransition } from '../../src/model/incident.js';
import { waitFor } from '../e2e/start.js';
import { closed, opened } from '../make-incident.js';
import { notBefore, redirectTo } from '../receiver.js';
import { Scene } from './scene.js';

const OPENED_AT = Date.parse('2026-11-22T02:14:00Z');

interface Body {
  readonly event: string;
  readonly id: string;
  readonly text: string;
  readonly mayBeRepeat: boolean;
  readonly changes?: readonly { readonly event: string; readonly incident: { readonly id: number } }[];
}

/** The opening of so many incidents, one a minute. */
function openings(count: number): readonly IncidentTransition[] {
  return Array.from({ length: count }, (_, at) => opened(OPENED_AT + at * 60_000, { id: at + 1 }));
}

describe('telling of an incident', () => {
  let scene: Scene;
  const begin = async (timeFactor = 100) => (scene = await Scene.of({ timeFactor }));
  afterEach(() => scene.end());

  const events = () => scene.receiver.bodies<Body>().map(({ event }) => event);
  const repeats = () => scene.receiver.bodies<Body>().map(({ mayBeRepeat }) => mayBeRepeat);
  const ids = () => new Set(scene.receiver.bodies<Body>().map(({ id }) => id)).size;
  const states = async () => (await scene.tellings()).map(({ state }) => state);
  const whenStates = (...expected: readonly string[]) =>
    waitFor(async () => JSON.stringify(await states()) === JSON.stringify(expected));

  it('tells its beginning and its end, once each, however often it is heard of', async () => {
    const teller = (await begin()).teller();
    const beginning = opened(OPENED_AT);
    await teller.tell(beginning);
    await scene.got(1);
    await teller.tell(beginning, closed(beginning));
    await teller.tell(closed(beginning));
    await whenStates('told', 'told');

    expect(events()).toEqual(['incident.opened', 'incident.closed']);
    expect(repeats()).toEqual([false, false]);
  });

  it('is tried again with the same name until the receiver takes it', async () => {
    const teller = (await begin()).teller();
    scene.receiver.next = [400, 404, 403];
    await teller.tell(opened(OPENED_AT));
    await whenStates('told');

    expect(events()).toHaveLength(4);
    expect(ids()).toBe(1);
    expect(new Set(scene.receiver.received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(repeats()).toEqual([false, false, false, false]);
    expect((await scene.tellings())[0]).toMatchObject({ attempts: 4, change: 'opened' });
  });

  it('says that it may be a repeat when nobody knows whether it arrived', async () => {
    const teller = (await begin()).teller();
    scene.receiver.next = [500, 'cut'];
    await teller.tell(opened(OPENED_AT));
    await whenStates('told');

    expect(repeats()).toEqual([false, true, true]);
    expect(scene.receiver.bodies<Body>()[1]?.text).toContain('(you may have been told before)');
  });

  it('waits for as long as the receiver asks', async () => {
    const teller = (await begin()).teller();
    scene.receiver.next = [notBefore(1)];
    const before = performance.now();
    await teller.tell(opened(OPENED_AT));
    await whenStates('told');

    expect(performance.now() - before).toBeGreaterThanOrEqual(1_000);
    expect(repeats()).toEqual([false, false]);
  });

  it('goes to no other address, and says so in words', async () => {
    const teller = (await begin()).teller();
    scene.receiver.next = [redirectTo('http://169.254.169.254/latest/meta-data')];
    await teller.tell(opened(OPENED_AT));
    await whenStates('told');

    expect(teller.happenings.map(({ text }) => text)).toEqual([
      'Alerts cannot be told: the receiver redirects to another address (HTTP 302), and redirects are not followed: set the address it moved to',
      expect.stringMatching(/^Alerts are told again after/),
    ]);
  });

  it('says trouble with the receiver once, not at each attempt', async () => {
    const teller = (await begin(1_000)).teller();
    scene.receiver.manner = 400;
    await teller.tell(opened(OPENED_AT));
    await scene.got(5);

    expect(teller.happenings).toHaveLength(1);
  });

  it('tells an incident that was over before anybody could be told in one message', async () => {
    const teller = (await begin(10)).teller();
    scene.receiver.next = [400];
    const beginning = opened(OPENED_AT);
    await teller.tell(beginning);
    await scene.got(1);
    await teller.tell(closed(beginning));
    await whenStates('told', 'told');

    expect(events()).toEqual(['incident.opened', 'incident.closed']);
  });

  it('goes on with others when one is not taken', async () => {
    const teller = (await begin()).teller();
    scene.receiver.manner = (response) => {
      const isPoison = scene.receiver.received.at(-1)?.body.includes('Shard 1 ');
      response.writeHead(isPoison ? 400 : 200).end();
    };
    await teller.tell(opened(OPENED_AT, { title: 'Shard 1 is poison' }), opened(OPENED_AT + 1, { id: 2 }));
    await waitFor(async () => (await scene.tellings(2))[0]?.state === 'told');

    expect(await states()).not.toEqual(['told']);
  });

  it('says in one message what happened while nobody could be told', async () => {
    const teller = (await begin(1_000)).teller();
    await scene.receiver.leave();
    const [first, second, third] = openings(3);
    await teller.tell(first!, second!, closed(second!), third!);
    await waitFor(() => teller.outbox.waiting.some(({ attempts }) => attempts > 8));
    await scene.receiver.comeBack();
    await whenStates('told');
    const [summary] = scene.receiver.bodies<Body>();

    expect(scene.receiver.received).toHaveLength(1);
    expect(summary?.text).toMatch(/^Nobody could be told for \d+ s: 3 incidents meanwhile$/);
    expect(summary?.changes?.map(({ event, incident }) => [event, incident.id])).toEqual([
      ['incident.opened', 1],
      ['incident.closed', 2],
      ['incident.opened', 3],
    ]);
    expect((await scene.tellings(2)).map(({ state }) => state)).toEqual(['told', 'told']);
  });

  it('is no storm when many wait for whatever reason', async () => {
    const teller = (await begin(10)).teller();
    scene.receiver.next = [403];
    await teller.tell(...openings(40));
    await whenStates('told');
    await waitFor(async () => (await scene.tellings(40))[0]?.state === 'told');

    expect(events()).toEqual(['incidents.summary', 'incidents.summary']);
    expect(scene.receiver.bodies<Body>()[1]?.changes).toHaveLength(40);
  });

  it('ends a day after it began, and says so', async () => {
    const teller = (await begin(1_000_000)).teller(); // a day lasts 86 ms
    scene.receiver.manner = 403;
    await teller.tell(opened(OPENED_AT));
    await whenStates('given_up');

    expect(teller.happenings.at(-1)?.text).toBe('1 alert could not be told for a day, and never will be');
  });

  describe('over the end of a process', () => {
    it('happens once when it was stored and nothing was sent', async () => {
      const first = (await begin()).teller();
      const beginning = opened(now());
      await first.lookIntoStore();
      await scene.keep(beginning);
      await first.outbox.take([beginning]); // and there it dies
      const second = scene.teller();
      await second.lookIntoStore();
      await whenStates('told');
      await second.lookIntoStore();
      await scene.teller().lookIntoStore();

      expect(repeats()).toEqual([false]);
    });

    it('happens when only the incident was stored', async () => {
      await (await begin()).teller().lookIntoStore();
      const beginning = opened(now());
      await scene.keep(closed(beginning));
      await scene.teller().lookIntoStore();
      await whenStates('told', 'told');

      expect(events()).toEqual(['incident.closed']);
    });

    it('is said to be a repeat when the process died over it', async () => {
      const first = (await begin()).teller();
      const beginning = opened(now());
      await first.lookIntoStore();
      await scene.keep(beginning);
      scene.receiver.next = ['hang'];
      await first.tell(beginning);
      await scene.got(1); // and there it dies
      await scene.teller().lookIntoStore();
      await scene.got(2);

      expect(repeats()).toEqual([false, true]);
      expect(ids()).toBe(1);
    });

    it('goes on with the next one after a stop in the middle', async () => {
      const first = (await begin()).teller();
      const beginning = opened(now());
      await first.lookIntoStore();
      await scene.keep(beginning);
      scene.receiver.next = ['hang'];
      await first.tell(beginning);
      await scene.got(1);
      await first.stop();

      expect(await scene.tellings()).toMatchObject([{ state: 'waiting', isUnsure: true, attempts: 1 }]);
    });
  });

  it('tells a new receiver what still goes on, and nothing of what is over', async () => {
    await begin();
    const [over, open] = openings(2).map(({ incident }) => ({
      change: 'opened' as const,
      incident: { ...incident, openedAt: now() - 3_600_000 + incident.id },
    }));
    await scene.keep(closed(over!), open!);
    await scene.teller().lookIntoStore();
    await scene.got(1);

    expect(scene.receiver.bodies<{ incident: { id: number } }>().map(({ incident }) => incident.id)).toEqual([2]);
    expect(await scene.tellings(1)).toEqual([]);
  });

  it('happens once from memory when the store fails', async () => {
    const teller = (await begin()).teller();
    await scene.breakStore();
    const beginning = opened(OPENED_AT);
    await teller.tell(beginning);
    await scene.got(1);
    await teller.tell(beginning, closed(beginning));
    await scene.got(2);
    await teller.tell(beginning, closed(beginning));
    await teller.outbox.settle();

    expect(events()).toEqual(['incident.opened', 'incident.closed']);
    expect(teller.outbox.waiting).toEqual([]);
  });
});
