import { Injectable } from '@nestjs/common';
import { REST, type APIGatewayBotInfo, Routes } from 'discord.js';
import { now } from '../bus/now.js';
import { DiscordConnection } from '../config/connection.js';
import type { Problem } from '../model/problem.js';
import { problemOf } from './problems.js';

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
  constructor(private readonly connection: DiscordConnection) {}

  /** Why a sign-in would fail now; `null` when nothing speaks against it. Never throws. */
  async problem(shards: number | 'auto'): Promise<Problem | null> {
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
      return startsProblem(gateway, shards === 'auto' ? gateway.shards : shards);
    } catch (error) {
      return problemOf(error, 'api', apiUrl);
    } finally {
      rest.clearHandlerSweeper();
      rest.clearHashSweeper();
    }
  }
}

function isGatewayInfo(answer: unknown): answer is APIGatewayBotInfo {
  const { url, shards, session_start_limit: limit } = (answer ?? {}) as Partial<APIGatewayBotInfo>;
  return typeof url === 'string' && typeof shards === 'number' && typeof limit?.remaining === 'number';
}

function startsProblem({ session_start_limit: limit }: APIGatewayBotInfo, shards: number): Problem | null {
  if (limit.remaining >= shards) return null;
  const minutes = Math.ceil(limit.reset_after / 60_000);
  const detail = `${limit.remaining} of ${limit.total} left, ${shards} needed, new ones in ${minutes} min`;
  const waitMs = Math.min(limit.reset_after, LOOK_AGAIN_MS);
  return { kind: 'session_starts_exhausted', at: now(), peer: 'api', host: null, detail, waitMs };
}
