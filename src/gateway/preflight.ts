import { Injectable } from '@nestjs/common';
import { GatewaySettings } from '../config/gateway.settings.js';
import type { Problem } from '../model/problem.js';
import { GatewayQuestion } from './gateway-question.js';
import { SessionShelf } from './kit/session.shelf.js';
import { SessionStartLedger } from './supervision/session-start.ledger.js';

/**
 * Asks Discord whether it would let us in, before discord.js tries: a refused token, an empty budget of session starts
 * or a dead network is then known in words, and costs nothing.
 */
@Injectable()
export class Preflight {
  constructor(
    private readonly question: GatewayQuestion,
    private readonly settings: GatewaySettings,
    private readonly ledger: SessionStartLedger,
    private readonly shelf: SessionShelf,
  ) {}

  /** Why a sign-in would fail now; `null` when nothing speaks against it. Never throws. */
  async problem(): Promise<Problem | null> {
    const answer = await this.question.ask();
    if ('kind' in answer) return answer;
    const { shards, intents } = this.settings;
    const needed = shards === 'auto' ? answer.shards : shards;
    this.ledger.learn(answer.session_start_limit, needed);
    // Sessions that are taken up cost none; shards without one wait for theirs one by one.
    if (this.shelf.hasAny(needed)) return null;
    return (await this.question.intentsProblem(intents)) ?? this.ledger.shortage(needed);
  }
}
