import { join } from 'node:path';
import { Receiver } from '../receiver.js';
import { Lives } from './lives.js';
import { UNHURRIED } from './scene.js';
import { SmallDisk, isWithoutMount, onSmallDisk } from './small-disk.js';

/** Trouble is an incident after a second, over after two seconds of calm, and a receiver is away for long after four. */
const TIME_FACTOR = 15;

interface Body {
  readonly event: string;
  readonly id: string;
  readonly text: string;
  readonly mayBeRepeat: boolean;
  readonly changes?: readonly { readonly event: string }[];
}

describe('who is told of incidents', { timeout: 90_000 }, () => {
  let receiver: Receiver;
  let lives: Lives;
  const begin = async (dataDir?: string) => {
    receiver = await Receiver.start();
    const settings = { TIME_FACTOR: String(TIME_FACTOR), ALERT_WEBHOOK_URL: receiver.url, ALERT_LOOPBACK: 'true' };
    const env = { ...UNHURRIED, ...settings };
    lives = await Lives.of({ discord: { timeFactor: TIME_FACTOR }, env, ...(dataDir ? { dataDir } : {}) });
    await lives.live();
  };
  afterEach(async () => {
    await lives.end();
    await receiver.leave();
  });

  const bodies = () => receiver.bodies<Body>();
  const times = (words: string) => lives.app.output().split(words).length - 1;
  const loseGateway = () => {
    lives.discord.refuseGateway('refused');
    for (const shardId of [0, 1]) lives.discord.dropShard(shardId);
  };
  const giveGatewayBack = () => lives.discord.refuseGateway(null);

  it('reads one message about all that happened while nobody could be told', async () => {
    await begin();
    await lives.calm();
    await receiver.leave();
    receiver.received.splice(0);
    const before = times('is open');
    for (const time of [1, 2]) {
      loseGateway();
      await lives.until(() => times('is open') >= before + time);
      giveGatewayBack();
      await lives.calm();
    }
    await receiver.comeBack();
    await lives.until(() => receiver.received.length > 0);
    await lives.until(() => times('Alerts are told again') > 0);

    expect(bodies().map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Nobody could be told for \d+ s: 2 incidents meanwhile$/),
    ]);
    expect(bodies()[0]?.changes?.map(({ event }) => event)).toEqual(['incident.closed', 'incident.closed']);
  });

  it('hears nothing twice when the process stands still and goes on', async () => {
    await begin();
    loseGateway();
    await lives.until(() => receiver.received.length > 0);
    lives.app.process.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 6_000)); // longer than an attempt may take
    lives.app.process.kill('SIGCONT');
    giveGatewayBack();
    await lives.until(() => bodies().some(({ event }) => event === 'incident.closed'));

    expect(new Set(bodies().map(({ id }) => id)).size).toBe(bodies().length);
  });

  it.skipIf(isWithoutMount)(`is told all the same when nothing can be stored, and once, ${onSmallDisk}`, async () => {
    const disk = new SmallDisk(8);
    onTestFinished(() => disk.remove());
    await begin(join(disk.folder, 'store'));
    disk.fill();
    loseGateway();
    await lives.until(() => receiver.received.length > 0);
    disk.empty();
    giveGatewayBack();
    await lives.until(() => bodies().some(({ event }) => event === 'incident.closed'));
    await lives.stop();
    await lives.live();
    loseGateway();
    await lives.until(() => bodies().length > 2);

    expect(bodies().map(({ event }) => event)).toEqual(['incident.opened', 'incident.closed', 'incident.opened']);
    expect(new Set(bodies().map(({ id }) => id)).size).toBe(3);
  });
});
