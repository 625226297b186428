import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { StatusAnswer } from '../../src/faces/api/status.answer.js';
import { startShardwatch, waitFor } from '../e2e/start.js';
import { statusOf, whenOperational } from '../e2e/status.js';
import { readStream } from '../e2e/stream.js';
import { UNHURRIED } from './scene.js';
import { Trial } from './trial.js';

/** Milliseconds in which more than five attempts would have come. */
const NEXT_ATTEMPTS_MS = 30_000;
/** A minute takes 3 s. */
const TIME_FACTOR = 20;

/** Everything that Discord saw of the bot so far: each attempt at the gateway, and each request. */
function seenBy({ attempts, requests }: EmbeddedDiscord) {
  const { upgrades, identifies, resumes } = attempts;
  return {
    upgrades,
    identifies,
    resumes,
    requests: [...requests.values()].reduce((sum, one) => sum + one.requests, 0),
  };
}

/** One process has one start. */
function startOf({ process }: StatusAnswer): string | undefined {
  return process?.startedAt;
}

/** A file with a token in it. */
function tokenFile(token = '') {
  const folder = mkdtempSync(join(tmpdir(), 'shardwatch-token-'));
  const path = join(folder, 'token');
  const write = (text: string) => writeFileSync(path, text);
  write(token);
  return { path, write, remove: () => rmSync(folder, { recursive: true }) };
}

/** A trial whose token comes from a file. */
async function trialWithFile(before?: (discord: EmbeddedDiscord) => void, timeFactor = TIME_FACTOR) {
  const file = tokenFile();
  const trial = await Trial.start({
    timeFactor,
    env: { DISCORD_TOKEN_FILE: file.path, ...UNHURRIED },
    before: (discord) => {
      file.write(discord.token);
      before?.(discord);
    },
  });
  return { trial, file, reload: () => trial.app.process.kill('SIGHUP') };
}

/** Counts what comes over the status stream, for as long as it is open. */
function listen(url: string) {
  const heard = { count: 0, isOpen: true };
  const done = readStream(`${url}/api/v1/status/stream`, () => (heard.count += 1));
  void done.catch(() => undefined).finally(() => (heard.isOpen = false));
  return heard;
}

describe('a token that Discord does not accept any more', () => {
  it('is used no more, and a new one from its file is taken over by the same process', async () => {
    const { trial, file, reload } = await trialWithFile();
    const { discord, app } = trial;
    await trial.settled();
    const stream = listen(app.url);
    discord.begin({ fault: 'token.rotate' });
    const rotatedAt = Date.now();
    const refused = await trial.until(({ shards }) => shards.every(({ phase }) => phase === 'fatal'));
    const noticedMs = Date.now() - rotatedAt;
    const seen = seenBy(discord);
    await trial.passed(NEXT_ATTEMPTS_MS, Date.now());
    const seenLater = seenBy(discord);
    const heard = stream.count;
    file.write(`${discord.token}\n`);
    reload();
    const back = await trial.operational();
    await waitFor(() => stream.count > heard);

    expect(noticedMs).toBeLessThan(5_000);
    expect(refused.sentence).toMatch(/^Down - .*Discord does not accept the bot token \(close code 4004/);
    expect(refused.advice).toContain('With DISCORD_TOKEN_FILE, write it there and send SIGHUP instead');
    expect(seenLater).toEqual(seen);
    expect(startOf(back)).toBe(startOf(refused));
    expect(stream.isOpen).toBe(true);
    expect(discord.attempts.identifies).toBe(4);
    await trial.end();
    file.remove();
  }, 60_000);

  it('is not replaced by what is no token of this bot, which is only said', async () => {
    const { trial, file, reload } = await trialWithFile();
    const { discord, app } = trial;
    const before = await trial.settled();
    const seen = seenBy(discord);
    const says = (words: string) => waitFor(() => app.output().includes(words), app);
    reload();
    await says('the token in DISCORD_TOKEN_FILE is the one in use');
    file.write(' \n');
    reload();
    await says('DISCORD_TOKEN_FILE names a file that is empty');
    file.write('rubbish');
    reload();
    await says('the new token does not look like a bot token');
    file.write('MTIzNDU2Nzg5MDEyMzQ1Njc4.x.y');
    reload();
    await says('the new token belongs to another bot');
    file.remove();
    reload();
    await says('DISCORD_TOKEN_FILE names a file that cannot be read');

    expect(app.output()).not.toContain('rubbish');
    expect(await trial.status()).toMatchObject({ verdict: 'operational', process: { startedAt: startOf(before) } });
    expect(seenBy(discord)).toEqual(seen);
    await trial.end();
  }, 60_000);

  // Factor 60: Discord is asked every 10 s.
  it('is noticed by a request, although the connections stand', async () => {
    const { trial, file, reload } = await trialWithFile(undefined, 60);
    const { discord } = trial;
    await trial.settled();
    discord.rejectToken(true);
    const refused = await trial.until(({ problem }) => problem?.kind === 'token_rejected', 30_000);
    const seen = seenBy(discord);
    await trial.passed(NEXT_ATTEMPTS_MS, Date.now());
    const seenLater = seenBy(discord);
    discord.rejectToken(false);
    discord.begin({ fault: 'token.rotate' });
    file.write(discord.token);
    reload();
    await trial.operational();

    expect(refused.sentence).toBe('Down - Discord does not accept the bot token (HTTP 401)');
    expect(seenLater).toEqual(seen);
    await trial.end();
    file.remove();
  }, 60_000);

  it('is asked for once at the start, and a good one is taken over', async () => {
    const { trial, file, reload } = await trialWithFile((discord) => discord.rejectToken(true));
    const { discord } = trial;
    const refused = await trial.until(({ problem }) => problem?.kind === 'token_rejected');
    const seen = seenBy(discord);
    await trial.passed(NEXT_ATTEMPTS_MS, Date.now());
    const seenLater = seenBy(discord);
    discord.rejectToken(false);
    discord.begin({ fault: 'token.rotate' });
    file.write(discord.token);
    reload();
    const back = await trial.operational();

    expect(refused.verdict).toBe('down');
    expect(seen).toEqual({ upgrades: 0, identifies: 0, resumes: 0, requests: 1 });
    expect(seenLater).toEqual(seen);
    expect(startOf(back)).toBe(startOf(refused));
    await trial.end();
    file.remove();
  }, 60_000);
});

describe('SIGHUP', () => {
  it('changes nothing in demo mode', async () => {
    const app = await startShardwatch();
    const before = await whenOperational(app);
    app.process.kill('SIGHUP');
    await waitFor(() => app.output().includes('SIGHUP: in demo mode there is no token to read again'), app);

    expect(await statusOf(app)).toMatchObject({ verdict: 'operational', process: { startedAt: startOf(before) } });
    await app.stop();
  }, 60_000);

  it('changes nothing where the token does not come from a file', async () => {
    const trial = await Trial.start({ timeFactor: TIME_FACTOR });
    const { app, discord } = trial;
    await trial.settled();
    const seen = seenBy(discord);
    app.process.kill('SIGHUP');
    await waitFor(
      () => app.output().includes('DISCORD_TOKEN_FILE is not set, so there is no token to read again'),
      app,
    );

    expect((await trial.status()).verdict).toBe('operational');
    expect(seenBy(discord)).toEqual(seen);
    await trial.end();
  }, 60_000);
});
