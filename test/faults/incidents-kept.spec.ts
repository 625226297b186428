import { join } from 'node:path';
import type { IncidentsAnswer } from '../../src/faces/api/incident.answer.js';
import { statusOf } from '../e2e/status.js';
import { Receiver } from '../receiver.js';
import { Lives } from './lives.js';
import { UNHURRIED } from './scene.js';
import { SmallDisk, isWithoutMount, onSmallDisk } from './small-disk.js';
import { asides, complains, flipUnderProcess, isWell } from './store-trouble.js';

/** Trouble is an incident after a second, and over after two seconds of calm. */
const TIME_FACTOR = 15;

interface Body {
  readonly event: string;
  readonly id: string;
  readonly incident: { readonly beganAt: string; readonly endedAt: string | null };
}

interface Row {
  readonly id: number;
  readonly began: number;
  readonly opened: number;
  readonly ended: number | null;
}

describe('an incident', { timeout: 120_000 }, () => {
  let receiver: Receiver;
  let lives: Lives;
  const begin = async (dataDir?: string) => {
    receiver = await Receiver.start();
    const settings = { TIME_FACTOR: String(TIME_FACTOR), ALERT_WEBHOOK_URL: receiver.url, ALERT_LOOPBACK: 'true' };
    const env = { ...UNHURRIED, ...settings };
    lives = await Lives.of({ discord: { timeFactor: TIME_FACTOR }, env, ...(dataDir ? { dataDir } : {}) });
  };
  afterEach(async () => {
    await lives.end();
    await receiver.leave();
  });

  const bodies = () => receiver.bodies<Body>();
  const events = () => bodies().map(({ event }) => event);
  const told = (event: string, count = 1) =>
    lives.until(
      () =>
        events().filter((one) => one === event).length >= count && bodies().findLast((body) => body.event === event),
    );
  const loseGateway = () => {
    lives.discord.refuseGateway('refused');
    for (const shardId of [0, 1]) lives.discord.dropShard(shardId);
  };
  const giveGatewayBack = () => lives.discord.refuseGateway(null);
  /** The newest one, as the API tells it. */
  const newest = async () => {
    const answer = await fetch(`${lives.app.url}/api/v1/incidents`);
    return ((await answer.json()) as IncidentsAnswer).items[0];
  };
  const isShown = (isOpen: boolean) =>
    lives.until(async () => {
      const incident = await newest();
      return incident?.isOpen === isOpen && incident;
    });
  const stored = () =>
    lives.rows<Row>(`SELECT id, json_extract(data, '$.beganAt') AS began, opened_at AS opened, ended_at AS ended
      FROM incident ORDER BY id`);
  /** What was told is what is in the store, after a stop in order. */
  const expectKept = async () => {
    await lives.stop();
    const [opening, closing] = bodies();
    expect(events()).toEqual(['incident.opened', 'incident.closed']);
    expect(stored()).toEqual([
      {
        id: 1,
        began: Date.parse(opening?.incident.beganAt ?? ''),
        opened: expect.any(Number) as unknown,
        ended: Date.parse(closing?.incident.endedAt ?? ''),
      },
    ]);
  };
  /** The next process tells its own incident, and none of before. */
  const expectNothingTwice = async () => {
    await lives.live();
    loseGateway();
    await told('incident.opened', 2);
    expect(events()).toEqual(['incident.opened', 'incident.closed', 'incident.opened']);
    expect(new Set(bodies().map(({ id }) => id)).size).toBe(3);
  };

  describe.skipIf(isWithoutMount)(onSmallDisk, () => {
    let disk: SmallDisk;
    beforeEach(async () => {
      disk = new SmallDisk(4);
      await begin(join(disk.folder, 'data'));
    });
    afterEach(() => disk.remove());

    it('that is full from its beginning to its end is shown and told, and stored when space returns', async () => {
      await lives.live();
      disk.fill();
      lives.discord.addGuild('Added');
      const complaint = await complains(lives);
      loseGateway();
      const open = await isShown(true);
      await told('incident.opened');
      giveGatewayBack();
      await lives.operational();
      await told('incident.closed');
      const over = await isShown(false);
      const { process: own } = await statusOf(lives.app);
      disk.empty();
      await isWell(lives);
      await lives.until(() => stored().length === 1);

      expect(complaint).toContain('the disk is full');
      expect(over.beganAt).toBe(open.beganAt);
      expect(own?.uncaughtErrorCount).toBe(0);
      await expectKept();
      await expectNothingTwice();
    });

    it('that is full at the start is told once, and is in the store once that is to be had', async () => {
      disk.fill();
      await lives.live();
      const complaint = await complains(lives);
      loseGateway();
      await told('incident.opened');
      giveGatewayBack();
      await told('incident.closed');
      disk.empty();
      await isWell(lives);
      await lives.until(() => stored().length === 1);

      expect(complaint).toContain('Nothing is kept over a restart');
      await expectKept();
      await expectNothingTwice();
    });
  });

  it('that goes on while its store is damaged is in the one that begins, from its beginning to its end', async () => {
    await begin();
    await lives.live();
    loseGateway();
    await told('incident.opened');
    flipUnderProcess(lives);
    await lives.until(() => asides(lives).length === 1);
    giveGatewayBack();
    await told('incident.closed');

    await expectKept();
    await expectNothingTwice();
    expect(asides(lives)).toHaveLength(1);
  });
});
