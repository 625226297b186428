import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { BotToken } from './bot-token.js';
import { SignInLoop } from './sign-in.loop.js';
import { Supervisor } from './supervision/supervisor.js';
import { Watchers } from './watchers.js';

/** Milliseconds the connections have to close. */
const CLOSE_WITHIN_MS = 2_000;
/** Milliseconds to write the sessions down. */
const SAVE_WITHIN_MS = 500;

/** Starts the bot's side of Discord with the program, and ends it in order. */
@Injectable()
export class GatewayLifecycle implements OnModuleInit {
  private readonly logger = new Logger('Gateway');

  constructor(
    private readonly supervisor: Supervisor,
    private readonly signIn: SignInLoop,
    private readonly token: BotToken,
    private readonly watchers: Watchers,
  ) {}

  onModuleInit(): void {
    this.supervisor.setUp((refusal) => this.watchers.token.refusedByGateway(refusal));
    this.watchers.watch();
  }

  /** Begins to sign in. Nobody waits for it: the pages are up whether Discord is or not. */
  start(): void {
    void this.signIn.run();
  }

  /**
   * Takes a new token over without a restart: at once for whatever is asked next, with a new sign-in after a refusal.
   *
   * @throws {InvalidSettings} when it is no token of this bot; then the old one stays
   */
  renewToken(token: string): void {
    this.token.renew(token);
    this.logger.log('A new token is used from now on');
    this.signIn.retry();
  }

  /** Closes all connections, tries no more, and saves what the next process needs. */
  async stop(): Promise<void> {
    this.signIn.stop();
    await within(CLOSE_WITHIN_MS, this.supervisor.close());
    this.logger.log('Connections to Discord are closed');
    await this.save();
  }

  /** Saves what the next process needs; all there is to do where somebody is in a hurry. Never rejects. */
  async save(): Promise<void> {
    await within(SAVE_WITHIN_MS, this.supervisor.save());
  }
}

/** Waits for the end of something, but not for long. */
function within(ms: number, end: Promise<void>): Promise<void> {
  return Promise.race([end, new Promise<void>((resolve) => setTimeout(resolve, ms).unref())]);
}
