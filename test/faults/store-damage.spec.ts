import Database from 'libsql';
import { closeSync, openSync, readdirSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { statusWhen } from '../e2e/status.js';
import { Lives } from './lives.js';
import { SmallDisk, isWithoutMount, onSmallDisk } from './small-disk.js';

const NOT_KEPT = /(What happens now is not kept|Nothing is kept over a restart): [^<]+/;

/** What the Status page says of the store; `null` while it is well. */
async function complaintOf(lives: Lives): Promise<string | null> {
  const page = await (await fetch(`${lives.app.url}/status`)).text();
  return NOT_KEPT.exec(page)?.[0].replaceAll('\u00a0', ' ') ?? null;
}

const complains = (lives: Lives) => lives.until(() => complaintOf(lives));
const isWell = (lives: Lives) => lives.until(async () => (await complaintOf(lives)) === null);

/** All that came up to now is in the store; Discord may remember sessions of lives before, too. */
const areWritten = (lives: Lives) =>
  lives.until(() => {
    const kept = lives.rows<{ sequence: number }>('SELECT sequence FROM kept_session');
    return kept.length === 2 && kept.every(({ sequence }) => lives.sequences.includes(sequence));
  });

/** A new life of the process, and the session starts it costs. */
async function startsOfNextLife(lives: Lives): Promise<number> {
  const before = lives.discord.identifyTimes().length;
  await lives.stop();
  await lives.live();
  return lives.discord.identifyTimes().length - before;
}

async function makeNews(lives: Lives): Promise<void> {
  lives.discord.addGuild('Added');
  await statusWhen(lives.app, ({ guildCount }) => guildCount === lives.discord.guildIds.length);
}

/** No part of the bot is the worse for it. */
async function expectUnharmed(lives: Lives): Promise<void> {
  expect(await lives.operational()).toMatchObject({
    guildCount: lives.discord.guildIds.length,
    process: { uncaughtErrorCount: 0 },
    shards: [{ connectCount: 1 }, { connectCount: 1 }],
  });
}

describe.skipIf(isWithoutMount)(`a store ${onSmallDisk}`, () => {
  let disk: SmallDisk;
  let lives: Lives;
  beforeEach(async () => {
    disk = new SmallDisk(4);
    lives = await Lives.of({ dataDir: join(disk.folder, 'data') });
  });
  afterEach(async () => {
    await lives.end();
    disk.remove();
  });

  it('that becomes full costs the bot nothing but its memory, and is used again when space returns', async () => {
    await lives.live();
    await areWritten(lives);
    disk.fill();
    await makeNews(lives);
    const complaint = await complains(lives);
    await makeNews(lives);
    await expectUnharmed(lives);
    disk.empty();
    await isWell(lives);
    await areWritten(lives);

    expect(complaint).toContain('the disk is full');
    expect(complaint).toContain('Look at DATA_DIR and its disk');
    expect(await startsOfNextLife(lives)).toBe(0);
    await expectUnharmed(lives);
  }, 60_000);

  it('that is full at the start is used as soon as there is space', async () => {
    disk.fill();
    await lives.live();
    const complaint = await complains(lives);
    await makeNews(lives);
    disk.empty();
    await isWell(lives);
    await areWritten(lives);

    expect(complaint).toContain('Nothing is kept over a restart: the store cannot be written');
    await expectUnharmed(lives);
    expect(await startsOfNextLife(lives)).toBe(0);
  }, 60_000);

  it('that is read-only at the start is used as soon as it may be written', async () => {
    disk.setReadOnly(true);
    await lives.live();
    const complaint = await complains(lives);
    disk.setReadOnly(false);
    await isWell(lives);
    await areWritten(lives);

    expect(complaint).toContain('the disk is read-only');
    await expectUnharmed(lives);
    expect(await startsOfNextLife(lives)).toBe(0);
  }, 60_000);
});

describe('a store whose bytes are flipped', () => {
  let lives: Lives;
  beforeEach(async () => {
    lives = await Lives.of();
    await lives.live();
    await areWritten(lives);
  });
  afterEach(() => lives.end());

  /** All but the first page, which says what the file is. */
  const flip = () => {
    lives.inStore('PRAGMA wal_checkpoint(TRUNCATE)');
    const file = openSync(lives.store, 'r+');
    for (let at = 4_096; at < statSync(lives.store).size; at += 512) writeSync(file, Buffer.alloc(64, 0xa5), 0, 64, at);
    closeSync(file);
  };
  const kept = () => readdirSync(lives.dataDir).filter((name) => /\.damaged-\d+\.db$/.test(name));
  const integrity = () => lives.rows<{ integrity_check: string }>('PRAGMA integrity_check')[0]?.integrity_check;

  it('between two lives is set aside and kept, and the next life begins a sound one', async () => {
    await lives.stop();
    flip();
    await lives.live();
    await areWritten(lives);

    expect(kept()).toHaveLength(1);
    expect(lives.app.output()).toMatch(/The store was damaged\. It is kept as .+, and a new one begins\./);
    expect(integrity()).toBe('ok');
    await expectUnharmed(lives);
    expect(await startsOfNextLife(lives)).toBe(0);
  }, 60_000);

  it('while the bot runs is set aside and kept, too, and a sound one is written from then on', async () => {
    flip();
    // Somebody else writes, so that the bot looks at the file again and not at what it remembers of it.
    const tool = new Database(lives.store);
    tool.exec('PRAGMA user_version = 7');
    tool.close();
    await makeNews(lives);
    await lives.until(() => kept().length === 1);
    await isWell(lives);
    await lives.until(() => lives.rows('SELECT 1 FROM run').length === 1);
    await expectUnharmed(lives);
    const { code } = await lives.stop();
    await lives.live();

    expect(code).toBe(0);
    expect(integrity()).toBe('ok');
    expect(kept()).toHaveLength(1);
  }, 60_000);
});
