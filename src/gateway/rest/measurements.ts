/** Ticks after which something is told again although it is the same, so that a lost word does no lasting harm. */
const REPEAT_EVERY = 5;

/** Tells what is measured when it has changed, and now and then all the same. */
export class Measurements<Measured> {
  private told = '';
  private silentTicks = 0;

  constructor(private readonly tell: (measured: Measured) => void) {}

  /** One tick of time is over, and this is how things are. */
  tick(measured: Measured): void {
    const words = JSON.stringify(measured);
    this.silentTicks += 1;
    if (words === this.told && this.silentTicks < REPEAT_EVERY) return;
    this.told = words;
    this.silentTicks = 0;
    this.tell(measured);
  }
}
