import { LocalBus } from '../bus/local.bus.js';
import { MonitorSettings } from '../config/monitor.settings.js';
import type { Guild } from '../model/guild.js';
import { type GuildWish, everyGuild } from '../model/guild-list.js';
import { GuildDirectory } from './guild.directory.js';
import { StatusService } from './status.service.js';

const first: GuildWish = { filter: everyGuild, sort: 'name', hasNames: true, skip: 0, after: null, most: 50 };

describe('the servers that are known', () => {
  let bus: LocalBus;
  let directory: GuildDirectory;
  beforeEach(() => {
    bus = new LocalBus();
    directory = new GuildDirectory(bus, new StatusService(bus, new MonitorSettings()));
    directory.onModuleInit();
  });
  afterEach(() => {
    directory.onModuleDestroy();
    vi.restoreAllMocks();
  });

  const guild = (id: number, parts: Partial<Guild> = {}): Guild => {
    const well = { icon: null, memberCount: 10, joinedAt: 0, isAvailable: true };
    return { id: String(id), name: `Server ${id}`, shardId: 0, ...well, ...parts };
  };
  const list = (shardId: number, guilds: readonly Guild[], of = 2) => {
    bus.publish({ type: 'guilds.listed', instance: 'test', at: 0, shardId, of, guilds });
  };
  const names = (wish: Partial<GuildWish> = {}) => directory.page({ ...first, ...wish }).guilds.map(({ name }) => name);

  it('come, change, and are gone when their shard does not name them any more', () => {
    list(0, [guild(1), guild(2)]);
    list(1, [guild(3, { shardId: 1 })]);
    expect(names()).toEqual(['Server 1', 'Server 2', 'Server 3']);

    list(0, [guild(2, { name: 'A new name' }), guild(4)]);

    expect(names()).toEqual(['A new name', 'Server 3', 'Server 4']);
    expect(directory.one('2')?.name).toBe('A new name');
    expect([directory.one('1'), directory.one('__proto__')]).toEqual([null, null]);
  });

  it('are on other shards once there is another number of shards', () => {
    list(0, [guild(1)]);
    list(1, [guild(2, { shardId: 1 })]);
    expect(names()).toHaveLength(2);

    list(0, [guild(1), guild(2)], 1);

    expect(names()).toEqual(['Server 1', 'Server 2']);
    expect(directory.size).toBe(2);
  });

  it('are not put in order again for each reader, nor because a shard says the same again', () => {
    const many = Array.from({ length: 100_000 }, (_, id) => guild(id));
    list(0, many);
    names();
    const sorts = vi.spyOn(Array.prototype, 'sort');

    list(0, [...many]);
    const page = directory.page({ ...first, skip: 99_950 });

    expect([page.guilds.length, page.count, page.next]).toEqual([50, 100_000, null]);
    expect((sorts.mock.contexts as unknown[][]).filter(({ length }) => length > 1_000)).toEqual([]);
  });

  it('are compared no more than it takes when one of very many changes', () => {
    const many = Array.from({ length: 100_000 }, (_, id) => guild(id));
    list(0, many);
    names();
    let compared = 0;
    const { sort } = Array.prototype;
    vi.spyOn(Array.prototype, 'sort').mockImplementation(function (this: unknown[], compare) {
      const counting = (a: unknown, b: unknown): number => {
        compared += 1;
        return compare?.(a, b) ?? 0;
      };
      return sort.call(this, counting) as unknown[];
    });

    list(0, [...many.slice(1), guild(0, { name: 'A new name' })]);

    expect(names()[0]).toBe('A new name');
    expect(compared).toBeLessThan(101_000);
  });
});
