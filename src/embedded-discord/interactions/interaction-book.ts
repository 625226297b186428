import { alreadyAcknowledged, unknownInteraction, unknownWebhook } from '../discord-error.js';
import type { Wire } from '../wire.js';
import type { World } from '../world/world.js';
import { ACKNOWLEDGE_WITHIN_MS, Interaction, TOKEN_LASTS_MS, type Use } from './interaction.js';
import { interactionWire } from './interaction-wire.js';

/** How many interactions may be remembered; the oldest go first. */
const KEEP = 5_000;
const TOKEN_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** All interactions of the last quarter of an hour, and the clock that runs on each. */
export class InteractionBook {
  private readonly byId = new Map<string, Interaction>();
  private readonly byToken = new Map<string, Interaction>();
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(private readonly world: World) {}

  /** Somebody uses the application: it hears of it and has 3 s to acknowledge. */
  open(use: Use, now = this.world.clock.now()): Interaction {
    const id = this.world.snowflakes.next(now);
    const token = `aW50ZXJhY3Rpb246${this.world.random.text(TOKEN_LETTERS, 48)}`;
    const interaction = new Interaction(id, token, use, now);
    this.remember(interaction);
    const data = (): Wire => interactionWire(interaction, this.world);
    this.world.tell({ type: 'INTERACTION_CREATE', guildId: use.guild?.id ?? null, data });
    this.after(ACKNOWLEDGE_WITHIN_MS, () => {
      if (interaction.isAcknowledged) return this.waitForReply(interaction);
      interaction.fail(`The application did not respond to ${use.title} within ${ACKNOWLEDGE_WITHIN_MS} ms`);
    });
    return interaction;
  }

  get(id: string): Interaction | undefined {
    return this.byId.get(id);
  }

  /** The newest first. */
  recent(limit: number): Interaction[] {
    return [...this.byId.values()].reverse().slice(0, limit);
  }

  /**
   * The interaction that may be acknowledged now.
   *
   * @throws {DiscordError} 10062 when it is unknown or its 3 s are over, 40060 when it was acknowledged before
   */
  toAcknowledge(id: string, token: string, now = this.world.clock.now()): Interaction {
    const interaction = this.byId.get(id);
    if (!interaction || interaction.token !== token) throw unknownInteraction();
    if (interaction.isAcknowledged) throw alreadyAcknowledged();
    if (interaction.failure !== null || this.isOver(interaction, ACKNOWLEDGE_WITHIN_MS, now))
      throw unknownInteraction();
    return interaction;
  }

  /**
   * The acknowledged interaction behind a webhook token.
   *
   * @throws {DiscordError} 10015 when there is none, or when its 15 minutes are over
   */
  behind(token: string, now = this.world.clock.now()): Interaction {
    const interaction = this.byToken.get(token);
    if (!interaction || !interaction.isAcknowledged) throw unknownWebhook();
    if (this.isOver(interaction, TOKEN_LASTS_MS, now)) throw unknownWebhook();
    return interaction;
  }

  /** Gives up on all that is unanswered. */
  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    for (const interaction of this.byId.values()) interaction.fail('The embedded Discord was stopped');
  }

  /** A deferral shows "thinking" until the token ends, and then that nothing came. */
  private waitForReply(interaction: Interaction): void {
    if (!interaction.isLoading) return;
    this.after(TOKEN_LASTS_MS - ACKNOWLEDGE_WITHIN_MS, () => {
      interaction.fail(`The application deferred ${interaction.use.title} and did not reply within 15 minutes`);
    });
  }

  private after(durationMs: number, then: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      then();
    }, this.world.clock.span(durationMs)).unref();
    this.timers.add(timer);
  }

  private isOver({ openedAt }: Interaction, durationMs: number, now: number): boolean {
    return now - openedAt > this.world.clock.span(durationMs);
  }

  private remember(interaction: Interaction): void {
    this.byId.set(interaction.id, interaction);
    this.byToken.set(interaction.token, interaction);
    const oldest = this.byId.size > KEEP ? this.byId.values().next().value : undefined;
    if (!oldest) return;
    this.byId.delete(oldest.id);
    this.byToken.delete(oldest.token);
  }
}
