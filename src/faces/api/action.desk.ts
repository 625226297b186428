import { BadRequestException, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Asked, askedBy } from '../../auth/asking.js';
import { ControlService } from '../../control/control.service.js';
import { type Action, WISH_ID, type Wish, deedOf } from '../../model/action.js';
import { NotAllowed } from '../../model/errors.js';
import { may } from '../../model/may.js';
import type { ActionBody } from './action.body.js';
import { type ActionAnswer, actionAnswer, dryAnswer } from './action.answer.js';

/** Milliseconds for which a program waits for the end; what takes longer is asked for later. */
const ANSWER_WITHIN_MS = 10_000;

/** Takes in what programs ask to be done, and answers with what came of it. */
@Injectable()
export class ActionDesk {
  constructor(private readonly control: ControlService) {}

  /** @throws {BadRequestException} when the name of the request is none */
  async take(action: Action, { reason, dryRun }: ActionBody, response: Response): Promise<ActionAnswer> {
    const request = response.req as Request & Asked;
    const who = askedBy(request);
    const cost = this.control.cost(action);
    if (dryRun) {
      if (!may(who, deedOf(action), 'none')) throw new NotAllowed('You may not do this.');
      return dryAnswer(action, cost);
    }
    const wish: Wish = { id: nameOf(request), action, reason, from: request.ip ?? null };
    const over = this.control.act(who, wish);
    const begun = this.control.begin(who, wish);
    const late = sleep(ANSWER_WITHIN_MS, null, { ref: false }).then(() => begun);
    const state = await Promise.race([over, late]);
    response.status(state.completedAt === null ? 202 : 200).setHeader('Location', `${base(response)}/${state.number}`);
    return actionAnswer(state, cost);
  }
}

function base({ locals }: Response): string {
  return `${String(locals['base'] ?? '')}/api/v1/actions`;
}

function nameOf({ headers }: Request): string {
  const name = headers['idempotency-key'] ?? randomUUID();
  if (typeof name === 'string' && WISH_ID.test(name)) return name;
  throw new BadRequestException('Idempotency-Key must be 1 to 100 letters, digits or signs of -_.:');
}
