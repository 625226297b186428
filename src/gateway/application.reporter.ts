import { Injectable, Logger } from '@nestjs/common';
import { Client, Events, OAuth2Scopes } from 'discord.js';
import { now } from '../bus/now.js';
import { EventBus } from '../bus/event-bus.js';
import { INSTANCE_ID } from '../bus/instance-id.js';
import { DiscordConnection } from '../config/connection.js';
import { GatewaySettings } from '../config/gateway.settings.js';
import { intentGaps } from './intent-doctor.js';

/** Says who the bot is, as soon as Discord has said it. */
@Injectable()
export class ApplicationReporter {
  private readonly logger = new Logger('Gateway');

  constructor(
    private readonly client: Client,
    private readonly bus: EventBus,
    private readonly settings: GatewaySettings,
    private readonly connection: DiscordConnection,
  ) {}

  watch(): void {
    this.client.once(Events.ShardReady, () => {
      this.publish();
      void this.publishWithName();
    });
  }

  /** Discord names the application only when asked; until it answers, the bot's own name stands in. */
  private async publishWithName(): Promise<void> {
    try {
      await this.client.application?.fetch();
    } catch (error) {
      this.logger.warn(error, 'The name of the application could not be read');
    }
    this.publish();
    if (this.connection.mode === 'real') this.logger.log(`Invite the bot: ${this.inviteLink()}`);
  }

  private publish(): void {
    const { user, application } = this.client;
    if (!user || !application) return;
    this.bus.publish({
      type: 'application.changed',
      instance: INSTANCE_ID,
      at: now(),
      application: {
        id: application.id,
        name: application.name ?? user.username,
        user: { id: user.id, name: user.username },
        intents: this.settings.intents,
        intentGaps: intentGaps(this.client, this.settings.intents),
      },
    });
  }

  private inviteLink(): string {
    return this.client.generateInvite({ scopes: [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands] });
  }
}
