import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Client, DiscordAPIError, Events } from 'discord.js';
import type { Subscription } from 'rxjs';
import { now } from '../../bus/now.js';
import { Redaction } from '../../config/redaction.js';
import { InteractionWatch } from '../rest/interaction-watch.js';
import { watchHandlers } from './handler-watch.js';
import { UseBook } from './use-book.js';

/** Who listens for interactions in a bot that has nobody but Necord (one for each kind of interaction) and us. */
const KNOWN_LISTENERS = 4 + 1;
/** Characters of an error that are kept. */
const LONGEST_ERROR = 200;

/** Follows what the code does with each interaction: which handler works on it, how that ends, and whether there is one. */
@Injectable()
export class Handlers implements OnModuleInit, OnModuleDestroy {
  private subscription?: Subscription;

  constructor(
    private readonly client: Client,
    private readonly book: UseBook,
    private readonly interactions: InteractionWatch,
    private readonly redaction: Redaction,
  ) {}

  onModuleInit(): void {
    const { client, book } = this;
    watchHandlers(client, {
      began: (id, pattern) => book.began(id, pattern),
      ended: (id) => book.ended(id, now()),
      threw: (id, error) => this.threw(id, error),
    });
    // Handlers begin while the event is given out; who has not begun afterwards never will.
    client.on(Events.InteractionCreate, ({ id }) => queueMicrotask(() => this.wasGivenOut(id)));
    this.subscription = this.interactions.expired$.subscribe((id) => book.expired(id, now()));
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  /** A handler threw, and nothing of its author caught it. What Discord refused is counted as such, and not once more. */
  threw(interactionId: string, error: unknown): void {
    if (error instanceof DiscordAPIError) return;
    const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.book.threw(interactionId, now(), this.redaction.redact(words).slice(0, LONGEST_ERROR));
  }

  /** Where others listen too (a collector, a listener of a feature), one of them may answer. */
  private wasGivenOut(id: string): void {
    if (this.client.listenerCount(Events.InteractionCreate) <= KNOWN_LISTENERS) this.book.unhandled(id, now());
  }
}
