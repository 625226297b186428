import { InvalidSettings } from './environment.js';
import { BOT_TOKEN } from './gateway.settings.js';

/** Which Discord this process talks to: the real one, or the embedded one of demo mode. */
export class DiscordConnection {
  constructor(
    readonly mode: 'real' | 'demo',
    /** Base of the REST API, without the version. */
    readonly apiUrl: string,
    private secret: string,
  ) {}

  /** The bot's token, a secret. It may be replaced while the process lives. */
  get token(): string {
    return this.secret;
  }

  /** @throws {InvalidSettings} when it is no token, or another bot's: the store and the commands belong to this one */
  renew(token: string): void {
    if (!BOT_TOKEN.test(token)) throw new InvalidSettings(['the new token does not look like a bot token']);
    if (botIdOf(token) !== this.botId) throw new InvalidSettings(['the new token belongs to another bot']);
    this.secret = token;
  }

  /**
   * The snowflake of the bot's user, as the first part of every bot token says it.
   * https://docs.discord.com/developers/reference#authentication
   */
  get botId(): string {
    return botIdOf(this.secret);
  }
}

function botIdOf(token: string): string {
  return Buffer.from(token.split('.')[0] ?? '', 'base64').toString('latin1');
}
