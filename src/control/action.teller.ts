import { Injectable } from '@nestjs/common';
import { EventBus } from '../bus/event-bus.js';
import { INSTANCE_ID } from '../bus/instance-id.js';
import { now } from '../bus/now.js';
import type { ActionState } from '../model/action-state.js';
import type { AuditOutcome } from '../model/audit.js';
import type { Who } from '../model/who.js';

const endWords: Record<AuditOutcome, string> = {
  begun: 'asked for by a person',
  done: 'done',
  failed: 'failed',
  refused: 'refused',
  unknown: 'nobody knows what came of it',
};

/** Makes known how far actions are: to the pages as they go on, and in the event log. */
@Injectable()
export class ActionTeller {
  constructor(private readonly bus: EventBus) {}

  tell(action: ActionState): void {
    this.bus.publish({ type: 'action.moved', instance: INSTANCE_ID, at: now(), action });
  }

  /** For the event log and the timelines of incidents; the name of whoever asked stands apart, it is text by strangers. */
  note({ number, words, outcome, text, by }: ActionState, { role }: Who): void {
    const at = now();
    const level = outcome === 'failed' ? 'warn' : 'info';
    const happening = { at, level, shardId: null, guildName: null, text: `${words}: ${endWords[outcome]}` } as const;
    const detail = { action: number, by, role: role ?? 'none', ...(outcome === 'begun' ? {} : { outcome: text }) };
    const told = { happening, guildId: null, detail, source: 'action' } as const;
    this.bus.publish({ type: 'happening.noted', instance: INSTANCE_ID, at, ...told });
  }
}
