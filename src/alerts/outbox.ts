import { now } from '../bus/now.js';
import type { IncidentTransition } from '../model/incident.js';
import type { KeptTelling, Postponed } from '../store/telling.book.js';
import type { Batch } from './batch.js';
import type { End, Journal } from './journal.js';
import { type Telling, tellingId } from './telling.js';

/** Milliseconds that an entry waits at most, whoever asks for it. */
const LONGEST_WAIT_MS = 3_600_000;
/** Ends that are remembered: as many as a day can have, and more. */
const MOST_REMEMBERED = 20_000;

/**
 * What one receiver does not know of yet: in the store first, and here. When the store fails, what is here is enough to tell
 * everybody once.
 */
export class Outbox {
  private readonly waitingById = new Map<string, Telling>();
  /** What is over, as far as this process knows. */
  private readonly ended = new Set<string>();

  constructor(private readonly journal: Journal) {}

  get waiting(): readonly Telling[] {
    return [...this.waitingById.values()];
  }

  /** Takes in what is to be told. What is known already, here or in the store, is not told again. Never rejects. */
  async take(transitions: readonly IncidentTransition[]): Promise<void> {
    const news = transitions.filter((transition) => !this.ended.has(tellingId(transition))).map(newTelling);
    const kept = await this.journal.add(news.filter(({ id }) => !this.waitingById.has(id)));
    for (const telling of news) await this.takeOne(telling, kept.get(telling.id));
    const stale = this.waiting.filter((telling) => this.isStale(telling));
    if (stale.length > 0) await this.end({ tellings: stale, isSummary: false }, 'told');
  }

  /** These are never told to anybody. Never rejects. */
  async silence(transitions: readonly IncidentTransition[]): Promise<void> {
    await this.take(transitions);
    const ids = new Set(transitions.map(tellingId));
    const tellings = this.waiting.filter(({ id }) => ids.has(id));
    if (tellings.length > 0) await this.end({ tellings, isSummary: false }, 'told');
  }

  /** Writes down what the store had no room for. Never rejects. */
  settle(): Promise<void> {
    return this.journal.settle();
  }

  /** Makes sure that nobody else tells it. @returns whether it is ours to tell */
  async claim({ tellings }: Batch): Promise<boolean> {
    const foreign = await this.journal.claim(tellings.map(({ id }) => id));
    if (foreign.size === 0) return true;
    for (const id of foreign) this.waitingById.delete(id);
    await this.journal.keep(
      tellings.filter(({ id }) => !foreign.has(id)),
      null,
    );
    return false;
  }

  /** It is told, or never will be. */
  async end({ tellings }: Batch, end: End): Promise<void> {
    for (const { id } of tellings) {
      this.waitingById.delete(id);
      this.ended.add(id);
    }
    for (const id of [...this.ended].slice(0, -MOST_REMEMBERED)) this.ended.delete(id);
    await this.journal.keep(tellings, end);
  }

  /** An attempt failed. */
  async failed({ tellings }: Batch, { isUnsure, nextAt }: Postponed): Promise<void> {
    const after = tellings.map((telling) => {
      return { ...telling, attempts: telling.attempts + 1, isUnsure: telling.isUnsure || isUnsure, nextAt };
    });
    for (const telling of after) this.waitingById.set(telling.id, telling);
    await this.journal.keep(after, null);
  }

  /** @param kept as the store has it; nothing when the store has failed: then it is told all the same */
  private async takeOne(telling: Telling, kept: KeptTelling | undefined): Promise<void> {
    const { id, transition } = telling;
    if (this.ended.has(id)) return;
    const before = this.waitingById.get(id);
    if (before || !kept) return void this.waitingById.set(id, { ...telling, ...before, transition });
    const { state, attempts, createdAt } = kept;
    if (state === 'told' || state === 'given_up') return void this.ended.add(id);
    const nextAt = Math.min(kept.nextAt, now() + LONGEST_WAIT_MS); // the clock may have been set back since
    // A process died over it: one store has one process, and it is not this one that is at it.
    const isUnsure = kept.isUnsure || state === 'claimed';
    const after = { ...telling, isUnsure, attempts, createdAt, nextAt };
    this.waitingById.set(id, after);
    if (state === 'claimed') await this.journal.keep([after], null);
  }

  /** That it began is no news once it is told that it is over. */
  private isStale({ transition: { change, incident } }: Telling): boolean {
    return change === 'opened' && this.ended.has(tellingId({ change: 'closed', incident }));
  }
}

function newTelling(transition: IncidentTransition): Telling {
  const at = now();
  return { id: tellingId(transition), transition, isUnsure: false, attempts: 0, createdAt: at, nextAt: at };
}
