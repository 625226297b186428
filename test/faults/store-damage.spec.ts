import { join } from 'node:path';
import { statusWhen } from '../e2e/status.js';
import { Lives } from './lives.js';
import { SmallDisk, isWithoutMount, onSmallDisk } from './small-disk.js';
import { asides, complains, flip, flipUnderProcess, isWell } from './store-trouble.js';

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

  const integrity = () => lives.rows<{ integrity_check: string }>('PRAGMA integrity_check')[0]?.integrity_check;

  it('between two lives is set aside and kept, and the next life begins a sound one', async () => {
    await lives.stop();
    flip(lives);
    await lives.live();
    await areWritten(lives);

    expect(asides(lives)).toHaveLength(1);
    expect(lives.app.output()).toMatch(/The store was damaged\. It is kept as .+, and a new one begins\./);
    expect(integrity()).toBe('ok');
    await expectUnharmed(lives);
    expect(await startsOfNextLife(lives)).toBe(0);
  }, 60_000);

  it('while the bot runs is set aside and kept, too, and a sound one is written from then on', async () => {
    flipUnderProcess(lives);
    await makeNews(lives);
    await lives.until(() => asides(lives).length === 1);
    await isWell(lives);
    await lives.until(() => lives.rows('SELECT 1 FROM run').length === 1);
    await expectUnharmed(lives);
    const { code } = await lives.stop();
    await lives.live();

    expect(code).toBe(0);
    expect(integrity()).toBe('ok');
    expect(asides(lives)).toHaveLength(1);
  }, 60_000);
});
