import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EventsAnswer } from '../../src/faces/api/event.answer.js';
import { Lives } from '../faults/lives.js';
import { Receiver } from '../receiver.js';
import { readStream } from './stream.js';

const GARRULOUS = `--import ${new URL('garrulous.mjs', import.meta.url).href}`;

describe('secrets in what the event log is told', () => {
  const interactionToken = randomBytes(60).toString('base64url');
  let receiver: Receiver;
  let lives: Lives;
  let secrets: readonly string[];
  let streamed = '';
  beforeAll(async () => {
    receiver = await Receiver.start();
    const webhook = `${receiver.url}/${randomBytes(16).toString('hex')}`;
    await receiver.leave();
    lives = await Lives.of();
    secrets = [lives.discord.token, webhook, interactionToken];
    await lives.live({
      ...{ NODE_OPTIONS: GARRULOUS, ALERT_WEBHOOK_URL: webhook, ALERT_LOOPBACK: 'true' },
      SAID: `Bot ${lives.discord.token}, ${webhook}, https://discord.com/api/v10/interactions/1187402291846283264/${interactionToken}/callback`,
    });
    await lives.until(() => lives.app.output().includes('Wrote to Discord')); // until then nobody can use /ping
    const take = ({ type, data }: { type: string; data: string }) => void (type === 'entries' && (streamed += data));
    readStream(`${lives.app.url}/live/events`, take).catch(() => undefined); // it ends with the process
  }, 60_000);
  afterAll(() => lives.end());

  const text = async (path: string) => (await fetch(`${lives.app.url}${path}`)).text();
  const count = async (query: string) =>
    (JSON.parse(await text(`/api/v1/events${query}`)) as EventsAnswer).items.length;

  /** The page, its stream, the API and the table. */
  async function shown(): Promise<readonly string[]> {
    const paths = ['/events', '/api/v1/events?limit=1000', '/api/v1/events.csv?limit=1000'];
    return [streamed, ...(await Promise.all(paths.map(text)))];
  }

  it('by errors and by requests that fail, are in no face, no file and no line of the log', async () => {
    lives.app.process.kill('SIGUSR2');
    const fault = lives.discord.begin({ fault: 'rest.reset', scope: { route: 'POST /interactions/**' } });
    await lives.discord.invoke('ping').catch(() => undefined);
    lives.discord.end(fault);
    await lives.until(async () => (await count('?text=caught')) === 2);
    await lives.until(async () => (await count('?source=command&level=error')) > 0);
    await lives.until(() => streamed.includes('caught'));
    await lives.until(() => lives.rows(`SELECT 1 FROM event_log WHERE data LIKE '%caught%'`).length === 2);
    const files = readdirSync(lives.dataDir).map((file) => readFileSync(join(lives.dataDir, file), 'latin1'));

    for (const secret of secrets)
      for (const place of [...(await shown()), ...files, lives.app.output()]) expect(place).not.toContain(secret);
    for (const place of [...(await shown()), files.join()]) expect(place).toContain('[redacted]');
  }, 60_000);

  it('by the name of a server, are in no face and no row', async () => {
    for (const secret of secrets.slice(0, 2)) lives.discord.addGuild(`Free ${secret}`);
    const rows = () => lives.rows<{ data: string }>(`SELECT * FROM event_log WHERE data LIKE '%added%'`);
    await lives.until(() => rows().length === 2);
    await lives.until(() => streamed.includes('added'));

    for (const secret of secrets)
      for (const place of [...(await shown()), JSON.stringify(rows())])
        expect(place.toLowerCase()).not.toContain(secret.toLowerCase());
    expect(rows().map(({ data }) => data)).toEqual([
      expect.stringContaining('Free [redacted]'),
      expect.stringContaining('Free [redacted]'),
    ]);
  }, 60_000);
});
