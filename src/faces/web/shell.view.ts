import type { Status } from '../../model/status.js';
import { unbroken } from '../format.js';
import { type Chip, verdictChip } from './chips.js';
import { type Moment, moment } from './moment.js';

/** A page as the navigation knows it. */
export interface PageName {
  /** Its path without the slash; the overview has none. */
  readonly path: '' | 'status' | 'health' | 'events';
  readonly label: string;
  readonly icon: string;
}

export const overviewPage: PageName = { path: '', label: 'Overview', icon: 'gauge-high' };
export const statusPage: PageName = { path: 'status', label: 'Status', icon: 'server' };
export const healthPage: PageName = { path: 'health', label: 'Health', icon: 'heart-pulse' };
export const eventsPage: PageName = { path: 'events', label: 'Events', icon: 'list' };

/** In the order of the navigation. A page that does not exist yet is not in it. */
const pages: readonly PageName[] = [overviewPage, statusPage, healthPage, eventsPage];

/** The bot talks to a simulated Discord. `isTokenUnused`: a token is set, but so is DEMO=true. */
export interface Demo {
  readonly isTokenUnused: boolean;
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
  readonly nav: readonly (PageName & { readonly isCurrent: boolean })[];
  /** Path of the page's live stream, without the base path. */
  readonly live: string;
  /** The moment all of it is from. */
  readonly asOf: Moment;
}

export function shellView(current: PageName, status: Status, demo: Demo | null): ShellView {
  const chip = verdictChip(status.verdict);
  return {
    title: `${chip.word} - ${current.label} - Shardwatch`,
    chip,
    sentence: unbroken(status.sentence),
    botName: status.snapshot.application?.user.name ?? null,
    demo,
    nav: pages.map((page) => ({ ...page, isCurrent: page === current })),
    live: `/live/${current.path || 'overview'}`,
    asOf: moment('clock', status.at, status.at),
  };
}
