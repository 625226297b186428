import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultWish } from '../../src/embedded-discord/faults/fault.js';
import type { Incident } from '../../src/model/incident.js';
import { waitFor } from '../e2e/start.js';
import { incidentsIn } from './incident-log.js';
import { Scene, type SceneWishes } from './scene.js';

/** What makes trouble, what ends it, and how its incident must look before that; ten seconds are given for it. */
interface Trouble {
  readonly begin: () => Promise<void> | void;
  readonly end?: () => Promise<void> | void;
  readonly isClear?: (incident: Incident) => boolean;
}

/** A bot in trouble again and again, and what its store says of that. */
export class IncidentScene {
  private constructor(
    private readonly scene: Scene,
    private readonly dataDir: string,
  ) {}

  static async open(wishes: SceneWishes): Promise<IncidentScene> {
    const dataDir = mkdtempSync(join(tmpdir(), 'shardwatch-incidents-'));
    return new IncidentScene(await Scene.open({ ...wishes, env: { ...wishes.env, DATA_DIR: dataDir } }), dataDir);
  }

  get discord() {
    return this.scene.discord;
  }

  get proxy() {
    return this.scene.proxy;
  }

  get process() {
    return this.scene.app.process;
  }

  /** Oldest first. */
  get incidents(): readonly Incident[] {
    return incidentsIn(this.dataDir);
  }

  served(): Promise<number> {
    return this.scene.served();
  }

  /** The one incident that comes of trouble, once it is over and all is well again. */
  async incidentOf({ begin, end, isClear = () => true }: Trouble): Promise<Incident> {
    const { app } = this.scene;
    const { length: before } = this.incidents;
    await begin();
    const opened = await waitFor(() => this.incidents[before], app, 30_000);
    const now = () => this.incidents.find(({ id }) => id === opened.id) ?? opened;
    await waitFor(() => isClear(now()), app, 30_000).catch(() => undefined); // the test says what is wrong with it
    await end?.();
    await waitFor(() => this.incidents.every(({ endedAt }) => endedAt !== null), app, 40_000);
    await this.served();
    expect(this.incidents).toHaveLength(before + 1);
    return now();
  }

  /** The one that comes of faults at Discord. */
  incidentOfFaults(faults: readonly FaultWish[], isClear: (incident: Incident) => boolean): Promise<Incident> {
    let ids: readonly string[] = [];
    return this.incidentOf({
      begin: () => void (ids = faults.map((fault) => this.discord.begin(fault))),
      end: () => this.endAll(ids),
      isClear,
    });
  }

  async close(): Promise<void> {
    await this.scene.close();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** Some ended by themselves. */
  private endAll(ids: readonly string[]): void {
    const { faults } = this.discord;
    for (const id of ids) if (faults.standing.some((fault) => fault.id === id)) this.discord.end(id);
  }
}
