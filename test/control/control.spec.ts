import { Conflict, NotAllowed } from '../../src/model/errors.js';
import { type Who, anybody } from '../../src/model/who.js';
import { House, somebody, wish } from './house.js';

const operator = somebody('operator');
const admin = somebody('admin', 'Grace');
const resume = { kind: 'shard.reconnect', shardId: 1, session: 'resume', isForced: false } as const;
const renew = { ...resume, session: 'new' } as const;

describe('what people can do to the bot', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open();
  });
  afterAll(() => house.close());

  it('reconnects a shard with the session that it has, and no session start is spent', async () => {
    const before = house.counts;
    const done = await house.control.act(operator, wish(resume));

    expect(done).toMatchObject({ outcome: 'done', words: 'Reconnect shard 1', by: 'Ada' });
    expect(done.text).toMatch(/^Shard 1 is back after (less than )?\d+ s, with the session it had/);
    expect(house.counts).toEqual({ identifies: before.identifies, resumes: before.resumes + 1 });
  });

  it('reconnects a shard with a new session, which costs one session start', async () => {
    const before = house.counts;
    const cost = house.control.cost(renew);
    const done = await house.control.act(operator, wish(renew));

    expect(cost).toMatchObject({ sessionStarts: 1, shards: 1, canHurt: true, obstacle: null });
    expect(done.text).toMatch(/with a new session\.$/);
    expect(house.counts).toEqual({ identifies: before.identifies + 1, resumes: before.resumes });
  });

  it('writes it down first, and then what came of it', async () => {
    const { number } = await house.control.act(operator, wish(resume, { reason: 'deaf \u202Esince\nnoon' }));

    expect(await house.audit.one(number)).toMatchObject({
      who: operator,
      from: '192.0.2.7',
      deed: 'shard.reconnect',
      target: 'shard 1',
      reason: 'deaf since noon',
      outcome: 'done',
      completedAt: expect.any(Number) as number,
    });
  });

  it('does once what is asked for twice, at the same time or later', async () => {
    const before = house.counts;
    const twice = wish(resume);
    const answers = await Promise.all([house.control.act(operator, twice), house.control.act(operator, twice)]);
    const later = await house.control.act(operator, twice);

    expect(new Set([...answers, later].map(({ number }) => number)).size).toBe(1);
    expect(house.counts.resumes).toBe(before.resumes + 1);
    expect(() => house.control.act(operator, { ...twice, action: renew })).toThrow(Conflict);
  });

  it('refuses whoever may not, and writes that down', async () => {
    const before = house.counts;
    const { number } = await house.audit.head();
    await expect(house.control.act(somebody('viewer'), wish(resume))).rejects.toThrow(NotAllowed);
    await expect(house.control.act(operator, wish({ ...renew, isForced: true }))).rejects.toThrow('role admin');
    await expect(house.control.act(operator, wish({ kind: 'guild.leave', guildId: '1' }))).rejects.toThrow(NotAllowed);
    await expect(house.control.act(anybody, wish(resume))).rejects.toThrow(NotAllowed);

    expect((await house.audit.find(null, 10)).filter((entry) => entry.number > number)).toMatchObject(
      ['guild.leave', 'shard.identify.forced', 'shard.reconnect'].map((deed) => ({ deed, outcome: 'refused' })),
    );
    expect(house.counts).toEqual(before);
  });

  it('refuses what is not possible, and says why', async () => {
    await expect(house.control.act(operator, wish({ ...resume, shardId: 7 }))).rejects.toThrow('There is no shard 7.');
  });

  it('reconnects all shards, one after the other', async () => {
    const before = house.counts;
    const done = await house.control.act(
      operator,
      wish({ kind: 'shards.reconnect', session: 'resume', isForced: false }),
    );

    expect(done).toMatchObject({ outcome: 'done', text: 'All 2 shards are back.' });
    expect(house.counts.resumes).toBe(before.resumes + 2);
  });

  it('pauses reconnecting, so that a shard that is lost stays away until it is continued', async () => {
    await house.control.act(operator, wish({ kind: 'reconnecting.pause' }));
    house.discord.closeShard(1, 4000);
    await house.until(() => house.status.now().shards[1]?.connection === 'disconnected');
    const refused = house.control.act(operator, wish(resume));
    await expect(refused).rejects.toThrow('paused');
    const { sentence } = house.status.now();
    await house.control.act(operator, wish({ kind: 'reconnecting.continue' }));
    await house.answers();

    expect(sentence).toContain('paused');
  });

  it('turns the log up, and back by itself', async () => {
    await house.control.act(operator, wish({ kind: 'log_level.set', level: 'debug', forMs: 300 }));
    expect(house.levels).toEqual(['debug']);
    expect(house.status.now().snapshot.standing.volume).toMatchObject({ level: 'debug' });
    await house.until(() => house.status.now().snapshot.standing.volume === null);

    expect(house.levels).toEqual(['debug', 'info']);
  });

  it('announces maintenance, and ends it', async () => {
    await house.control.act(operator, wish({ kind: 'maintenance.begin', forMs: 60_000 }, { reason: 'new disk' }));
    const during = house.status.now().snapshot.standing.maintenance;
    await house.control.act(operator, wish({ kind: 'maintenance.end' }));

    expect(during).toMatchObject({ reason: 'new disk' });
    expect(house.status.now().snapshot.standing.maintenance).toBeNull();
  });

  it('changes how the bot looks, also for sessions that begin later', async () => {
    const presence = { status: 'idle', text: 'Back at noon' } as const;
    const shown = () => house.discord.sessions.filter(({ isConnected }) => isConnected).map((one) => one.presence);
    const activities = [{ type: 4, name: 'Custom Status', state: 'Back at noon' }];
    await house.control.act(operator, wish({ kind: 'presence.set', presence }));
    await house.until(() => shown().every((one) => one?.['status'] === 'idle'));
    const everywhere = shown();
    await house.control.act(operator, wish(renew));
    await house.until(() => shown().length === 2 && shown().every((one) => one?.['status'] === 'idle'));

    expect(everywhere).toMatchObject([{ activities }, { activities }]);
  });

  it('changes how the bot looks while a shard is away, which shows it when it is back', async () => {
    const shown = () => house.discord.sessions.filter(({ isConnected }) => isConnected).map((one) => one.presence);
    await house.control.act(operator, wish({ kind: 'reconnecting.pause' }));
    house.discord.closeShard(1, 4000);
    await house.until(() => house.status.now().shards[1]?.connection === 'disconnected');
    const presence = { status: 'dnd', text: null } as const;
    const done = await house.control.act(operator, wish({ kind: 'presence.set', presence }));
    await house.control.act(operator, wish({ kind: 'reconnecting.continue' }));
    await house.until(() => shown().length === 2 && shown().every((one) => one?.['status'] === 'dnd'));

    expect(done).toMatchObject({ outcome: 'done' });
  });

  it('writes down of a flood of refusals only a part, and then still what people with a role may not', async () => {
    const stranger: Who = { kind: 'command', id: '7', name: 'Mallory', role: null };
    const { number } = await house.audit.head();
    const maintenance = { kind: 'maintenance.begin', forMs: 60_000 } as const;
    for (let use = 0; use < 40; use++)
      await expect(house.control.act(stranger, wish(maintenance))).rejects.toThrow(NotAllowed);
    await expect(house.control.act(somebody('viewer'), wish(maintenance))).rejects.toThrow(NotAllowed);
    const written = (await house.audit.find(null, 100)).filter((entry) => entry.number > number);

    expect(written.filter(({ who }) => who.name === 'Mallory')).toHaveLength(20);
    expect(written[0]).toMatchObject({ who: { role: 'viewer' }, outcome: 'refused', detail: 'Not allowed.' });
  });

  it('stops reconnecting one after the other at the first that does not come back', async () => {
    house.discord.refuseGateway('refused');
    const all = house.control.act(operator, wish({ kind: 'shards.reconnect', session: 'resume', isForced: false }));
    await house.until(() => house.status.now().shards[0]?.connection === 'connecting');
    const progress = house.status.now().snapshot.actions[0]?.text;
    const failed = await all;
    house.discord.refuseGateway(null);
    await house.answers();

    expect(progress).toBe('0 of 2 shards are back.');
    expect(failed.outcome).toBe('failed');
    expect(failed.text).toMatch(
      /^Shard 0 was not back in time\..* 0 of 2 shards came back before; the others were left/,
    );
  }, 60_000);

  it('leaves a server', async () => {
    const [guildId = ''] = house.discord.guildIds;
    const done = await house.control.act(admin, wish({ kind: 'guild.leave', guildId }));
    const again = await house.control.act(admin, wish({ kind: 'guild.leave', guildId }));

    expect(done).toMatchObject({ outcome: 'done' });
    expect(house.discord.guildIds).not.toContain(guildId);
    expect(again.outcome).toBe('failed');
  });
});

describe('at the reserve of session starts', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open({}, { SESSION_START_RESERVE: '998' });
  });
  afterAll(() => house.close());

  it('no new session begins for an operator, and one does for an admin who says so', async () => {
    const before = house.counts;
    await expect(house.control.act(operator, wish(renew))).rejects.toThrow('998 are kept in reserve');
    const refused = house.counts;
    const done = await house.control.act(admin, wish({ ...renew, isForced: true }));

    expect(refused).toEqual(before);
    expect(done).toMatchObject({ outcome: 'done' });
    expect(house.counts.identifies).toBe(before.identifies + 1);
    expect((await house.audit.find(null, 2)).map(({ outcome }) => outcome)).toEqual(['done', 'refused']);
  });

  it('a session that is resumed costs nothing, so it is done', async () => {
    expect(await house.control.act(operator, wish(resume))).toMatchObject({ outcome: 'done' });
  });
});

describe('without a store that can be written', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open();
  });
  afterAll(() => house.close());

  it('nothing is done', async () => {
    const before = house.counts;
    await house.breakAudit();
    await expect(house.control.act(operator, wish(resume))).rejects.toThrow('the audit');

    expect(house.counts).toEqual(before);
  });
});
