import type { Status } from '../../model/status.js';
import { number, unbroken } from '../format.js';
import { type Chip, verdictChip } from './chips.js';
import { type Moment, moment } from './moment.js';

/** A page as the navigation knows it. */
export interface PageName {
  /** Its path without the slash; the overview has none. */
  readonly path: '' | 'status' | 'health' | 'incidents' | 'events';
  readonly label: string;
  readonly icon: string;
  /** On a phone it is found under "More". */
  readonly isMinor?: boolean;
}

export const overviewPage: PageName = { path: '', label: 'Overview', icon: 'gauge-high' };
export const statusPage: PageName = { path: 'status', label: 'Status', icon: 'server' };
export const healthPage: PageName = { path: 'health', label: 'Health', icon: 'heart-pulse', isMinor: true };
export const incidentsPage: PageName = { path: 'incidents', label: 'Incidents', icon: 'clock-rotate-left' };
export const eventsPage: PageName = { path: 'events', label: 'Events', icon: 'list' };

/** In the order of the navigation. A page that does not exist yet is not in it. */
const pages: readonly PageName[] = [overviewPage, statusPage, healthPage, incidentsPage, eventsPage];

/** The bot talks to a simulated Discord. `isTokenUnused`: a token is set, but so is DEMO=true. */
export interface Demo {
  readonly isTokenUnused: boolean;
}

interface NavView extends PageName {
  readonly isCurrent: boolean;
  /** Whether it shows how many incidents are open. */
  readonly hasCount: boolean;
}

/** What the frame shows beside the page. */
export interface ShellFacts {
  readonly status: Status;
  readonly demo: Demo | null;
  /** Incidents that go on. */
  readonly openCount: number;
}

/** What all pages share: title, navigation, the state of the bot in the corner. */
export interface ShellView {
  readonly title: string;
  readonly chip: Chip;
  /** For people who cannot see the page change. */
  readonly sentence: string;
  /** As its owner wrote it; `null` before the bot has signed in. */
  readonly botName: string | null;
  readonly demo: Demo | null;
  readonly nav: readonly NavView[];
  /** On a phone: what is always at hand, and the rest. */
  readonly phone: { readonly major: readonly NavView[]; readonly minor: readonly NavView[] };
  /** Incidents that go on, `1`; `null` for none. */
  readonly openCount: string | null;
  /** Path of the page's live stream, without the base path. */
  readonly live: string;
  /** The moment all of it is from. */
  readonly asOf: Moment;
}

export function shellView(current: PageName, { status, demo, openCount }: ShellFacts): ShellView {
  const chip = verdictChip(status.verdict);
  const nav = pages.map((page) => {
    return { ...page, isCurrent: page.path === current.path, hasCount: page === incidentsPage };
  });
  return {
    title: `${chip.word} - ${current.label} - Shardwatch`,
    chip,
    sentence: unbroken(status.sentence),
    botName: status.snapshot.application?.user.name ?? null,
    demo,
    nav,
    phone: { major: nav.filter(({ isMinor }) => !isMinor), minor: nav.filter(({ isMinor }) => isMinor) },
    openCount: openCount === 0 ? null : number(openCount),
    live: `/live/${current.path || 'overview'}`,
    asOf: moment('clock', status.at, status.at),
  };
}
