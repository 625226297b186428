import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { type Subscription, interval } from 'rxjs';
import { now } from '../../bus/now.js';
import { MonitorSettings } from '../../config/monitor.settings.js';
import { span } from '../../model/limits.js';
import { Preflight } from '../preflight.js';
import { SignInLoop } from '../sign-in.loop.js';
import { TokenGuard } from '../token-guard.js';

/** Milliseconds between two questions, and what a time factor does not go below: the question has a limit of its own. */
const ASK_EVERY_MS = 600_000;
const SHORTEST_MS = 10_000;

/** Asks Discord now and then how many session starts are left: others may use the same token. */
@Injectable()
export class SessionStartPoll implements OnModuleInit, OnModuleDestroy {
  private subscription?: Subscription;

  constructor(
    private readonly preflight: Preflight,
    private readonly signIn: SignInLoop,
    private readonly token: TokenGuard,
    private readonly limits: MonitorSettings,
  ) {}

  onModuleInit(): void {
    const everyMs = Math.max(SHORTEST_MS, span(ASK_EVERY_MS, this.limits));
    this.subscription = interval(everyMs).subscribe(() => {
      if (this.signIn.isUnderWay) void this.ask();
    });
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  /** What else is wrong with the API is none of our business here; a token that it refuses is, although shards may stand. */
  private async ask(): Promise<void> {
    const askedAt = now();
    const problem = await this.preflight.problem();
    if (problem?.kind === 'token_rejected') this.token.refusedByApi(problem, askedAt);
  }
}
