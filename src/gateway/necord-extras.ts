import { type Client, Events } from 'discord.js';
import { ListenersModule, TextCommandsModule, type TextCommandsService } from 'necord';

/** The private parts of Necord 6.14.0 that say whether anybody wants its extras. */
interface OfListeners {
  readonly client: Client;
}
interface OfTextCommands {
  readonly textCommandsService: TextCommandsService;
}

const EVENTS_OF_THE_LIBRARY: ReadonlySet<string | symbol> = new Set(Object.values(Events));

/**
 * Lets Necord attach its extra events (`guildMemberOnline` and others) and its text commands only where a feature uses
 * them. Attached, they run for every presence, member and message, and the first of them makes Node.js watch every promise
 * of the process for good (`AsyncLocalStorage`): a fifth of all CPU time under load, for nobody.
 */
export function attachExtrasOnDemand(): void {
  onlyWhen(ListenersModule, ({ client }: OfListeners) =>
    client.eventNames().some((name) => !EVENTS_OF_THE_LIBRARY.has(name)),
  );
  onlyWhen(TextCommandsModule, ({ textCommandsService }: OfTextCommands) => textCommandsService.cache.size > 0);
}

function onlyWhen<M>(Module: { readonly prototype: object }, isWanted: (module: M) => boolean): void {
  const prototype = Module.prototype as { onApplicationBootstrap: (this: M) => unknown };
  const attach = prototype.onApplicationBootstrap;
  prototype.onApplicationBootstrap = function (this: M) {
    return isWanted(this) ? attach.call(this) : undefined;
  };
}
