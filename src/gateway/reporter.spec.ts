import { Client, GatewayOpcodes } from 'discord.js';
import { EventEmitter } from 'node:events';
import { ledger, shelf } from '../../test/make-gateway.js';
import { LocalBus } from '../bus/local.bus.js';
import { DiscordConnection } from '../config/connection.js';
import { MonitorSettings } from '../config/monitor.settings.js';
import { Gaps } from './gaps.js';
import { Reporter } from './reporter.js';
import { Shards } from './shards.js';
import { Standstill } from './standstill.js';
import { type WebSocketManager, WebSocketShardEvents } from './supervision/discordjs-ws.js';
import { IdentifyGuard } from './supervision/identify-guard.js';
import { Teller } from './teller.js';

const ADDRESS = 'wss://gateway.discord.gg';

describe('what is reported of a shard', () => {
  let reporter: Reporter;
  let shards: Shards;
  let manager: EventEmitter;
  /** What stands in "Lately". */
  let lines: string[];

  beforeEach(async () => {
    const [bus, limits] = [new LocalBus(), new MonitorSettings()];
    lines = [];
    bus.events$.subscribe((event) => {
      if (event.type === 'happening.noted') lines.push(event.happening.text);
    });
    shards = new Shards(bus, new Client({ intents: [] }), limits, new Standstill());
    const teller = new Teller(bus);
    const connection = new DiscordConnection('real', 'https://discord.com/api', '');
    const gaps = new Gaps(bus, teller, await shelf(connection));
    reporter = new Reporter(shards, teller, new IdentifyGuard(await ledger(), limits), gaps);
    manager = new EventEmitter();
    reporter.watch(manager as unknown as WebSocketManager);
    reporter.spawned([0], 1);
    reporter.connecting(0, ADDRESS);
  });

  const emit = (event: string, payload: object) => manager.emit(event, { shardId: 0, ...payload });
  const dispatch = (t: string, d: object = {}) => emit(WebSocketShardEvents.Dispatch, { data: { t, d } });
  const close = (code: number) => emit(WebSocketShardEvents.Closed, { code });
  const shard = () => shards.of(0);

  function greet(...guildIds: readonly string[]): void {
    emit(WebSocketShardEvents.Hello, {});
    reporter.sent(0, GatewayOpcodes.Identify);
    emit(WebSocketShardEvents.Ready, { data: { guilds: guildIds.map((id) => ({ id })) } });
  }

  function resume(): void {
    reporter.connecting(0, ADDRESS);
    emit(WebSocketShardEvents.Hello, {});
    reporter.sent(0, GatewayOpcodes.Resume);
    dispatch('RESUMED');
  }

  it('is connected with the last of its guilds', () => {
    greet('1', '2');
    expect(shard()?.connection).toBe('waiting_for_guilds');

    reporter.ready(0, 0);
    expect(shard()?.connection).toBe('connected');
  });

  it('is not connected because a timer of the library says so, while the connection is gone', () => {
    greet('1', '2');
    close(1006);
    reporter.ready(0, 2);

    expect(shard()?.connection).toBe('connecting');
  });

  it('is connected again with RESUMED where it had its guilds', () => {
    greet('1');
    reporter.ready(0, 0);
    close(4000);
    resume();

    expect(shard()?.connection).toBe('connected');
  });

  it('still waits for its guilds after RESUMED where it was cut while they came', () => {
    greet('1', '2');
    dispatch('GUILD_CREATE', { id: '1' });
    close(1006);
    resume();

    expect(shard()).toMatchObject({ connection: 'waiting_for_guilds', missingGuilds: new Set(['2']) });
    reporter.ready(0, 0);
    expect(shard()?.connection).toBe('connected');
  });

  it('has the reason of its loss from what went wrong on that connection, and else from the close code', () => {
    greet();
    reporter.ready(0, 0);
    reporter.givenUp(0, 'unacknowledged', 'no acknowledgement within 10 s');
    close(1006);
    expect(shard()?.lastError).toMatchObject({ kind: 'unacknowledged' });

    resume();
    close(4000);
    expect(shard()?.lastError).toMatchObject({ kind: 'connection_closed', detail: 'close code 4000, unknown error' });
  });

  it('is fatal with the code that refuses it, whatever went wrong before', () => {
    const refusals: string[] = [];
    reporter.refusals$.subscribe(({ problem }) => refusals.push(problem.kind));
    reporter.failed(0, new Error('socket hang up'), ADDRESS);
    close(4014);

    expect(shard()).toMatchObject({ connection: 'fatal', lastError: { kind: 'intents_disallowed' } });
    expect(refusals).toEqual(['intents_disallowed']);
  });

  it('says once of each long wait for a sign-in when it is over, and why', () => {
    const soon = Date.now() + 30_000;
    reporter.waits(0, 'identify_back_off', Date.now() + 5_000);
    reporter.waits(0, 'identify_back_off', soon);
    reporter.waits(0, 'identify_back_off', soon + 2);
    reporter.goesOn(0);
    reporter.waits(0, 'back_off', soon + 60_000);
    reporter.waits(0, 'identify_back_off', soon + 90_000);

    const line =
      /^Waits until (\d{4}-\d\d-\d\d )?[\d:]{5,8} UTC before its next sign-in, because it signed in not long ago$/;
    expect(lines).toEqual([expect.stringMatching(line), expect.stringMatching(line)]);
  });
});
