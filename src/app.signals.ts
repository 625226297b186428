type Taker = (signal: NodeJS.Signals) => void;

/** SIGTERM and SIGINT from the first moment on: the first process of a container is deaf to what it does not listen to. */
export class StopSignals {
  private asked: NodeJS.Signals | null = null;
  private taker: Taker = (signal) => this.end(signal);

  constructor() {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => this.taker(signal));
  }

  /** What is begun now has to be put away in order: the first signal waits for `held`, the second does not. */
  hold(): void {
    this.taker = (signal) => {
      if (this.asked) this.end(this.asked);
      this.asked = signal;
    };
  }

  /** The signal that came since `hold`; `null` without one. */
  get held(): NodeJS.Signals | null {
    return this.asked;
  }

  /** From now on `taker` does what is to be done. */
  handTo(taker: Taker): void {
    this.taker = taker;
  }

  /** Ends a start that is not wanted any more. */
  end(signal: NodeJS.Signals): never {
    process.stderr.write(`${signal}: stopped before the start was over\n`);
    process.exit(0);
  }
}
