import type { BaseInteraction, Client } from 'discord.js';
import { NecordBaseDiscovery } from 'necord';

/** Told what the handlers of one client do. */
export interface HandlerListener {
  /** @param pattern the custom id in the code of a component or form; `null` of others */
  began(interactionId: string, pattern: string | null): void;
  ended(interactionId: string): void;
  /** Nobody has caught what it threw. */
  threw(interactionId: string, error: unknown): void;
}

/** As much of Necord 6.14.0's handlers as is looked at. */
interface Handler {
  execute(context: readonly unknown[]): unknown;
  isListener(): boolean;
  getCustomId?(): unknown;
}

const listeners = new WeakMap<Client, HandlerListener>();
let isWatching = false;

/** Tells `listener` of every handler of Necord that works on an interaction of `client`. */
export function watchHandlers(client: Client, listener: HandlerListener): void {
  listeners.set(client, listener);
  if (isWatching) return;
  isWatching = true;
  const { prototype } = NecordBaseDiscovery as { readonly prototype: Handler };
  const execute = Reflect.get<Handler, 'execute'>(prototype, 'execute');
  prototype.execute = function (this: Handler, context) {
    const [interaction] = context as readonly [Partial<BaseInteraction>?];
    const told = interaction?.client && !this.isListener() ? listeners.get(interaction.client) : undefined;
    if (!told || interaction?.id === undefined) return execute.call(this, context);
    return watched(told, interaction.id, { pattern: patternOf(this), run: () => execute.call(this, context) });
  };
}

interface Work {
  readonly pattern: string | null;
  readonly run: () => unknown;
}

async function watched(told: HandlerListener, id: string, { pattern, run }: Work): Promise<unknown> {
  told.began(id, pattern);
  try {
    return await run();
  } catch (error) {
    told.threw(id, error);
    throw error;
  } finally {
    told.ended(id);
  }
}

function patternOf(handler: Handler): string | null {
  const pattern = handler.getCustomId?.();
  return typeof pattern === 'string' ? pattern : null;
}
