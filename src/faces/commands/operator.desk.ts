import { Injectable } from '@nestjs/common';
import type { SlashCommandContext } from 'necord';
import { ControlService } from '../../control/control.service.js';
import { type Action, type Wish, deedOf } from '../../model/action.js';
import { may } from '../../model/may.js';
import type { Who } from '../../model/who.js';
import { type Answer, answerInTime } from './answer.js';
import { type Asked, NOBODY_KNOWS, OperatorDoor } from './operator.door.js';
import { PendingWishes } from './pending.wishes.js';
import { askWords, outcomeWords, refusalWords } from './wish-words.js';
import { type Words, wordsFor } from './words/words.js';

type Used = SlashCommandContext[0];

/** How something is asked for. */
export interface Asking {
  readonly reason: string | null;
  /** Looks how things stand, before the cost is told. @throws {Conflict} when that is not possible */
  readonly look?: () => Promise<void>;
  /** Whether a yes is asked for although it cannot hurt. */
  readonly isAsked?: () => boolean;
}

/** Takes in what operators ask for by slash commands: at home only, with a look at their role each time. */
@Injectable()
export class OperatorDesk {
  constructor(
    private readonly control: ControlService,
    private readonly door: OperatorDoor,
    private readonly pending: PendingWishes,
  ) {}

  /** Does it, or asks first where it can hurt. The answer is for whoever asked alone. */
  async take(interaction: Used, action: Action, asking: Asking): Promise<void> {
    const wish: Wish = { id: interaction.id, action, reason: asking.reason ?? '', from: null };
    await answerInTime(interaction, this.answer(interaction, wish, asking));
  }

  /** A person has said that it shall be done. */
  async confirm(asked: Asked, id: string): Promise<Answer> {
    const words = wordsFor(asked);
    const wish = this.pending.take(asked.user.id, id);
    if (!wish) return { content: words.noLongerOpen };
    try {
      return await this.act(await this.whoIs(asked, wish), wish, words);
    } catch (error) {
      return refusalWords(error, words);
    }
  }

  private async answer(interaction: Used, wish: Wish, { look, isAsked }: Asking): Promise<Answer> {
    const words = wordsFor(interaction);
    try {
      const who = await this.whoIs(interaction, wish);
      const isAllowed = may(who, deedOf(wish.action), 'none');
      if (isAllowed) await look?.();
      const cost = this.control.cost(wish.action);
      const isFree = !isAllowed || cost.obstacle !== null || !(cost.canHurt || isAsked?.());
      if (isFree) return await this.act(who, wish, words); // what is refused is written down there
      this.pending.keep(interaction.user.id, wish);
      return askWords(wish, cost, words);
    } catch (error) {
      return refusalWords(error, words);
    }
  }

  private async act(who: Who, wish: Wish, words: Words): Promise<Answer> {
    try {
      return outcomeWords(await this.control.act(who, wish), words);
    } catch (error) {
      return refusalWords(error, words);
    }
  }

  /** @throws {Unavailable} when nobody can say which role somebody has; it is written down */
  private async whoIs(asked: Asked, wish: Wish): Promise<Who> {
    try {
      return await this.door.whoIs(asked);
    } catch (error) {
      await this.control.refuse(this.door.stranger(asked), wish, NOBODY_KNOWS);
      throw error;
    }
  }
}
