import { LocalBus } from '../src/bus/local.bus.js';
import type { DiscordConnection } from '../src/config/connection.js';
import { GatewaySettings } from '../src/config/gateway.settings.js';
import { MonitorSettings } from '../src/config/monitor.settings.js';
import { SessionShelf } from '../src/gateway/kit/session.shelf.js';
import { GatewayQuestion } from '../src/gateway/gateway-question.js';
import { Preflight } from '../src/gateway/preflight.js';
import { RequestDoor } from '../src/gateway/rest/request-door.js';
import { RestMeter } from '../src/gateway/rest/rest-meter.js';
import { SessionStartLedger } from '../src/gateway/supervision/session-start.ledger.js';
import { SessionBook } from '../src/store/session.book.js';
import { SessionStartBook } from '../src/store/session-start.book.js';
import { Store } from '../src/store/store.js';

/** Builders for the gateway's parts, each with what it needs and a store in memory. */

export function gatewaySettings(parts: Partial<GatewaySettings> = {}): GatewaySettings {
  return Object.assign(new GatewaySettings(), parts);
}

export async function ledger(settings = gatewaySettings(), limits = new MonitorSettings()) {
  const store = await Store.inMemory('a test');
  return new SessionStartLedger(new SessionStartBook(store), new LocalBus(), settings, limits);
}

function door(connection: DiscordConnection): RequestDoor {
  const limits = new MonitorSettings();
  return new RequestDoor(new RestMeter(limits), connection, limits);
}

/** An empty one: no process was before. */
export async function shelf(connection: DiscordConnection, settings = gatewaySettings()): Promise<SessionShelf> {
  const book = new SessionBook(await Store.inMemory('a test'));
  return new SessionShelf(book, settings, connection, new MonitorSettings());
}

export async function preflight(connection: DiscordConnection, settings = gatewaySettings()): Promise<Preflight> {
  const question = new GatewayQuestion(connection, door(connection));
  return new Preflight(question, settings, await ledger(settings), await shelf(connection, settings));
}
