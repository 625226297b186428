import { Injectable } from '@nestjs/common';
import { firstValueFrom, fromEvent, race, timer } from 'rxjs';
import { now } from '../bus/now.js';
import { EventBus } from '../bus/event-bus.js';
import { INSTANCE_ID } from '../bus/instance-id.js';
import { MonitorSettings } from '../config/monitor.settings.js';
import { span } from '../model/limits.js';
import { type Problem, isFatal } from '../model/problem.js';
import type { SignIn, SignInStage } from '../model/sign-in.js';

import { Login } from './login.js';
import { Pauses } from './supervision/pauses.js';
import { Teller } from './teller.js';

/** Signs the bot in, for as long as it takes, and stops where only a person can help. */
@Injectable()
export class SignInLoop {
  private readonly stopping = new AbortController();
  private readonly pauses = new Pauses();
  private told: Problem | null = null;
  private stage: SignInStage = 'trying';

  constructor(
    private readonly login: Login,
    private readonly bus: EventBus,
    private readonly teller: Teller,
    private readonly limits: MonitorSettings,
  ) {}

  get isRefused(): boolean {
    return this.stage === 'refused';
  }

  /** Signed in, or on the way: shards may wait for session starts long before all of them are up. */
  get isUnderWay(): boolean {
    return this.stage === 'signed_in' || this.stage === 'trying';
  }

  /** Runs until the bot is signed in, refused or stopped. Never rejects. */
  async run(): Promise<void> {
    for (let attempt = 1; !this.stopping.signal.aborted; attempt++) {
      this.publish('trying', { attempt, problem: this.told });
      const problem = await this.login.attempt(() => this.publish('trying', { attempt }));
      if (this.stopping.signal.aborted || this.isRefused) return;
      if (!problem) return this.succeed();
      this.tellOnce(problem);
      if (isFatal(problem)) return this.publish('refused', { attempt, problem });
      await this.wait(attempt, problem);
    }
  }

  /** A token that worked until now works no longer. */
  refused(problem: Problem): void {
    if (this.isRefused) return;
    this.tellOnce(problem);
    this.publish('refused', { problem });
  }

  /** Tries again after a refusal, because a person has changed something. Nothing to do in any other stage. */
  retry(): void {
    if (this.isRefused) void this.run();
  }

  /** Signs in anew although it was done: the connections are lost for good, and there is a token that may do better. */
  again(): void {
    if (this.isRefused || this.stage === 'signed_in') void this.run();
  }

  stop(): void {
    this.stopping.abort();
    this.publish('signed_out');
  }

  private async wait(attempt: number, problem: Problem): Promise<void> {
    const pauseMs = span(this.pauses.next(now() * this.limits.timeFactor), this.limits);
    const waitMs = Math.max(pauseMs, problem.waitMs ?? 0);
    this.publish('waiting', { attempt, problem, nextAttemptAt: now() + waitMs });
    await firstValueFrom(race(timer(waitMs), fromEvent(this.stopping.signal, 'abort')));
  }

  private succeed(): void {
    this.pauses.reset();
    this.told = null;
    this.publish('signed_in');
  }

  /** Of one trouble that lasts, the log needs one line. */
  private tellOnce(problem: Problem): void {
    if (problem.peer === 'gateway') return; // the shard has told it
    if (this.told?.kind !== problem.kind || this.told.detail !== problem.detail) this.teller.problem(problem);
    this.told = problem;
  }

  private publish(stage: SignInStage, rest: Partial<SignIn> = {}): void {
    this.stage = stage;
    const signIn: SignIn = { stage, attempt: 0, nextAttemptAt: null, problem: null, ...rest };
    this.bus.publish({ type: 'sign_in.changed', instance: INSTANCE_ID, at: now(), signIn });
  }
}
