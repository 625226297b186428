import { Injectable } from '@nestjs/common';
import { type Observable, distinctUntilChanged, filter, map, pairwise } from 'rxjs';
import type { IncidentTransition } from '../model/incident.js';
import { standingAt } from '../model/standing.js';
import { StatusService } from '../monitor/status.service.js';
import { Outbox } from './outbox.js';
import { incidentKey, tellingId } from './telling.js';

/**
 * During maintenance nobody is told. What goes on when it is over is told then; what began and ended meanwhile is not, and
 * the store knows that, so that no later process tells it.
 */
@Injectable()
export class Silence {
  private readonly held = new Map<string, IncidentTransition>();

  constructor(
    private readonly outbox: Outbox,
    private readonly status: StatusService,
  ) {}

  /** Emits when maintenance is over. */
  get over$(): Observable<boolean> {
    return this.status.changes$.pipe(
      map(() => this.isOn),
      distinctUntilChanged(),
      pairwise(),
      map(([, isOn]) => isOn),
      filter((isOn) => !isOn),
    );
  }

  /** Takes in what is to be told, now or later. Never rejects. */
  async take(transitions: readonly IncidentTransition[]): Promise<void> {
    if (this.isOn) {
      for (const transition of transitions) this.held.set(tellingId(transition), transition);
      return;
    }
    const [silent, told] = this.release();
    if (silent.length > 0) await this.outbox.silence(silent);
    await this.outbox.take([...told, ...transitions]);
  }

  /** Writes down what the store had no room for. Never rejects. */
  settle(): Promise<void> {
    return this.outbox.settle();
  }

  private get isOn(): boolean {
    const { snapshot, at } = this.status.now();
    return standingAt(snapshot.standing, at).maintenance !== null;
  }

  private release(): readonly [silent: readonly IncidentTransition[], told: readonly IncidentTransition[]] {
    const all = [...this.held.values()];
    this.held.clear();
    const keysOf = (change: IncidentTransition['change']) =>
      new Set(all.filter((one) => one.change === change).map(({ incident }) => incidentKey(incident)));
    const [opened, closed] = [keysOf('opened'), keysOf('closed')];
    const isSilent = ({ incident }: IncidentTransition) =>
      opened.has(incidentKey(incident)) && closed.has(incidentKey(incident));
    return [all.filter(isSilent), all.filter((one) => !isSilent(one))];
  }
}
