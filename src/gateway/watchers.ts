import { Injectable } from '@nestjs/common';
import { ApplicationReporter } from './application.reporter.js';
import { ClientWatch } from './client-watch.js';
import { CommandWatch } from './commands/command-watch.js';
import { TokenGuard } from './token-guard.js';

/** Everything that listens to discord.js for as long as the process lives. */
@Injectable()
export class Watchers {
  constructor(
    private readonly client: ClientWatch,
    private readonly application: ApplicationReporter,
    private readonly commands: CommandWatch,
    readonly token: TokenGuard,
  ) {}

  /** Begins to listen; before the first sign-in, so that no error is ever without a listener. */
  watch(): void {
    for (const watcher of [this.client, this.application, this.commands, this.token]) watcher.watch();
  }
}
