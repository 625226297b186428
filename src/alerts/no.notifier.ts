import { Notifier } from './notifier.js';

/** Nobody is to be told. */
export class NoNotifier extends Notifier {
  readonly receiver = 'nobody';

  tell(): Promise<void> {
    return Promise.resolve();
  }
}
