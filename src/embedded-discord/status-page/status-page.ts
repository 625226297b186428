import { type Clock } from '../clock.js';
import { type Wire } from '../wire.js';

export type Indicator = 'none' | 'minor' | 'major' | 'critical';
export type IncidentState = 'investigating' | 'identified' | 'monitoring' | 'resolved';
type ComponentState = 'operational' | 'degraded_performance' | 'partial_outage' | 'major_outage';

/** Something that Discord's people wrote about an outage. */
export interface Incident {
  readonly id: string;
  readonly name: string;
  readonly impact: Indicator;
  readonly status: IncidentState;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly resolvedAt: number | null;
}

const PAGE_ID = 'srhpyqt94yxb';
const URL_OF_PAGE = 'https://discordstatus.com';
const descriptions: Readonly<Record<Indicator, string>> = {
  none: 'All Systems Operational',
  minor: 'Minor Service Outage',
  major: 'Partial System Outage',
  critical: 'Major Service Outage',
};
const stateOf: Readonly<Record<Indicator, ComponentState>> = {
  none: 'operational',
  minor: 'degraded_performance',
  major: 'partial_outage',
  critical: 'major_outage',
};
const severity: readonly Indicator[] = ['none', 'minor', 'major', 'critical'];
/** The first of them with the id that Discord's own page has; the others follow from their position. */
const components = ['API', 'Gateway', 'Media Proxy', 'Push Notifications', 'Search', 'Voice', 'Third-party'];
const API_ID = 'rhznvxg4v7yh';

/** Discord's public status page, which people write by hand and which therefore says whatever a test wants. */
export class StatusPage {
  /** When set, it counts more than the incidents do. */
  indicator: Indicator | null = null;
  private readonly incidents: Incident[] = [];
  private made = 0;

  constructor(private readonly clock: Clock) {}

  /** Opens an incident; gives what resolves it. */
  begin(impact: Indicator, name: string): () => void {
    const { id } = this.open(impact, name);
    return () => this.update(id, 'resolved');
  }

  open(impact: Indicator, name: string, now = this.clock.now()): Incident {
    this.made += 1;
    const id = `incident${String(this.made).padStart(4, '0')}`;
    const incident = { id, name, impact, startedAt: now, updatedAt: now, resolvedAt: null };
    this.incidents.unshift({ ...incident, status: 'investigating' });
    return { ...incident, status: 'investigating' };
  }

  /** @throws {Error} when there is no incident with this id */
  update(id: string, status: IncidentState, now = this.clock.now()): void {
    const index = this.incidents.findIndex((incident) => incident.id === id);
    const before = this.incidents[index];
    if (!before) throw new Error(`The status page has no incident ${id}`);
    const resolvedAt = status === 'resolved' ? now : null;
    this.incidents[index] = { ...before, status, updatedAt: now, resolvedAt };
  }

  /** All is well, and nothing ever happened. */
  clear(): void {
    this.indicator = null;
    this.incidents.length = 0;
  }

  summary(): Wire {
    return {
      page: this.page(),
      components: this.components(),
      incidents: this.unresolved().map((incident) => this.wire(incident)),
      scheduled_maintenances: [],
      status: this.status(),
    };
  }

  page(): Wire {
    const changed = Math.max(0, ...this.incidents.map(({ updatedAt }) => updatedAt)) || this.clock.now();
    return {
      id: PAGE_ID,
      name: 'Discord',
      url: URL_OF_PAGE,
      time_zone: 'America/Los_Angeles',
      updated_at: iso(changed),
    };
  }

  status(): Wire {
    const indicator = this.worst();
    return { indicator, description: descriptions[indicator] };
  }

  components(): Wire[] {
    const status = stateOf[this.worst()];
    return components.map((name, position) => ({
      id: position === 0 ? API_ID : `component${position}`,
      name,
      status,
      created_at: iso(0),
      updated_at: iso(this.clock.now()),
      position: position + 1,
      description: null,
      showcase: position === 0,
      start_date: null,
      group_id: null,
      page_id: PAGE_ID,
      group: false,
      only_show_if_degraded: false,
    }));
  }

  /** The newest first. */
  unresolved(): Incident[] {
    return this.incidents.filter(({ resolvedAt }) => resolvedAt === null);
  }

  all(): readonly Incident[] {
    return this.incidents;
  }

  wire(incident: Incident): Wire {
    const { id, name, status, impact, startedAt, updatedAt, resolvedAt } = incident;
    const times = { created_at: iso(startedAt), updated_at: iso(updatedAt) };
    const update = { id: `${id}update`, status, body: `${name}: ${status}.`, incident_id: id, ...times };
    return {
      id,
      name,
      status,
      ...times,
      monitoring_at: status === 'monitoring' ? iso(updatedAt) : null,
      resolved_at: resolvedAt === null ? null : iso(resolvedAt),
      impact,
      shortlink: `https://stspg.io/${id}`,
      started_at: iso(startedAt),
      page_id: PAGE_ID,
      incident_updates: [
        { ...update, display_at: iso(updatedAt), affected_components: null, deliver_notifications: true },
      ],
      components: this.components().slice(0, 1),
    };
  }

  private worst(): Indicator {
    if (this.indicator !== null) return this.indicator;
    const impacts = this.unresolved().map(({ impact }) => severity.indexOf(impact));
    return severity[Math.max(0, ...impacts)] ?? 'none';
  }
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
