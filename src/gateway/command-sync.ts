import { Injectable, Logger } from '@nestjs/common';
import {
  type ApplicationCommand,
  type ApplicationCommandData,
  type ApplicationCommandManager,
  ApplicationCommandType,
  Client,
  Events,
} from 'discord.js';
import { CommandsService } from 'necord';
import { now } from '../bus/now.js';
import { EventBus } from '../bus/event-bus.js';
import { INSTANCE_ID } from '../bus/instance-id.js';
import { GatewaySettings } from '../config/gateway.settings.js';
import type { CommandSync as Outcome } from '../model/command-sync.js';
import { problemOf } from './problems.js';

/** Milliseconds after which a comparison that failed is tried again. */
const RETRY_AFTER_MS = 60_000;

/**
 * Keeps the slash commands at Discord in step with the code. It writes only those that are missing or differ, and never
 * deletes: a bot that already has other commands keeps them.
 */
@Injectable()
export class CommandSync {
  private readonly logger = new Logger('Commands');

  constructor(
    private readonly client: Client,
    private readonly commands: CommandsService,
    private readonly settings: GatewaySettings,
    private readonly bus: EventBus,
  ) {}

  watch(): void {
    this.client.once(Events.ShardReady, () => void this.run());
  }

  /** Compares, and writes what differs where it may. Never rejects; a failure is told and tried again later. */
  private async run(): Promise<void> {
    const wanted = this.commands.getGlobalCommands().flatMap((command) => command.toJSON() as ApplicationCommandData);
    const told = { commandCount: wanted.length, comparedAt: now(), problem: null };
    try {
      this.publish({ ...told, outcome: await this.compare(wanted) });
    } catch (error) {
      this.logger.error(error, 'The slash commands could not be compared with Discord');
      const problem = problemOf(error, 'api', this.client.options.rest?.api ?? null);
      this.publish({ ...told, outcome: 'failed', problem });
      setTimeout(() => void this.run(), RETRY_AFTER_MS).unref();
    }
  }

  private async compare(wanted: readonly ApplicationCommandData[]): Promise<Outcome['outcome']> {
    const manager = this.client.application?.commands;
    if (!manager) throw new Error('Discord has not yet said who the bot is');
    const different = await differing(manager, wanted);
    if (different.length === 0) return 'in_step';
    if (this.settings.commandSync === 'off') return 'differs';
    for (const command of different) await manager.create(command);
    this.logger.log(`Wrote to Discord: ${different.map(({ name }) => `/${name}`).join(', ')}`);
    return 'updated';
  }

  private publish(commandSync: Outcome): void {
    this.bus.publish({ type: 'commands.compared', instance: INSTANCE_ID, at: now(), commandSync });
  }
}

async function differing(
  manager: ApplicationCommandManager,
  wanted: readonly ApplicationCommandData[],
): Promise<readonly ApplicationCommandData[]> {
  const known = await manager.fetch({ withLocalizations: true });
  return wanted.filter((command) => {
    const type = command.type ?? ApplicationCommandType.ChatInput;
    const twin = known.find((one) => one.name === command.name && one.type === type);
    return !twin?.equals(withDefaultsOf(twin, command), true);
  });
}

/** What the code leaves out, Discord fills in by its own defaults; that is no difference. */
function withDefaultsOf(
  { contexts, integrationTypes }: ApplicationCommand,
  command: ApplicationCommandData,
): ApplicationCommandData {
  return { contexts: contexts ?? [], integrationTypes: integrationTypes ?? [], ...command };
}
