import type { Parts } from '../parts.js';

/** What the control API works on. */
export interface ControlStage {
  /** The parts as they are now: a reset makes new ones. */
  parts(): Parts;
  seed(): number;
  /** Begins again, with the same seed unless told. */
  reset(seed?: number): void;
}
