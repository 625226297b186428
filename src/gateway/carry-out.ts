import { Logger } from '@nestjs/common';
import type { EventBus } from '../bus/event-bus.js';
import { INSTANCE_ID } from '../bus/instance-id.js';
import { now } from '../bus/now.js';
import { Conflict, NotFound, Unavailable } from '../model/errors.js';
import { explain } from '../model/problem.js';
import type { BotRequest, RequestState } from '../model/request.js';
import { problemOf } from './problems.js';

/** What came of it, where it is more than words. */
export type Found = Pick<RequestState, 'text' | 'guildName'>;

/** Resolves with what came of it, in words. */
export type Work = () => string | Found | Promise<string | Found>;

const logger = new Logger('Requests');

/** Does what came down the bus, and says how far it is. Never rejects. */
export async function carryOut(bus: EventBus, { id, type }: BotRequest, work: Work): Promise<void> {
  const tell = (request: RequestState) =>
    bus.publish({ type: 'request.moved', instance: INSTANCE_ID, at: now(), request });
  try {
    tell({ id, stage: 'under_way', text: 'Under way' });
    const found = await work();
    tell({ id, stage: 'done', ...(typeof found === 'string' ? { text: found } : found) });
  } catch (error) {
    logger.warn(error, `${type} failed`);
    tell({ id, stage: 'failed', text: wordsOf(error) });
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof Conflict || error instanceof NotFound) return error.message;
  if (error instanceof Unavailable) return `${error.what} is not available just now.`;
  const { words } = explain(problemOf(error, 'api', null));
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
