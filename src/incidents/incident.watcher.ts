import { Injectable } from '@nestjs/common';
import { MonitorSettings } from '../config/monitor.settings.js';
import type { Incident, IncidentTransition } from '../model/incident.js';
import { type Watch, nothingWatched, openIncident, step } from '../model/incident-watch.js';
import { Lifecycle } from '../monitor/lifecycle.js';
import { StatusService } from '../monitor/status.service.js';
import { UsualRate } from './usual-rate.js';

/** Looks at the bot, and remembers since when what is wrong. */
@Injectable()
export class IncidentWatcher {
  private watch: Watch = nothingWatched;

  constructor(
    private readonly status: StatusService,
    readonly limits: MonitorSettings,
    private readonly rate: UsualRate,
    private readonly lifecycle: Lifecycle,
  ) {}

  get open(): Incident | null {
    return openIncident(this.watch);
  }

  get isTroubled(): boolean {
    return this.watch.trouble !== null;
  }

  goOnFrom(watch: Watch): void {
    this.watch = watch;
  }

  /** One look. A process that is asked to stop does not take its own farewell for trouble. @param nextId number of the next incident */
  look(nextId: number): IncidentTransition | null {
    const { stage } = this.lifecycle;
    if (stage === 'draining' || stage === 'closing') return null;
    const { limits, rate } = this;
    const around = { limits, nextId, commandsPerMs: rate.commandsPerMs };
    const { watch, transition } = step(this.watch, this.status.now(), around);
    this.watch = watch;
    return transition;
  }
}
