/** Which Discord this process talks to: the real one, or the embedded one of demo mode. */
export class DiscordConnection {
  constructor(
    readonly mode: 'real' | 'demo',
    /** Base of the REST API, without the version. */
    readonly apiUrl: string,
    /** A secret. */
    readonly token: string,
  ) {}

  /**
   * The snowflake of the bot's user, as the first part of every bot token says it.
   * https://docs.discord.com/developers/reference#authentication
   */
  get botId(): string {
    return Buffer.from(this.token.split('.')[0] ?? '', 'base64').toString('latin1');
  }
}
