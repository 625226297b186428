import type { AlertSettings } from '../config/alert.settings.js';
import { type Manner, Receiver, notBefore, redirectTo } from '../../test/receiver.js';
import { Outgoing } from './outgoing.js';
import { Undelivered } from './undelivered.js';

const settings = (mayUseLoopback: boolean): AlertSettings => ({ mayUseLoopback });
const outgoing = new Outgoing(settings(true));

describe('a message on its way', () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await Receiver.start();
  });
  afterEach(() => receiver.leave());

  /** Why it did not arrive; `null` when it did. */
  async function failure(url = receiver.url, way = outgoing): Promise<Undelivered | null> {
    try {
      await way.send({ method: 'POST', url, body: 'hello' });
      return null;
    } catch (error) {
      if (error instanceof Undelivered) return error;
      throw error;
    }
  }

  it('arrives as it was sent', async () => {
    await outgoing.send({ method: 'POST', url: `${receiver.url}?a=b`, headers: { 'x-one': '1' }, body: 'höllo' });

    expect(receiver.received).toMatchObject([{ method: 'POST', path: '/hook?a=b', body: 'höllo' }]);
    expect(receiver.received[0]?.headers).toMatchObject({ 'x-one': '1', 'content-length': '6' });
    expect(receiver.received[0]?.headers['user-agent']).toMatch(/^Shardwatch\//);
  });

  it.each<[Manner, Partial<Undelivered>]>([
    [500, { message: 'answers HTTP 500', failure: 'unanswered' }],
    [400, { message: 'answers HTTP 400', failure: 'refused' }],
    [404, { message: 'is not there (HTTP 404): check the address', failure: 'refused' }],
    ['cut', { message: 'cuts the connection (ECONNRESET)', failure: 'unanswered' }],
    [notBefore(7), { message: 'asks us to wait (HTTP 429)', failure: 'refused', retryAfterMs: 7_000 }],
    [notBefore(1e9), { retryAfterMs: 3_600_000 }],
  ])('is not taken: %s', async (manner, expected) => {
    receiver.manner = manner;

    expect(await failure()).toMatchObject(expected);
  });

  it('is given up after 5 s when nobody answers, and nobody knows whether it arrived', async () => {
    receiver.manner = 'hang';

    expect(await failure()).toMatchObject({ message: 'does not answer within 5 s', failure: 'unanswered' });
  });

  it('was never sent when nobody is there', async () => {
    await receiver.leave();

    expect(await failure()).toMatchObject({ message: 'refuses the connection (ECONNREFUSED)', failure: 'unreachable' });
  });

  it('follows nobody to another address', async () => {
    const other = await Receiver.start();
    receiver.manner = redirectTo(other.url);
    const refused = await failure();
    await other.leave();

    expect(refused?.message).toContain('redirects to another address (HTTP 302), and redirects are not followed');
    expect(other.received).toEqual([]);
  });

  it('is taken once the receiver says so, however long it talks afterwards', async () => {
    receiver.manner = (response) => {
      response.writeHead(200);
      const more = () => void (response.write('x'.repeat(65_536)) ? setImmediate(more) : response.once('drain', more));
      more();
    };

    expect(await failure()).toBeNull();
  });

  it.each(['127.0.0.1', 'localhost', '[::1]', '127.1'])(
    'does not go to this machine unless allowed: %s',
    async (host) => {
      const refused = await failure(`http://${host}:${receiver.port}/hook`, new Outgoing(settings(false)));

      expect(refused?.message).toBe('is on this machine, and ALERT_LOOPBACK does not allow that');
      expect(receiver.received).toEqual([]);
    },
  );

  it.each(['169.254.169.254', '[::ffff:a9fe:a9fe]', '0', '[fe80::1]'])('goes nowhere link-local: %s', async (host) => {
    expect((await failure(`http://${host}/`))?.message).toContain('link-local, multicast or reserved');
  });
});
