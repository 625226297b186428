import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Client, Events, GatewayDispatchEvents, RESTJSONErrorCodes } from 'discord.js';
import { Subject, Subscription } from 'rxjs';
import { now } from '../../bus/now.js';
import { RequestDoor } from '../rest/request-door.js';
import { Shards } from '../shards.js';

const ALREADY_ANSWERED: number = RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged;
/** Interactions that are remembered; they live for seconds. */
const KEPT = 5_000;

/** What of a payload matters here: discord.js gives it as it came. */
interface Payload {
  readonly t: string | null;
  readonly d: unknown;
}

interface Known {
  /** `null` when it did not come over the gateway. */
  received: { readonly shardId: number; readonly at: number } | null;
  /** How often an answer was sent, whatever came of it. */
  attempts: number;
}

/**
 * Finds interactions that somebody else has answered: Discord says so to the one answer that we ever sent. What we may
 * have answered ourselves counts for nothing: a second attempt, and what came while a session was resumed, because the
 * process before this one may have answered it and been killed before it could write that down.
 */
@Injectable()
export class ForeignAnswers implements OnModuleInit, OnModuleDestroy {
  readonly seen$ = new Subject<void>();
  private readonly known = new Map<string, Known>();
  private readonly subscription = new Subscription();

  constructor(
    private readonly client: Client,
    private readonly door: RequestDoor,
    private readonly shards: Shards,
  ) {}

  onModuleInit(): void {
    this.client.on(Events.Raw, (payload: Payload, shardId: number) => {
      if (payload.t === GatewayDispatchEvents.InteractionCreate) this.received(payload.d, shardId);
    });
    this.subscription.add(
      this.door.sent$.subscribe(({ interactionId }) => {
        if (interactionId !== null) this.of(interactionId).attempts += 1;
      }),
    );
    this.subscription.add(
      this.door.refused$.subscribe(({ route: { interactionId }, code }) => {
        if (code !== ALREADY_ANSWERED || interactionId === null) return;
        if (this.isAnsweredElsewhere(this.of(interactionId))) this.seen$.next();
      }),
    );
  }

  onModuleDestroy(): void {
    this.subscription.unsubscribe();
  }

  private received(data: unknown, shardId: number): void {
    const id = (data as { readonly id?: unknown } | null)?.id;
    if (typeof id === 'string') this.of(id).received ??= { shardId, at: now() };
  }

  /** Only what came over a connection that has stood ever since is sure not to be a repetition. */
  private isAnsweredElsewhere({ received, attempts }: Known): boolean {
    if (!received || attempts !== 1) return false;
    const shard = this.shards.of(received.shardId);
    return shard?.connection === 'connected' && received.at > shard.connectionSince;
  }

  private of(id: string): Known {
    const known = this.known.get(id) ?? { received: null, attempts: 0 };
    this.known.set(id, known);
    const oldest = this.known.size > KEPT ? this.known.keys().next().value : undefined;
    if (oldest !== undefined) this.known.delete(oldest);
    return known;
  }
}
