import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { now } from '../bus/now.js';
import { DiscordConnection } from '../config/connection.js';
import { WebSettings } from '../config/web.settings.js';
import { StatusService } from '../monitor/status.service.js';
import type { Batch } from './batch.js';
import type { Message, Sender } from './message.js';
import { type Telling, changedAt, incidentKey } from './telling.js';

/** Makes one message of what is to be told at once. */
@Injectable()
export class MessageWriter {
  constructor(
    private readonly connection: DiscordConnection,
    private readonly web: WebSettings,
    private readonly status: StatusService,
  ) {}

  /** @param batch with one telling at least */
  write({ tellings, isSummary }: Batch): Message {
    const newest = newestOfEach(tellings);
    const last = newest.at(-1);
    if (!last) throw new Error('A message about nothing');
    const { sender } = this;
    if (isSummary) {
      const since = Math.min(...tellings.map(({ createdAt }) => createdAt));
      const mayBeRepeat = newest.some(({ isUnsure }) => isUnsure);
      const changes = newest.map(({ transition }) => transition);
      const id = `${sender.botId}-summary-${digest(newest.map((telling) => telling.id))}`;
      return { event: 'incidents.summary', id, at: now(), since, mayBeRepeat, sender, changes };
    }
    const { transition, isUnsure: mayBeRepeat } = last;
    const { change, incident } = transition;
    const id = `${sender.botId}-${last.id}`;
    return { event: `incident.${change}`, id, at: changedAt(transition), mayBeRepeat, sender, incident };
  }

  private get sender(): Sender {
    const { botId, mode } = this.connection;
    const { application } = this.status.now().snapshot;
    const pagesUrl = this.web.publicUrl?.replace(/\/+$/, '') ?? null;
    return { botId, botName: application?.user.name ?? null, isDemo: mode === 'demo', pagesUrl };
  }
}

/** Of an incident that began and ended, only the end: it says both. */
function newestOfEach(tellings: readonly Telling[]): readonly Telling[] {
  const byIncident = new Map(tellings.map((telling) => [incidentKey(telling.transition.incident), telling]));
  return [...byIncident.values()];
}

function digest(ids: readonly string[]): string {
  return createHash('sha256').update(ids.join()).digest('hex').slice(0, 32);
}
