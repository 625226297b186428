import { Lives } from '../faults/lives.js';
import { UNHURRIED } from '../faults/scene.js';
import { Receiver, notBefore, redirectTo } from '../receiver.js';
import { startAndEnd } from './start.js';
import { statusOf, statusWhen } from './status.js';

/** Trouble is an incident after a second, and over after two seconds of calm. */
const TIME_FACTOR = 15;

interface Body {
  readonly event: string;
  readonly id: string;
  readonly text: string;
  readonly mayBeRepeat: boolean;
  readonly bot: { readonly id: string; readonly name: string };
  readonly incident?: Readonly<Record<string, unknown>>;
}

describe('somebody who is told of incidents', { timeout: 90_000 }, () => {
  let receiver: Receiver;
  let lives: Lives;
  const begin = async (path = '/hook', env: Record<string, string> = {}) => {
    receiver = await Receiver.start();
    const url = new URL(path, receiver.url).href;
    lives = await Lives.of({
      discord: { timeFactor: TIME_FACTOR },
      env: { ...UNHURRIED, TIME_FACTOR: String(TIME_FACTOR), ALERT_WEBHOOK_URL: url, ALERT_LOOPBACK: 'true', ...env },
    });
  };
  afterEach(async () => {
    await lives.end();
    await receiver.leave();
  });

  const bodies = () => receiver.bodies<Body>();
  const got = (event: string, count = 1) =>
    lives.until(() => bodies().filter((body) => body.event === event).length >= count);
  const loseGateway = () => {
    lives.discord.refuseGateway('refused');
    for (const shardId of [0, 1]) lives.discord.dropShard(shardId);
  };
  const giveGatewayBack = () => lives.discord.refuseGateway(null);

  it('hears of the beginning and of the end, with what it was and what it cost', async () => {
    await begin('/hook', { PUBLIC_URL: 'https://bot.example/ops/' });
    await lives.live();
    await statusWhen(lives.app, ({ guildCount }) => guildCount === 8);
    await lives.calm();
    await lives.until(
      () => bodies().every(({ event }) => event !== 'incident.opened') || bodies().at(-1)?.event === 'incident.closed',
    );
    receiver.received.splice(0);
    loseGateway();
    await got('incident.opened');
    giveGatewayBack();
    await got('incident.closed');
    const [opening, closing] = bodies();

    expect(opening).toMatchObject({
      event: 'incident.opened',
      mayBeRepeat: false,
      bot: { id: lives.discord.applicationId },
      incident: {
        verdict: 'down',
        shardIds: [0, 1],
        shardCount: 2,
        unservedGuildCount: 8,
        guildCount: 8,
        endedAt: null,
      },
    });
    expect(opening?.incident?.['url']).toBe(`https://bot.example/ops/incidents/${String(opening?.incident?.['id'])}`);
    expect(closing).toMatchObject({ event: 'incident.closed', incident: { id: opening?.incident?.['id'] } });
    expect(closing?.text).toMatch(/^Over after \d+ s: /);
    expect(bodies()).toHaveLength(2);
  });

  it('hears of it in a channel of Discord', async () => {
    const path = '/api/webhooks/118740229184628326/not-to-be-seen-by-anybody';
    await begin(path);
    await lives.live();
    loseGateway();
    await lives.until(() => receiver.received.length > 0);

    expect(receiver.received[0]?.path).toBe(`${path}?wait=true`);
    expect(receiver.bodies()[0]).toMatchObject({
      content: expect.stringContaining('Down: ') as unknown,
      allowed_mentions: { parse: [] },
    });
    expect(lives.app.output()).not.toContain('not-to-be-seen-by-anybody');
  });

  it('hears of it once it can hear again, whatever went wrong before', async () => {
    await begin();
    await lives.live();
    receiver.next = [500, notBefore(1), redirectTo('http://169.254.169.254/latest/meta-data'), 404, 'cut'];
    loseGateway();
    await lives.until(() => receiver.received.length >= 6);
    giveGatewayBack();
    await got('incident.closed');

    expect(new Set(bodies().map(({ id }) => id)).size).toBe(2);
    expect(bodies()).toHaveLength(7);
    expect(lives.app.output()).toContain('Alerts are told again');
  });

  it('keeps nobody waiting while it hangs', async () => {
    await begin();
    await lives.live();
    receiver.manner = 'hang';
    loseGateway();
    await lives.until(() => receiver.received.length > 0);
    giveGatewayBack();
    const operational = await lives.operational();
    const { embeds } = await lives.discord.invoke('ping');

    expect(embeds).toHaveLength(1);
    expect(operational.shards.every(({ phase }) => phase === 'ready')).toBe(true);
    expect((await fetch(`${lives.app.url}/health/ready`)).status).toBe(200);
    expect(await lives.stop()).toMatchObject({ code: 0 });
  });

  it('hears it again after it has hung, and is told that it may be a repeat', async () => {
    await begin();
    await lives.live();
    receiver.next = ['hang'];
    loseGateway();
    await lives.until(() => receiver.received.length >= 2);
    giveGatewayBack();
    await got('incident.closed');

    expect(bodies().map(({ event, mayBeRepeat }) => [event, mayBeRepeat])).toEqual([
      ['incident.opened', false],
      ['incident.opened', true],
      ['incident.closed', false],
    ]);
  });

  it('hears it from the next process, once, when one is killed before it could be sent', async () => {
    await begin();
    await lives.live();
    await receiver.leave();
    loseGateway();
    await lives.until(() => lives.app.output().includes('Alerts cannot be told'));
    await lives.kill();
    await receiver.comeBack();
    await lives.start();
    await got('incident.opened');
    giveGatewayBack();
    await lives.operational();
    await got('incident.closed');

    expect(bodies().filter(({ mayBeRepeat }) => mayBeRepeat)).toEqual([]);
    expect(new Set(bodies().map(({ id }) => id)).size).toBe(bodies().length);
  });

  it('is told that it may be a repeat when a process is killed while it sends', async () => {
    await begin();
    await lives.live();
    receiver.next = ['hang'];
    loseGateway();
    await lives.until(() => receiver.received.length > 0);
    await lives.kill();
    await lives.start();
    await lives.until(() => receiver.received.length > 1);
    const [first, ...others] = bodies();
    const again = others.filter(({ id }) => id === first?.id);

    expect(again.map(({ mayBeRepeat }) => mayBeRepeat)).toEqual([true]);
  });

  it('is not told by the next process what this one has told', async () => {
    await begin();
    await lives.live();
    loseGateway();
    await got('incident.opened');
    giveGatewayBack();
    await got('incident.closed');
    await lives.stop();
    await lives.live();
    loseGateway();
    await got('incident.opened', 2);

    expect(bodies().map(({ event }) => event)).toEqual(['incident.opened', 'incident.closed', 'incident.opened']);
  });
});

describe('a monitor outside', () => {
  let receiver: Receiver;
  let lives: Lives;
  beforeEach(async () => {
    receiver = await Receiver.start();
    const told = { HEARTBEAT_URL: `${receiver.url}?status=up`, ALERT_LOOPBACK: 'true' };
    // Silence is not the matter: at this pace each hiccup of the machine would be one.
    const env = { ...told, TIME_FACTOR: '30', ...UNHURRIED };
    lives = await Lives.of({ discord: { timeFactor: 30 }, env });
  });
  afterEach(async () => {
    await lives.end();
    await receiver.leave();
  });

  it('gets a sign of life while every shard answers, and none while one does not', async () => {
    await lives.live();
    await lives.until(() => receiver.received.length >= 2);
    lives.discord.refuseGateway('refused');
    lives.discord.dropShard(1);
    await statusWhen(lives.app, ({ verdict }) => verdict === 'degraded');
    const silence = receiver.received.length;
    await lives.until(async () => (await statusOf(lives.app)).shards.some(({ attempts }) => attempts > 3));
    const after = receiver.received.length;
    lives.discord.refuseGateway(null);
    await lives.until(() => receiver.received.length > after);

    expect(after - silence).toBeLessThanOrEqual(1); // one may have been on its way
    expect(receiver.received[0]).toMatchObject({ method: 'GET', path: '/hook?status=up', body: '' });
  });

  it('that fails is said once, and when it is well again', async () => {
    receiver.manner = 500;
    await lives.live();
    await lives.until(() => receiver.received.length >= 3);
    receiver.manner = 200;
    await lives.until(() => lives.app.output().includes('takes signs of life again'));

    expect(lives.app.output().match(/The monitor outside answers HTTP 500/g)).toHaveLength(1);
  });
});

describe('a receiver that must not be', () => {
  it.each([
    ['ALERT_WEBHOOK_URL', 'http://169.254.169.254/hunter2', 'must not be a link-local'],
    ['HEARTBEAT_URL', 'http://localhost:9/hunter2', 'needs ALERT_LOOPBACK=true'],
    ['ALERT_WEBHOOK_URL', 'hunter2', 'must begin with http:// or https://'],
  ])('is refused at the start, and not repeated: %s=%s', async (name, value, words) => {
    const { code, output } = await startAndEnd({ [name]: value });

    expect(code).toBe(78);
    expect(output).toContain(`${name} `);
    expect(output).toContain(words);
    expect(output).not.toContain('hunter2');
  });
});
