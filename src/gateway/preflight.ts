import { Injectable } from '@nestjs/common';
import { REST, type APIGatewayBotInfo, Routes } from 'discord.js';
import { now } from '../bus/now.js';
import { DiscordConnection } from '../config/connection.js';
import { GatewaySettings } from '../config/gateway.settings.js';
import { MonitorSettings } from '../config/monitor.settings.js';
import { span } from '../model/limits.js';
import type { Problem } from '../model/problem.js';
import { isAtReserve, startsLeft } from '../model/session-starts.js';
import { problemOf } from './problems.js';
import { SessionStartLedger } from './supervision/session-start.ledger.js';

/** Milliseconds after which we look again whether session starts are left, at the latest. */
const LOOK_AGAIN_MS = 900_000;
/** Milliseconds Discord has for its answer. */
const ANSWER_WITHIN_MS = 10_000;

/**
 * Asks Discord whether it would let us in, before discord.js tries: a refused token, an empty budget of session starts
 * or a dead network is then known in words, and costs nothing.
 */
@Injectable()
export class Preflight {
  constructor(
    private readonly connection: DiscordConnection,
    private readonly settings: GatewaySettings,
    private readonly ledger: SessionStartLedger,
    private readonly limits: MonitorSettings,
  ) {}

  /** Why a sign-in would fail now; `null` when nothing speaks against it. Never throws. */
  async problem(): Promise<Problem | null> {
    const { apiUrl, token } = this.connection;
    const rest = new REST({
      api: apiUrl,
      retries: 0,
      timeout: ANSWER_WITHIN_MS,
      rejectOnRateLimit: () => true,
    }).setToken(token);
    try {
      const gateway = await rest.get(Routes.gatewayBot());
      if (!isGatewayInfo(gateway)) {
        return {
          ...problemOf(null, 'api', apiUrl),
          kind: 'not_discord',
          detail: 'HTTP 200 without what was asked for',
        };
      }
      return this.startsProblem(gateway);
    } catch (error) {
      return problemOf(error, 'api', apiUrl);
    } finally {
      rest.clearHandlerSweeper();
      rest.clearHashSweeper();
    }
  }

  private startsProblem({ session_start_limit: limit, shards: recommended }: APIGatewayBotInfo): Problem | null {
    const { shards } = this.settings;
    const needed = shards === 'auto' ? recommended : shards;
    this.ledger.learn(limit, needed);
    const starts = this.ledger.state();
    if (!starts || (starts.remaining >= needed && !isAtReserve(starts))) return null;
    const kept = starts.reserve > 0 ? `, ${starts.reserve.toLocaleString('en-GB')} are kept in reserve` : '';
    const detail = `${startsLeft(starts)}${kept}, ${needed} needed`;
    const waitMs = Math.min(Math.max(0, starts.resetsAt - now()), span(LOOK_AGAIN_MS, this.limits));
    return { kind: 'session_starts_exhausted', at: now(), peer: 'api', host: null, detail, waitMs };
  }
}

function isGatewayInfo(answer: unknown): answer is APIGatewayBotInfo {
  const { url, shards, session_start_limit: limit } = (answer ?? {}) as Partial<APIGatewayBotInfo>;
  return typeof url === 'string' && typeof shards === 'number' && typeof limit?.remaining === 'number';
}
