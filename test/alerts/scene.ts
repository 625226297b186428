import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackOff } from '../../src/alerts/back-off.js';
import { Delivery } from '../../src/alerts/delivery.js';
import { DiscordWebhookNotifier } from '../../src/alerts/discord-webhook.notifier.js';
import { Journal } from '../../src/alerts/journal.js';
import { JsonNotifier } from '../../src/alerts/json.notifier.js';
import { MessageWriter } from '../../src/alerts/message.writer.js';
import { Messenger } from '../../src/alerts/messenger.js';
import { News } from '../../src/alerts/news.js';
import { Outbox } from '../../src/alerts/outbox.js';
import { Outgoing } from '../../src/alerts/outgoing.js';
import { ReceiverLog } from '../../src/alerts/receiver.log.js';
import { LocalBus } from '../../src/bus/local.bus.js';
import { DiscordConnection } from '../../src/config/connection.js';
import { MonitorSettings } from '../../src/config/monitor.settings.js';
import { WebSettings } from '../../src/config/web.settings.js';
import type { Happening } from '../../src/model/happening.js';
import type { IncidentTransition } from '../../src/model/incident.js';
import { StatusService } from '../../src/monitor/status.service.js';
import { IncidentBook } from '../../src/store/incident.book.js';
import { LibsqlPlace } from '../../src/store/libsql.place.js';
import { Store } from '../../src/store/store.js';
import { TellingBook } from '../../src/store/telling.book.js';
import { waitFor } from '../e2e/start.js';
import { Receiver } from '../receiver.js';

/** The id of the bot is its first part. */
const TOKEN = `${Buffer.from('1187').toString('base64')}.a.b`;

interface Circumstances {
  readonly timeFactor?: number;
  /** Path of the receiver's address. */
  readonly path?: string;
}

/** One life of a process, as far as it tells something. */
export class Teller {
  readonly happenings: Happening[] = [];
  readonly outbox: Outbox;
  readonly news: News;
  private readonly delivery: Delivery;

  constructor(store: Store, webhookUrl: string, timeFactor: number) {
    const settings = { webhookUrl, mayUseLoopback: true };
    const limits: MonitorSettings = Object.assign(new MonitorSettings(), { timeFactor });
    const outgoing = new Outgoing(settings);
    const isDiscord = DiscordWebhookNotifier.canTell(webhookUrl);
    const notifier = new (isDiscord ? DiscordWebhookNotifier : JsonNotifier)(webhookUrl, outgoing);
    const bus = new LocalBus();
    bus.events$.subscribe((event) => {
      if (event.type === 'happening.noted') this.happenings.push(event.happening);
    });
    const web = Object.assign(new WebSettings(), { publicUrl: 'https://bot.example/ops/' });
    const connection = new DiscordConnection('real', 'http://discord.test', TOKEN);
    const writer = new MessageWriter(connection, web, new StatusService(bus, limits));
    this.outbox = new Outbox(new Journal(new TellingBook(store), notifier.receiver));
    this.news = new News(settings, notifier, new TellingBook(store), new IncidentBook(store));
    const log = new ReceiverLog(bus, 'ALERT_WEBHOOK_URL');
    this.delivery = new Delivery(this.outbox, new Messenger(writer, notifier), new BackOff(limits), log);
  }

  /** Something was stored, and is to be told. Resolves when it has been taken in. */
  async tell(...transitions: readonly IncidentTransition[]): Promise<void> {
    await this.outbox.take(transitions);
    this.delivery.wake();
  }

  /** Tells what the store has. */
  async lookIntoStore(): Promise<void> {
    await this.tell(...(await this.news.read()));
    await this.outbox.settle();
  }

  stop(): Promise<void> {
    return this.delivery.onModuleDestroy();
  }
}

/** A receiver, a store, and one process after the other. */
export class Scene {
  private readonly tellers: Teller[] = [];

  private constructor(
    readonly receiver: Receiver,
    private readonly folder: string,
    private store: Store,
    private readonly circumstances: Circumstances,
  ) {}

  static async of(circumstances: Circumstances = {}): Promise<Scene> {
    const folder = mkdtempSync(join(tmpdir(), 'shardwatch-alerts-'));
    const store = await Store.open(new LibsqlPlace(folder, '1'));
    return new Scene(await Receiver.start(), folder, store, circumstances);
  }

  get url(): string {
    return new URL(this.circumstances.path ?? '/hook', this.receiver.url).href;
  }

  /** A process that begins to tell. */
  teller(url = this.url): Teller {
    const teller = new Teller(this.store, url, this.circumstances.timeFactor ?? 1);
    this.tellers.push(teller);
    return teller;
  }

  /** What was stored of incidents, as the process that noted it would have stored it. */
  async keep(...transitions: readonly IncidentTransition[]): Promise<void> {
    const book = new IncidentBook(this.store);
    for (const { incident } of transitions) await book.put(incident, incident.endedAt ?? incident.openedAt);
  }

  /** From now on nothing can be written or read. */
  breakStore(): Promise<void> {
    return this.store.close();
  }

  tellings(incidentId = 1) {
    return new TellingBook(this.store).of(incidentId);
  }

  /** Resolves when the receiver has got so many requests. */
  async got(count: number): Promise<void> {
    await waitFor(() => this.receiver.received.length >= count);
  }

  async end(): Promise<void> {
    for (const teller of this.tellers) await teller.stop();
    await this.receiver.leave();
    await this.store.close().catch(() => undefined);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
