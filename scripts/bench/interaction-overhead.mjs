import { Client, Events } from 'discord.js';
import { NecordBaseDiscovery } from 'necord';
import { LocalBus } from '../../dist/bus/local.bus.js';
import { now } from '../../dist/bus/now.js';
import { DiscordConnection } from '../../dist/config/connection.js';
import { MonitorSettings } from '../../dist/config/monitor.settings.js';
import { Redaction } from '../../dist/config/redaction.js';
import { Handlers } from '../../dist/gateway/interactions/handlers.js';
import { UseBook } from '../../dist/gateway/interactions/use-book.js';
import { UseWatch } from '../../dist/gateway/interactions/use-watch.js';
import { RequestDoor } from '../../dist/gateway/rest/request-door.js';
import { RestMeter } from '../../dist/gateway/rest/rest-meter.js';
import { Subject } from 'rxjs';

const PER_SLICE = 2_000;
/** As many as come in a second under load: so often all that is known is told. */
const PER_LOOK = 200;
const API = 'http://127.0.0.1:1/api';
const taken = { status: 204, headers: new globalThis.Headers() };

/**
 * Microseconds of CPU for one interaction, slice by slice, measured by us and not: a handler that answers and edits its answer.
 * Everything is as in the program but the network, which costs a hundred times as much and would hide it.
 */
export async function overhead(slices) {
  const settings = new MonitorSettings();
  const bare = bench(settings);
  const measured = bench(settings);
  const book = new UseBook(settings);
  const bus = new LocalBus();
  const watch = new UseWatch(measured.client, bus, measured.door, book);
  const handlers = new Handlers(measured.client, book, { expired$: new Subject() }, new Redaction((text) => text));
  for (const part of [watch, handlers]) part.onModuleInit();
  // As seen 3 s later: here no time goes by in which a use could be over.
  const look = () => book.told(now() + 3_000);
  const found = { measured: [], bare: [] };
  for (let slice = -4; slice < slices; slice++) {
    const order = slice % 2 === 0 ? ['measured', 'bare'] : ['bare', 'measured'];
    for (const name of order) {
      const us = name === 'bare' ? await timed(bare, () => undefined) : await timed(measured, look);
      if (slice >= 0) found[name].push(us);
    }
  }
  for (const part of [watch, handlers]) part.onModuleDestroy();
  await Promise.all([bare.client.destroy(), measured.client.destroy()]);
  return found;
}

function bench(settings) {
  const client = new Client({ intents: [] });
  const door = new RequestDoor(new RestMeter(settings), new DiscordConnection('real', API, 'a.b.c'), settings);
  class Discovery extends NecordBaseDiscovery {
    toJSON() {
      return {};
    }
  }
  const handler = new Discovery({});
  handler.setContextCallback(async ([{ id, token }]) => {
    await exchange(door, 'POST', `${API}/v10/interactions/${id}/${token}/callback`);
    await exchange(door, 'PATCH', `${API}/v10/webhooks/1187402291846283264/${token}/messages/@original`);
  });
  return { client, door, handler };
}

async function exchange(door, method, url) {
  const route = door.routeOf(method, url);
  door.sent$.next(route);
  const sentAt = now();
  await Promise.resolve();
  door.answered$.next({ route, sentAt, endedAt: now(), head: taken });
}

let serial = 0n;

async function timed({ client, handler }, look) {
  const before = process.cpuUsage();
  for (let index = 0; index < PER_SLICE; index++) {
    const id = String(((BigInt(Date.now()) - 1_420_070_400_000n) << 22n) + (serial++ & 0x3fffffn));
    const token = `token-of-${id}`;
    const data = { type: 1, name: 'ticket', options: [{ type: 1, name: `part${index % 20}`, options: [] }] };
    client.emit(
      Events.Raw,
      { t: 'INTERACTION_CREATE', d: { id, token, type: 2, guild_id: '1187402291846283264', data } },
      0,
    );
    client.emit(Events.InteractionCreate, { id });
    await handler.execute([{ id, token, client }]);
    if (index % PER_LOOK === 0) look();
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / PER_SLICE;
}
