import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Observable, filter, firstValueFrom, map, merge, take, timer } from 'rxjs';
import { EventBus } from '../bus/event-bus.js';
import { now } from '../bus/now.js';
import { MonitorSettings } from '../config/monitor.settings.js';
import { Conflict } from '../model/errors.js';
import { span } from '../model/limits.js';
import type { BotRequest, RequestState } from '../model/request.js';

/** Milliseconds until nobody waits any longer; a shard may have to wait for its turn to identify. */
const SHARD_WITHIN_MS = 120_000;
const OTHERS_WITHIN_MS = 15_000;
/** Discord lets a few commands through at a time, and there may be a hundred. */
const COMMANDS_WITHIN_MS = 600_000;
/** Real milliseconds that no time factor takes from a request: a busy machine needs them. */
const SHORTEST_MS = 10_000;
/** Real milliseconds for what is known at once or not at all: a page waits for it. */
const LOOK_WITHIN_MS = 2_000;
/** Milliseconds more for the answer itself. */
const GRACE_MS = 500;

type Unsent<Request> = Request extends BotRequest ? Omit<Request, 'id' | 'until'> : never;

/** Sends requests down the bus, and waits for what comes of them. */
@Injectable()
export class Requests {
  constructor(
    private readonly bus: EventBus,
    private readonly limits: MonitorSettings,
  ) {}

  /** Resolves with what came of it, in words. @throws {Conflict} when it failed, or nobody answered in time */
  async send(wanted: Unsent<BotRequest>): Promise<string> {
    return (await this.settle(wanted)).text;
  }

  /** The name of a server, which is text by strangers; `null` when the bot is not there, or nobody says. */
  async guildName(guildId: string): Promise<string | null> {
    try {
      return (await this.settle({ type: 'guild.look', guildId })).guildName ?? null;
    } catch (error) {
      if (error instanceof Conflict) return null;
      throw error;
    }
  }

  private async settle(wanted: Unsent<BotRequest>): Promise<RequestState> {
    const withinMs = this.patienceWith(wanted);
    const request = { ...wanted, id: randomUUID(), until: now() + withinMs } as BotRequest;
    const late$ = timer(withinMs + GRACE_MS).pipe(map(() => lateState(request.id)));
    const settled = firstValueFrom(merge(this.settled(request.id), late$).pipe(take(1)));
    this.bus.ask(request);
    const state = await settled;
    if (state.stage === 'failed') throw new Conflict(state.text);
    return state;
  }

  private settled(id: string): Observable<RequestState> {
    return this.bus.events$.pipe(
      map((event) => (event.type === 'request.moved' ? event.request : null)),
      filter((request) => request !== null && request.id === id && request.stage !== 'under_way'),
      map((request) => request as RequestState),
    );
  }

  private patienceWith({ type }: Unsent<BotRequest>): number {
    if (type === 'commands.sync' || type === 'commands.compare') return COMMANDS_WITHIN_MS;
    if (type === 'guild.look') return LOOK_WITHIN_MS;
    return Math.max(SHORTEST_MS, span(type === 'shard.reconnect' ? SHARD_WITHIN_MS : OTHERS_WITHIN_MS, this.limits));
  }
}

function lateState(id: string): RequestState {
  return { id, stage: 'failed', text: 'Nobody has said in time that it was done.' };
}
