import type { Who } from '../model/who.js';
import { RefusalGate } from './refusal-gate.js';

/** One gate for people with a role, one for everybody else: strangers cannot use up what is there for the others. */
export class RefusalGates {
  private readonly known = new RefusalGate();
  private readonly unknown = new RefusalGate();

  /** @returns what to write down, with how many were left out before; `null` when this one is left out, too */
  pass({ role }: Pick<Who, 'role'>, why: string): string | null {
    const leftOut = (role === null ? this.unknown : this.known).pass(Date.now());
    if (leftOut === null) return null;
    return leftOut === 0 ? why : `${why} ${leftOut} more before it were not written down.`;
  }
}
