import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventBus } from '../bus/event-bus.js';
import { INSTANCE_ID } from '../bus/instance-id.js';
import { type Problem, isFatal } from '../model/problem.js';
import type { SignIn, SignInStage } from '../model/sign-in.js';
import { Login } from './login.js';
import { Teller } from './teller.js';

/** Milliseconds. The first wait, and the longest; each doubles the one before. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** Up to this share is added by chance, so that many bots do not come back at the same moment. */
const JITTER = 0.2;

/** Signs the bot in, for as long as it takes, and stops where only a person can help. */
@Injectable()
export class SignInLoop {
  private readonly stopping = new AbortController();
  private told: Problem | null = null;

  constructor(
    private readonly login: Login,
    private readonly bus: EventBus,
    private readonly teller: Teller,
  ) {}

  /** Runs until the bot is signed in, refused or stopped. Never rejects. */
  async run(): Promise<void> {
    for (let attempt = 1; !this.stopping.signal.aborted; attempt++) {
      this.publish('trying', { attempt, problem: this.told });
      const problem = await this.login.attempt(() => this.publish('trying', { attempt }));
      if (this.stopping.signal.aborted) return;
      if (!problem) return this.publish('signed_in');
      this.tellOnce(problem);
      if (isFatal(problem)) return this.publish('refused', { attempt, problem });
      await this.wait(attempt, problem);
    }
  }

  /** A token that worked until now works no longer. */
  refused(problem: Problem): void {
    this.tellOnce(problem);
    this.publish('refused', { problem });
  }

  stop(): void {
    this.stopping.abort();
    this.publish('signed_out');
  }

  private async wait(attempt: number, problem: Problem): Promise<void> {
    const backOffMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1)) * (1 + Math.random() * JITTER);
    this.publish('waiting', { attempt, problem, nextAttemptAt: Date.now() + Math.round(backOffMs) });
    await sleep(backOffMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }

  /** Of one trouble that lasts, the log needs one line. */
  private tellOnce(problem: Problem): void {
    if (this.told?.kind !== problem.kind || this.told.detail !== problem.detail) this.teller.problem(problem);
    this.told = problem;
  }

  private publish(stage: SignInStage, rest: Partial<SignIn> = {}): void {
    const signIn: SignIn = { stage, attempt: 0, nextAttemptAt: null, problem: null, ...rest };
    this.bus.publish({ type: 'sign_in.changed', instance: INSTANCE_ID, at: Date.now(), signIn });
  }
}
