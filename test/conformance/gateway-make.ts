import type { Identity } from '../../src/embedded-discord/gateway/identify.js';
import type { Outlet } from '../../src/embedded-discord/gateway/session.js';
import type { Frame } from './raw-client.js';

/** What an ordinary IDENTIFY asks for. */
export function identity(parts: Partial<Identity> = {}): Identity {
  return {
    shardId: 0,
    shardCount: 1,
    intents: 1,
    isSharded: true,
    wantsCompression: false,
    largeThreshold: 50,
    presence: null,
    ...parts,
  };
}

/** A client without a network: it notes what it is sent. */
export class Listener implements Outlet {
  readonly path = '/gateway';
  backlogBytes = 0;
  readonly silentSince = null;
  readonly unacknowledgedSince = null;
  readonly frames: Frame[] = [];
  readonly dispatch = vi.fn<Outlet['dispatch']>(({ type, sequence, json }) => {
    this.frames.push({ op: 0, t: type, s: sequence, d: JSON.parse(json) as unknown });
  });
  readonly send = vi.fn<Outlet['send']>((payload) => {
    this.frames.push({ t: null, s: null, d: null, ...payload } as Frame);
  });
  readonly afterDispatches = vi.fn<Outlet['afterDispatches']>((action) => action());
  readonly close = vi.fn();
  readonly terminate = vi.fn();

  events(type: string): Frame[] {
    return this.frames.filter(({ t }) => t === type);
  }
}
