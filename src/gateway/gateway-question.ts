import { Injectable } from '@nestjs/common';
import { type APIGatewayBotInfo, REST, type RouteLike, Routes } from 'discord.js';
import { DiscordConnection } from '../config/connection.js';
import { PRIVILEGED_INTENTS } from '../config/intents.js';
import { portalSwitch } from '../model/intent-gap.js';
import type { Problem } from '../model/problem.js';
import { switchedOff } from './intent-doctor.js';
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
    const { apiUrl } = this.connection;
    try {
      const gateway = await this.get(Routes.gatewayBot());
      if (isGatewayInfo(gateway)) return gateway;
      return {
        ...problemOf(null, 'api', apiUrl),
        kind: 'not_discord',
        detail: 'HTTP 200 without what was asked for',
      };
    } catch (error) {
      return problemOf(error, 'api', apiUrl);
    }
  }

  /**
   * The switches in the Developer Portal that are off, of those that `intents` need. It asks only where one of them is
   * privileged; no answer says nothing. Never throws.
   */
  async intentsProblem(intents: readonly string[]): Promise<Problem | null> {
    if (!intents.some((intent) => PRIVILEGED_INTENTS.includes(intent))) return null;
    try {
      const { flags } = (await this.get(Routes.currentApplication())) as { readonly flags?: unknown };
      const off = typeof flags === 'number' ? switchedOff(intents, flags) : [];
      if (off.length === 0) return null;
      const detail = `switched off: ${off.map((intent) => portalSwitch[intent] ?? intent).join(', ')}`;
      return { ...problemOf(null, 'api', this.connection.apiUrl), kind: 'intents_disallowed', detail };
    } catch {
      return null; // the sign-in itself will say what is wrong
    }
  }

  private async get(route: RouteLike): Promise<unknown> {
    const { apiUrl, token } = this.connection;
    const patience = { attempts: 1, answerWithinMs: ANSWER_WITHIN_MS, inAllMs: ANSWER_WITHIN_MS };
    const options = { ...this.door.restOptions(patience), api: apiUrl, rejectOnRateLimit: () => true };
    const rest = new REST(options).setToken(token);
    try {
      return await rest.get(route);
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
