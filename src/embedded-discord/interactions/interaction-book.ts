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

  /** Somebody uses a command: the application hears of it and has 3 s to acknowledge. */
  open(use: Use, now = this.world.clock.now()): Interaction {
    const id = this.world.snowflakes.next(now);
    const token = `aW50ZXJhY3Rpb246${this.world.random.text(TOKEN_LETTERS, 48)}`;
    const interaction = new Interaction(id, token, use, now);
    this.remember(interaction);
    const data = (): Wire => interactionWire(interaction, this.world);
    this.world.tell({ type: 'INTERACTION_CREATE', guildId: use.guild.id, data });
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      if (interaction.acknowledgedAt !== null) return;
      interaction.fail(`The application did not respond to /${use.command.name} within ${ACKNOWLEDGE_WITHIN_MS} ms`);
    }, this.world.clock.span(ACKNOWLEDGE_WITHIN_MS)).unref();
    this.timers.add(timer);
    return interaction;
  }

  /**
   * The interaction that may be acknowledged now.
   *
   * @throws {DiscordError} 10062 when it is unknown or its 3 s are over, 40060 when it was acknowledged before
   */
  toAcknowledge(id: string, token: string, now = this.world.clock.now()): Interaction {
    const interaction = this.byId.get(id);
    if (!interaction || interaction.token !== token) throw unknownInteraction();
    if (interaction.acknowledgedAt !== null) throw alreadyAcknowledged();
    if (interaction.hasFailed || this.isOver(interaction, ACKNOWLEDGE_WITHIN_MS, now)) throw unknownInteraction();
    return interaction;
  }

  /**
   * The acknowledged interaction behind a webhook token.
   *
   * @throws {DiscordError} 10015 when there is none, or when its 15 minutes are over
   */
  behind(token: string, now = this.world.clock.now()): Interaction {
    const interaction = this.byToken.get(token);
    if (!interaction || interaction.acknowledgedAt === null) throw unknownWebhook();
    if (this.isOver(interaction, TOKEN_LASTS_MS, now)) throw unknownWebhook();
    return interaction;
  }

  /** Gives up on all that is unanswered. */
  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    for (const interaction of this.byId.values()) interaction.fail('The embedded Discord was stopped');
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
