import { Injectable } from '@nestjs/common';
import { performance } from 'node:perf_hooks';
import { now } from '../bus/now.js';
import { VERSION } from '../config/versions.js';
import type { Incident } from '../model/incident.js';
import { type Crash, crashed, crashedIn } from '../model/incident-after.js';
import { type Watch, nothingWatched, resumedWatch } from '../model/incident-watch.js';
import { LastWords } from '../store/last-words.js';
import { Runs } from '../store/runs.js';

/** What the process before this one left behind. */
@Injectable()
export class Past {
  constructor(
    private readonly runs: Runs,
    private readonly lastWords: LastWords,
  ) {}

  /**
   * Where this process goes on: with the open incident, or with the one that the crash before it is.
   *
   * @param nextId the number that a new incident gets
   */
  watchFrom(open: Incident | null, nextId: number): Watch {
    const crash = this.crash();
    if (open) return resumedWatch(this.byOurClock(crash ? crashedIn(open, crash) : open));
    if (!crash) return nothingWatched;
    return { ...nothingWatched, trouble: crashed(crash), opened: { id: nextId, at: crash.startedAt } };
  }

  /** What there is to say of it is written down: the next process need not say it. Rejects when the store fails. */
  noted(): Promise<void> {
    return this.runs.alive(now());
  }

  /** An incident that goes on lasts as long as it lasts, however the clock was set meanwhile. */
  private byOurClock(incident: Incident): Incident {
    const beganAt = incident.beganAt + (this.runs.previous?.clockSetMs ?? 0);
    return { ...incident, beganAt: Math.min(beganAt, startedAt()) };
  }

  private crash(): Crash | null {
    const { crashed: life } = this.runs;
    if (!life) return null;
    const aliveAt = (life.aliveAt ?? life.startedAt) + life.clockSetMs;
    return {
      aliveAt: Math.min(aliveAt, startedAt()),
      startedAt: startedAt(),
      version: life.version,
      nextVersion: VERSION,
      lastWords: this.lastWords.before,
    };
  }
}

/** Epoch milliseconds at which this process was started. */
function startedAt(): number {
  return Math.round(performance.timeOrigin);
}
