import { Injectable, Logger } from '@nestjs/common';
import { now } from '../bus/now.js';
import type { ActionState } from '../model/action-state.js';
import { type Action, type Wish, actionWords, deedOf } from '../model/action.js';
import type { AuditSubject } from '../model/audit.js';
import { type Cost, costOf } from '../model/cost.js';
import { Conflict, NotAllowed, Unavailable } from '../model/errors.js';
import { leastRole, may } from '../model/may.js';
import { standingAt } from '../model/standing.js';
import type { Who } from '../model/who.js';
import { plainLine } from '../model/plain-line.js';
import { StatusService } from '../monitor/status.service.js';
import { ActionTeller } from './action.teller.js';
import { Audit } from './audit.js';
import { Performer } from './performer.js';
import { RefusalGates } from './refusal-gates.js';
import { fingerprintOf, keyOf, usedBefore } from './request-key.js';
import { afterOf, beforeOf } from './change-words.js';

/** Outcomes that are remembered here; older ones are in the audit. */
const MOST_REMEMBERED = 500;

/** What goes on, or is over: the same for everybody who asks for it again. */
interface Doing {
  readonly action: Action;
  /** Resolves once it is written down. */
  readonly begun: Promise<ActionState>;
  /** Resolves once it is over. Rejects only when it was never begun. */
  readonly over: Promise<ActionState>;
}

/** Does what people ask for: those who may, once, and never without a line in the audit first. */
@Injectable()
export class ControlService {
  private readonly logger = new Logger('Control');
  private readonly doings = new Map<string, Doing>();
  private readonly gates = new RefusalGates();

  constructor(
    private readonly audit: Audit,
    private readonly performer: Performer,
    private readonly status: StatusService,
    private readonly teller: ActionTeller,
  ) {}

  /** What it would cost now. */
  cost(action: Action): Cost {
    const { shards, snapshot, at } = this.status.now();
    const { reconnectingPausedSince } = standingAt(snapshot.standing, at);
    return costOf(action, {
      shards,
      sessionStarts: snapshot.sessionStarts,
      isPaused: reconnectingPausedSince !== null,
      commands: snapshot.commandSync,
    });
  }

  /**
   * Does it, and resolves when it is over, well or not. The same request asked again is not done again.
   *
   * @throws {NotAllowed} when `who` may not @throws {Conflict} when it is not possible now, or the request named something else before
   * @throws {Unavailable} when it cannot be written down: what is not in the audit is not done
   */
  act(who: Who, wish: Wish): Promise<ActionState> {
    return this.doing(who, wish).over;
  }

  /** The same, but resolves as soon as it is begun. It goes on by itself. */
  begin(who: Who, wish: Wish): Promise<ActionState> {
    return this.doing(who, wish).begun;
  }

  /** Writes down that it was not done, where nobody can say what somebody may. Never rejects. */
  refuse(who: Who, wish: Wish, why: string): Promise<void> {
    return this.noteRefusal(this.subjectOf(who, wish), why);
  }

  private doing(who: Who, asked: Wish): Doing {
    const wish = { ...asked, reason: plainLine(asked.reason) };
    const key = keyOf(who, wish);
    const known = this.doings.get(key);
    if (known) return sameAs(known, wish.action);
    let onBegun: (state: ActionState) => void = () => undefined;
    const written = new Promise<ActionState>((resolve) => (onBegun = resolve));
    const over = this.run({ who, wish, key }, (state) => onBegun(state));
    over.catch(() => this.doings.delete(key)); // nothing was done, so it may be asked again
    const begun = Promise.race([written, over]);
    begun.catch(() => undefined); // whoever waits for it hears of it
    const doing = { action: wish.action, begun, over };
    this.doings.set(key, doing);
    this.forgetOldest();
    return doing;
  }

  private async run({ who, wish, key }: Asked, onBegun: (state: ActionState) => void): Promise<ActionState> {
    const { action } = wish;
    const past = await this.past(key, wish);
    if (past) return past;
    const subject = this.subjectOf(who, wish);
    await this.check(who, action, subject);
    const number = await this.audit.begin({ ...subject, request: key, fingerprint: fingerprintOf(action) });
    const state = begunState(number, { who, wish, key }, subject.at);
    this.teller.tell(state);
    this.teller.note(state, who);
    onBegun(state);
    const over = await this.perform(state, wish);
    this.teller.note(over, who);
    return over;
  }

  /** What came of the same request before, perhaps in another life of the process. */
  private async past(key: string, { action }: Wish): Promise<ActionState | null> {
    let entry;
    try {
      entry = await this.audit.ofRequest(key);
    } catch (error) {
      throw new Unavailable('the audit, in which every action is written first,', error);
    }
    if (!entry) return null;
    const { words, target } = actionWords(action);
    const isOther = entry.fingerprint !== undefined && entry.fingerprint !== fingerprintOf(action);
    if (isOther || entry.deed !== deedOf(action) || entry.target !== target) throw usedBefore();
    const { number, who, outcome, detail, at: begunAt, completedAt } = entry;
    return { number, words, by: who.name, outcome, text: detail ?? 'Under way', begunAt, completedAt };
  }

  private async check(who: Who, action: Action, subject: AuditSubject): Promise<void> {
    if (!may(who, deedOf(action), 'none')) {
      // Of those who are nobody there may be any number.
      if (who.kind !== 'anonymous') await this.noteRefusal(subject, 'Not allowed.');
      throw new NotAllowed(`This needs the role ${leastRole[deedOf(action)]}.`);
    }
    const { obstacle } = this.cost(action);
    if (obstacle === null) return;
    await this.audit.refuse(subject, obstacle);
    throw new Conflict(obstacle);
  }

  /** Of a flood no more is written down than the audit can bear: anybody can use a slash command. */
  private async noteRefusal(subject: AuditSubject, why: string): Promise<void> {
    const words = this.gates.pass(subject.who, why);
    if (words !== null) await this.audit.refuse(subject, words);
  }

  private subjectOf(who: Who, { action, reason, from }: Wish): AuditSubject {
    const { standing, commandSync } = this.status.now().snapshot;
    return {
      at: now(),
      who,
      from,
      deed: deedOf(action),
      target: actionWords(action).target,
      reason: plainLine(reason),
      before: beforeOf(action, { standing: standingAt(standing, now()), commands: commandSync }),
      after: afterOf(action),
      request: null,
    };
  }

  private async perform(state: ActionState, wish: Wish): Promise<ActionState> {
    const [outcome, text] = await this.outcomeOf(state, wish);
    const at = now();
    const isWritten = await this.audit.end(state.number, { at, outcome, detail: text });
    const note = isWritten ? '' : ' The audit could not be written just now; it says so later.';
    const over: ActionState = { ...state, outcome, text: `${text}${note}`, completedAt: at };
    this.teller.tell(over);
    return over;
  }

  private async outcomeOf(state: ActionState, wish: Wish): Promise<[outcome: 'done' | 'failed', text: string]> {
    try {
      return ['done', await this.performer.perform(wish, (text) => this.teller.tell({ ...state, text }))];
    } catch (error) {
      if (error instanceof Conflict) return ['failed', error.message];
      this.logger.error(error, `${state.words} failed`);
      return ['failed', 'It failed. The log has the reason.'];
    }
  }

  private forgetOldest(): void {
    for (const key of [...this.doings.keys()].slice(0, -MOST_REMEMBERED)) this.doings.delete(key);
  }
}

interface Asked {
  readonly who: Who;
  readonly wish: Wish;
  readonly key: string;
}

function begunState(number: number, { who, wish }: Asked, begunAt: number): ActionState {
  const { words } = actionWords(wish.action);
  return { number, words, by: who.name, outcome: 'begun', text: 'Under way', begunAt, completedAt: null };
}

function sameAs(known: Doing, action: Action): Doing {
  if (fingerprintOf(known.action) !== fingerprintOf(action)) throw usedBefore();
  return known;
}
