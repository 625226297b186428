import type { Parts } from '../parts.js';

/** What the control API works on. */
export interface ControlStage {
  /** The parts as they are now: a reset makes new ones. */
  readonly parts: () => Parts;
  readonly seed: () => number;
  /** Begins again, with the same seed unless told. */
  readonly reset: (seed?: number) => void;
}
