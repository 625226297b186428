import { standingAt } from '../../../model/standing.js';
import type { Status } from '../../../model/status.js';
import { number, unbroken } from '../../format.js';
import { eventId } from '../../streams/resume.js';
import { type Chip, verdictChip } from '../parts/chips.js';
import { type Moment, moment } from '../parts/moment.js';
import type { PageName } from './page-name.js';

/** The bot talks to a simulated Discord. `isTokenUnused`: a token is set, but so is DEMO=true. */
export interface Demo {
  readonly isTokenUnused: boolean;
}

interface NavView extends PageName {
  readonly isCurrent: boolean;
  /** The partials with what is counted beside it. */
  readonly counted: { readonly side: string; readonly phone: string } | null;
}

/** What the frame shows beside the page. */
export interface ShellFacts {
  readonly status: Status;
  readonly demo: Demo | null;
  /** Incidents that go on. */
  readonly openCount: number;
  /** In the order of the navigation. */
  readonly pages: readonly PageName[];
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
  /** Differences between the commands in the code and those at Discord, `3`; `null` for none, or not compared yet. */
  readonly differenceCount: string | null;
  /** When the maintenance ends that goes on; `null` without one. */
  readonly maintenance: Moment | null;
  /** Path of the page's live stream, without the base path. */
  readonly live: string;
  /** The moment all of it is from. */
  readonly asOf: Moment;
  /** The same for the stream: nothing that the page has is sent again. */
  readonly after: string;
}

export function shellView(current: PageName, { status, demo, openCount, pages }: ShellFacts): ShellView {
  const chip = verdictChip(status.verdict);
  const { standing, commandSync, application } = status.snapshot;
  const { maintenance } = standingAt(standing, status.at);
  const nav = pages.map((page) => navView(page, current));
  return {
    title: `${chip.word} - ${current.label} - Shardwatch`,
    chip,
    sentence: unbroken(status.sentence),
    botName: application?.user.name ?? null,
    demo,
    nav,
    phone: { major: nav.filter(({ isMinor }) => !isMinor), minor: nav.filter(({ isMinor }) => isMinor) },
    openCount: counted(openCount),
    differenceCount: counted(commandSync?.differences?.length ?? 0),
    maintenance: maintenance && moment('in', maintenance.until, status.at),
    live: `/live/${current.path || 'overview'}`,
    asOf: moment('clock', status.at, status.at),
    after: eventId(status.at),
  };
}

function navView(page: PageName, current: PageName): NavView {
  const { path, count } = page;
  const counted = count ? { side: `shell/${count}-side`, phone: `shell/${count}-phone` } : null;
  return { ...page, isCurrent: path === current.path, counted };
}

function counted(count: number): string | null {
  return count === 0 ? null : number(count);
}
