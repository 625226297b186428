import { Injectable } from '@nestjs/common';
import { Roles } from '../../auth/roles.js';
import { GatewaySettings } from '../../config/gateway.settings.js';
import { Recorder } from '../../control/recorder.js';
import { Unavailable } from '../../model/errors.js';
import { type Deed, leastRole, may } from '../../model/may.js';
import type { Who } from '../../model/who.js';
import type { Answer } from './answer.js';
import { wordsFor } from './words/words.js';

/** For the audit. */
export const NOBODY_KNOWS = 'Nobody could say which role they have: Discord did not answer.';

/** Who has used something, and where. */
export interface Asked {
  readonly user: { readonly id: string; readonly username: string; readonly globalName: string | null };
  readonly guildId: string | null;
  readonly locale: string;
}

/** What somebody wants to look at. */
export interface Look {
  readonly deed: Deed;
  /** In words of ours, for the audit. */
  readonly target: string;
}

/** Knows who somebody is that uses a command of an operator: away from home nobody has a role. */
@Injectable()
export class OperatorDoor {
  constructor(
    private readonly roles: Roles,
    private readonly settings: GatewaySettings,
    private readonly recorder: Recorder,
  ) {}

  /** Somebody of whom no role is known yet. */
  stranger({ user }: Asked): Who {
    return { kind: 'command', id: user.id, name: user.globalName ?? user.username, role: null };
  }

  isHome(guildId: string | null): boolean {
    return this.settings.homeGuildId !== undefined && guildId === this.settings.homeGuildId;
  }

  /** @throws {Unavailable} when nobody can say which role somebody has */
  async whoIs(asked: Asked): Promise<Who> {
    const who = this.stranger(asked);
    return this.isHome(asked.guildId) ? { ...who, role: await this.roles.of(asked.user.id) } : who;
  }

  /** The answer for those who may, and a refusal that is written down for all others. */
  async letIn(asked: Asked, look: Look, answer: () => Answer | Promise<Answer>): Promise<Answer> {
    const refusal = await this.refusal(asked, look);
    if (refusal) return refusal;
    try {
      return await answer();
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      return { content: wordsFor(asked).nothingDone(error.message) };
    }
  }

  private async refusal(asked: Asked, { deed, target }: Look): Promise<Answer | null> {
    const words = wordsFor(asked);
    const subject = { who: this.stranger(asked), from: null, deed, target, after: null };
    try {
      const who = await this.whoIs(asked);
      if (may(who, deed, 'none')) return null;
      await this.recorder.refused({ ...subject, who }, 'Not allowed');
      return { content: words.notAllowed(words.needsRole(leastRole[deed])) };
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      await this.recorder.refused(subject, NOBODY_KNOWS);
      return { content: words.nothingDone(error.message) };
    }
  }
}
