import { NecordModule } from 'necord';
import { attachExtrasOnDemand } from './necord-extras.js';

attachExtrasOnDemand();

/**
 * Necord without its own sign-in and sign-out. It would await `client.login()` before the web side may listen, so that a
 * dead Discord would keep the whole program from starting; `SignInLoop` and `GatewayLifecycle` do both instead.
 */
export class ManagedNecordModule extends NecordModule {
  override onApplicationBootstrap(): Promise<string> {
    return Promise.resolve('');
  }

  override onApplicationShutdown(): Promise<void> {
    return Promise.resolve();
  }
}
