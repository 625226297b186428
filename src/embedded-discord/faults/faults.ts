import type { Clock } from '../clock.js';
import { type Ending, type Victims, effectsOn } from './effects.js';
import { type Fault, type FaultWish, readFault, wayOf } from './fault.js';
import type { ParamsOf } from './kinds.js';
import type { Standing, StandingFaults } from './standing-faults.js';
import { NobodyThere } from './targets.js';

/** One step of a script. */
export interface Step {
  /** Milliseconds of Discord's after the script began. */
  readonly atMs: number;
  readonly fault: Fault;
}

/** A script that has begun. */
interface Running {
  readonly timers: Set<NodeJS.Timeout>;
  readonly faults: string[];
}

/** Makes things go wrong, and right again. */
export class Faults {
  private readonly effects: ReturnType<typeof effectsOn>;
  private readonly endings = new Map<string, () => void>();
  private readonly scripts = new Map<string, Running>();
  private made = 0;

  constructor(
    private readonly standing: StandingFaults,
    private readonly clock: Clock,
    victims: Victims,
  ) {
    this.effects = effectsOn(victims, ({ limit }) => standing.isDue(limit));
  }

  /**
   * Begins a fault; gives its id.
   *
   * @throws {BadField} when it makes no sense, {NobodyThere} when it names a shard to which nobody is connected
   */
  begin(wish: FaultWish): string {
    return this.put(readFault(wish));
  }

  /** The same for one that was checked already. */
  put(fault: Fault): string {
    const now = this.clock.now();
    const { durationMs } = fault.limit;
    const endsAt = durationMs === null ? null : now + this.clock.span(durationMs);
    const standing = { id: this.newId('f'), fault, startedAt: now, endsAt, strikes: 0, endedAt: null };
    const way = wayOf(fault);
    const ending = way === 'waiting' ? undefined : this.act(fault);
    if (way === 'act') standing.strikes = 1;
    this.standing.put(standing);
    if (way === 'act' && fault.limit.everyMs === null) this.standing.end(standing.id);
    else this.keep(standing, ending);
    return standing.id;
  }

  /** Ends a fault or a script with all its faults. False when it is over or never was. */
  end(id: string): boolean {
    const script = this.scripts.get(id);
    if (script) {
      this.scripts.delete(id);
      script.timers.forEach(clearTimeout);
      script.faults.forEach((fault) => this.end(fault));
      return true;
    }
    const ending = this.endings.get(id);
    this.endings.delete(id);
    ending?.();
    return this.standing.end(id);
  }

  endAll(): void {
    for (const id of this.scriptIds) this.end(id);
    for (const { id } of this.standing.all) this.end(id);
  }

  /** Begins faults one after the other; gives the id of the whole. A step to which nobody is there is left out. */
  run(steps: readonly Step[]): string {
    const id = this.newId('s');
    const running: Running = { timers: new Set(), faults: [] };
    this.scripts.set(id, running);
    for (const { atMs, fault } of steps) {
      const timer = setTimeout(() => {
        running.timers.delete(timer);
        running.faults.push(...this.tryToPut(fault));
      }, this.clock.span(atMs)).unref();
      running.timers.add(timer);
    }
    return id;
  }

  /** The scripts that have steps left or faults that are on. */
  get scriptIds(): string[] {
    for (const [id, { timers, faults }] of this.scripts)
      if (timers.size === 0 && faults.every((fault) => !this.standing.get(fault))) this.scripts.delete(id);
    return [...this.scripts.keys()];
  }

  private act(fault: Fault): Ending {
    const effect = this.effects[fault.kind] as
      ((params: ParamsOf<typeof fault.kind>, fault: Fault) => Ending) | undefined;
    return effect?.(fault.params, fault);
  }

  private keep({ id, fault, endsAt }: Standing, ending: Ending): void {
    const { everyMs, durationMs } = fault.limit;
    const timers: NodeJS.Timeout[] = [];
    if (endsAt !== null) timers.push(setTimeout(() => this.end(id), this.clock.span(durationMs ?? 0)).unref());
    if (everyMs !== null) timers.push(setInterval(() => this.repeat(id), this.clock.span(everyMs)).unref());
    this.endings.set(id, () => {
      timers.forEach(clearTimeout);
      ending?.();
    });
    if (everyMs !== null && fault.limit.count === 1) this.end(id);
  }

  private repeat(id: string): void {
    const standing = this.standing.get(id);
    if (!standing) return;
    const { fault } = standing;
    standing.strikes += 1;
    this.tryTo(() => this.act(fault));
    if (standing.strikes === fault.limit.count) this.end(id);
  }

  private tryToPut(fault: Fault): string[] {
    const id = this.tryTo(() => this.put(fault));
    return id === undefined ? [] : [id];
  }

  /** Later on nobody may be there any more, which is no reason to stop. */
  private tryTo<Result>(act: () => Result): Result | undefined {
    try {
      return act();
    } catch (error) {
      if (error instanceof NobodyThere) return undefined;
      throw error;
    }
  }

  private newId(letter: string): string {
    this.made += 1;
    return `${letter}${this.made}`;
  }
}
