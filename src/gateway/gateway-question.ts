import { Injectable } from '@nestjs/common';
import { type APIGatewayBotInfo, REST, Routes } from 'discord.js';
import { DiscordConnection } from '../config/connection.js';
import type { Problem } from '../model/problem.js';
import { problemOf } from './problems.js';
import { RequestDoor } from './rest/request-door.js';

/** Milliseconds Discord has for its answer. */
const ANSWER_WITHIN_MS = 10_000;

/** Asks Discord how to reach the gateway and how many session starts are left; the one question that shows whether all is well. */
@Injectable()
export class GatewayQuestion {
  constructor(
    private readonly connection: DiscordConnection,
    private readonly door: RequestDoor,
  ) {}

  /** One request, never repeated. Never throws. */
  async ask(): Promise<APIGatewayBotInfo | Problem> {
    const { apiUrl, token } = this.connection;
    const patience = { attempts: 1, answerWithinMs: ANSWER_WITHIN_MS, inAllMs: ANSWER_WITHIN_MS };
    const options = { ...this.door.restOptions(patience), api: apiUrl, rejectOnRateLimit: () => true };
    const rest = new REST(options).setToken(token);
    try {
      const gateway = await rest.get(Routes.gatewayBot());
      if (isGatewayInfo(gateway)) return gateway;
      return {
        ...problemOf(null, 'api', apiUrl),
        kind: 'not_discord',
        detail: 'HTTP 200 without what was asked for',
      };
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
