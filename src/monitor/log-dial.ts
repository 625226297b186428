import type { UsualVolume } from '../model/action.js';

/** Turns the log up and down while the process lives. */
export class LogDial {
  private turnTo: (level: UsualVolume) => void = () => undefined;

  /** @param usual the level of the settings */
  constructor(readonly usual: UsualVolume) {}

  /** Whoever writes the log says how its level is set. */
  connect(turnTo: (level: UsualVolume) => void): void {
    this.turnTo = turnTo;
  }

  turn(level: UsualVolume): void {
    this.turnTo(level);
  }
}
