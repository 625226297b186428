import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { type Subscription, exhaustMap, filter, interval } from 'rxjs';
import { EventBus } from '../bus/event-bus.js';
import { INSTANCE_ID } from '../bus/instance-id.js';
import { now } from '../bus/now.js';
import { DiscordConnection } from '../config/connection.js';
import { IncidentSettings } from '../config/incident.settings.js';
import { span } from '../model/limits.js';
import type { StatusPage } from '../model/outside.js';
import { IncidentWatcher } from './incident.watcher.js';
import { readStatusPage } from './status-page.answer.js';

const LOOK_EVERY_MS = 1_000;
/** Milliseconds between two questions at least, and what a time factor does not go below. */
const ASK_EVERY_MS = 60_000;
const SHORTEST_MS = 1_000;
const ANSWER_WITHIN_MS = 5_000;
/** Characters; Discord's own answer has about 10,000. */
const LONGEST_ANSWER = 1_000_000;

/** Asks Discord's status page while something is wrong. Never without need, and never more than once a minute. */
@Injectable()
export class StatusPagePoll implements OnModuleInit, OnModuleDestroy {
  private askedAt: number | null = null;
  private subscription?: Subscription;

  constructor(
    private readonly watcher: IncidentWatcher,
    private readonly bus: EventBus,
    private readonly connection: DiscordConnection,
    private readonly settings: IncidentSettings,
  ) {}

  onModuleInit(): void {
    this.subscription = interval(LOOK_EVERY_MS)
      .pipe(
        filter(() => this.isDue()),
        exhaustMap(() => this.ask()),
      )
      .subscribe();
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  private isDue(): boolean {
    return this.watcher.isTroubled && (this.askedAt === null || now() - this.askedAt >= this.everyMs);
  }

  private get everyMs(): number {
    return Math.max(SHORTEST_MS, span(ASK_EVERY_MS, this.watcher.limits));
  }

  private async ask(): Promise<void> {
    this.askedAt = now();
    const statusPage = await this.read();
    this.bus.publish({ type: 'status_page.read', instance: INSTANCE_ID, at: now(), statusPage });
  }

  /** Never rejects. */
  private async read(): Promise<StatusPage> {
    try {
      const answer = await fetch(`${this.address()}/api/v2/summary.json`, {
        headers: { Accept: 'application/json' },
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      if (!answer.ok) return unread(`HTTP ${answer.status}`);
      const text = await answer.text();
      const page = text.length > LONGEST_ANSWER ? null : readStatusPage(JSON.parse(text));
      return page ?? unread('HTTP 200 without a status');
    } catch (error) {
      return unread(troubleOf(error));
    }
  }

  /** In the demo, the page of its own Discord. */
  private address(): string {
    const { mode, apiUrl } = this.connection;
    const usual = mode === 'demo' ? new URL('/status', apiUrl).href : 'https://discordstatus.com';
    return (this.settings.statusPageUrl ?? usual).replace(/\/+$/, '');
  }
}

function unread(trouble: string): StatusPage {
  return { indicator: null, titles: [], trouble };
}

function troubleOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'HTTP 200 without a status';
  const cause = error instanceof Error ? error.cause : null;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return 'no answer';
}
