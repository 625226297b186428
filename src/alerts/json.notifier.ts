import { jsonBody } from './json.body.js';
import type { Message } from './message.js';
import { Notifier } from './notifier.js';
import type { Outgoing } from './outgoing.js';
import { receiverId } from './receiver-id.js';

/** Tells whatever takes JSON by POST. */
export class JsonNotifier extends Notifier {
  readonly receiver: string;

  constructor(
    private readonly url: string,
    private readonly outgoing: Outgoing,
  ) {
    super();
    this.receiver = receiverId(url);
  }

  async tell(message: Message, signal: AbortSignal): Promise<void> {
    // Both name the message for as long as it is tried, so that a receiver can drop what it has seen.
    const headers = { 'content-type': 'application/json', 'idempotency-key': message.id };
    await this.outgoing.send({
      method: 'POST',
      url: this.url,
      headers,
      body: JSON.stringify(jsonBody(message)),
      signal,
    });
  }
}
