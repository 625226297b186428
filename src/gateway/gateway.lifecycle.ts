import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ManagerDoor } from './manager-door.js';
import { ObservedStrategy } from './observed.strategy.js';
import { Reporter } from './reporter.js';
import { SignInLoop } from './sign-in.loop.js';
import { Watchers } from './watchers.js';

/** Milliseconds the connections have to close. */
const CLOSE_WITHIN_MS = 2_000;
/** Keeps the sessions at Discord, so that a later start may resume them; 1000 would end them. */
const CLOSE_CODE = 4200;

/** Starts the bot's side of Discord with the program, and ends it in order. */
@Injectable()
export class GatewayLifecycle implements OnModuleInit {
  private readonly logger = new Logger('Gateway');

  constructor(
    private readonly door: ManagerDoor,
    private readonly reporter: Reporter,
    private readonly signIn: SignInLoop,
    private readonly watchers: Watchers,
  ) {}

  onModuleInit(): void {
    this.door.strategyFor = (manager) => {
      this.reporter.watch(manager);
      return new ObservedStrategy(manager, this.reporter);
    };
    this.watchers.watch();
  }

  /** Begins to sign in. Nobody waits for it: the pages are up whether Discord is or not. */
  start(): void {
    void this.signIn.run();
  }

  /** Closes all connections and tries no more. */
  async stop(): Promise<void> {
    this.signIn.stop();
    this.reporter.stopping();
    const closed = this.door.manager?.destroy({ code: CLOSE_CODE, reason: 'Stopping' });
    const late = new Promise((resolve) => setTimeout(resolve, CLOSE_WITHIN_MS).unref());
    await Promise.race([closed, late]);
    this.logger.log('Connections to Discord are closed');
  }
}
