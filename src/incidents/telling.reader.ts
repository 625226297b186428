import { Injectable } from '@nestjs/common';
import type { IncidentChange } from '../model/incident.js';
import { TellingBook } from '../store/telling.book.js';

/** How far the news of one change of an incident has come. */
export interface Told {
  readonly change: IncidentChange;
  readonly state: 'waiting' | 'told' | 'given_up';
  /** Attempts so far. */
  readonly attempts: number;
  /** Epoch milliseconds; `null` while it is not told. */
  readonly toldAt: number | null;
}

/** Reads what the receiver outside was told of an incident. */
@Injectable()
export class TellingReader {
  constructor(private readonly book: TellingBook) {}

  /** Oldest first; nothing where nobody is to be told. @throws when the store does not answer */
  async of(incidentId: number): Promise<readonly Told[]> {
    const tellings = await this.book.of(incidentId);
    return tellings.map(({ change, state, attempts, toldAt }) => {
      return { change, state: state === 'claimed' ? 'waiting' : state, attempts, toldAt };
    });
  }
}
