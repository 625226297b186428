import type { Message } from './message.js';
import { webhookBody } from './discord-webhook.body.js';
import { Notifier } from './notifier.js';
import type { Outgoing } from './outgoing.js';
import { receiverId } from './receiver-id.js';

/** The path of Discord's webhooks, with or without the version: `/api/webhooks/<id>/<token>`. */
const PATH = /^\/api\/(v\d+\/)?webhooks\/\d+\/[\w-]+\/?$/;

/** Writes into a channel of Discord by one of its webhooks. */
export class DiscordWebhookNotifier extends Notifier {
  readonly receiver: string;

  constructor(
    private readonly url: string,
    private readonly outgoing: Outgoing,
  ) {
    super();
    this.receiver = receiverId(url);
  }

  /** Whether an address is a webhook's, wherever its Discord is. */
  static canTell(url: string): boolean {
    return PATH.test(new URL(url).pathname);
  }

  async tell(message: Message, signal: AbortSignal): Promise<void> {
    const url = new URL(this.url);
    url.searchParams.set('wait', 'true'); // without it Discord says yes before it has looked
    const headers = { 'content-type': 'application/json' };
    await this.outgoing.send({
      method: 'POST',
      url: url.href,
      headers,
      body: JSON.stringify(webhookBody(message)),
      signal,
    });
  }
}
