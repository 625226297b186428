import { Module } from '@nestjs/common';
import { EventBus } from '../bus/event-bus.js';
import { AlertSettings } from '../config/alert.settings.js';
import { TellingBook } from '../store/telling.book.js';
import { AlertsService } from './alerts.service.js';
import { BackOff } from './back-off.js';
import { Delivery } from './delivery.js';
import { DiscordWebhookNotifier } from './discord-webhook.notifier.js';
import { Heartbeat } from './heartbeat.js';
import { Journal } from './journal.js';
import { JsonNotifier } from './json.notifier.js';
import { MessageWriter } from './message.writer.js';
import { Messenger } from './messenger.js';
import { News } from './news.js';
import { NoNotifier } from './no.notifier.js';
import { Notifier } from './notifier.js';
import { Outbox } from './outbox.js';
import { Outgoing } from './outgoing.js';
import { ReceiverLog } from './receiver.log.js';
import { Silence } from './silence.js';

@Module({
  providers: [
    { provide: Notifier, inject: [AlertSettings, Outgoing], useFactory: notifierFor },
    {
      provide: Outbox,
      inject: [TellingBook, Notifier],
      useFactory: (book: TellingBook, { receiver }: Notifier) => new Outbox(new Journal(book, receiver)),
    },
    {
      provide: ReceiverLog,
      inject: [EventBus],
      useFactory: (bus: EventBus) => new ReceiverLog(bus, 'ALERT_WEBHOOK_URL'),
    },
    AlertsService,
    BackOff,
    Delivery,
    Heartbeat,
    MessageWriter,
    Messenger,
    News,
    Outgoing,
    Silence,
  ],
})
export class AlertsModule {}

function notifierFor({ webhookUrl: url }: AlertSettings, outgoing: Outgoing): Notifier {
  if (url === undefined) return new NoNotifier();
  return DiscordWebhookNotifier.canTell(url)
    ? new DiscordWebhookNotifier(url, outgoing)
    : new JsonNotifier(url, outgoing);
}
