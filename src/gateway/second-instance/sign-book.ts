import type { Limits } from '../../model/limits.js';
import { type Sign, type SignKind, isProof, stillCounts, suspicionOf } from '../../model/second-instance.js';

/** Every sign of a second instance that was seen, and which of them are worth a word. */
export class SignBook {
  private readonly signs = new Map<SignKind, Sign>();

  constructor(private readonly limits: Pick<Limits, 'timeFactor'>) {}

  /** @param count how many came at once, 1 or more; `at` in epoch milliseconds */
  note(kind: SignKind, count: number, at: number): void {
    const before = this.signs.get(kind);
    const known = before && stillCounts(before.lastAt, this.limits, at) ? before : { count: 0, firstAt: at };
    this.signs.set(kind, { kind, count: known.count + count, firstAt: known.firstAt, lastAt: at });
  }

  /** What may be told at `at`: signs that prove nothing are told beside others only. */
  told(at: number): readonly Sign[] {
    const all = [...this.signs.values()];
    const proofs = all.filter(({ kind }) => isProof(kind));
    if (suspicionOf({ signs: proofs }, this.limits, at) === null) return proofs;
    return all.filter(({ kind, lastAt }) => isProof(kind) || stillCounts(lastAt, this.limits, at));
  }
}
