import type { CommandFailure } from './command-failure.js';
import type { InteractionKind } from './settled-interaction.js';

/** Commands, buttons, forms and suggestions that have figures of their own; all further ones share one line of their kind. */
export const COMMANDS_KEPT = 200;
/** The name of that line. A component or form that no handler of Necord knows is counted there too: its id may be any text. */
export const OTHERS = 'others';
/** Guilds whose last failures are kept: those that had one most recently. */
export const GUILDS_KEPT = 100;
/** The last failures of one guild that are kept. */
export const FAILURES_KEPT = 5;

/** How often each command was used, and what became of it, as far as this process knows. */
export interface CommandUses {
  readonly commands: readonly CommandUse[];
  /** The guild with the newest failure first. */
  readonly guilds: readonly GuildFailures[];
}

/** One command (of a menu too), button, form, or the suggestions of one command. */
export interface CommandUse {
  readonly kind: InteractionKind;
  /** With group and subcommand, as people type it: `/ticket open`; of a button or form the pattern in the code. */
  readonly name: string;
  readonly sinceStart: UseFigures;
  /** Exact to a minute. */
  readonly last5Minutes: UseFigures;
  /** Exact to a minute. */
  readonly lastHour: UseFigures;
  readonly lastFailure: CommandFailure | null;
}

/**
 * What became of the uses of one command in some span of time. A use is counted where its fate is known; each has one of the
 * fates `inTime`, `late`, `missed`, `unknown` and `expired`, and may have failed besides.
 */
export interface UseFigures {
  /** All that came in, those included whose fate is not known yet. */
  readonly uses: number;
  /** Acknowledged within Discord's 3 seconds. */
  readonly inTime: number;
  /** Answered after them, whether Discord took the answer or not. */
  readonly late: number;
  /** Never acknowledged, though there is a handler. */
  readonly missed: number;
  /** Discord offers it to people, and the code has no handler. */
  readonly unknown: number;
  /** Given up by Discord before they reached us: nobody could have answered. */
  readonly expired: number;
  /** The handler threw, and nothing in the code caught it. */
  readonly failed: number;
  /** Discord did not take one of our answers to it. */
  readonly refused: number;
  /** Acknowledged with no more than that the bot thinks, and never answered. */
  readonly unfinished: number;
  /** How often each of Discord's codes was among them; largest first, few. */
  readonly codes: readonly CodeCount[];
  /** Uses with any trouble, each counted once; the expired ones are not among them. */
  readonly troubled: number;
  /** Of those that have an age (the clock of Discord must be known); histograms as text, of milliseconds. */
  readonly ageAtReceipt: string;
  /** From the creation at Discord to its taking of our first answer. */
  readonly acknowledgedIn: string;
  /** From the creation at Discord until the handler had ended and the last edit or follow-up was taken. */
  readonly totalIn: string;
}

export interface CodeCount {
  /** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
  readonly code: number;
  readonly count: number;
}

/** What went wrong last for the people of one guild. */
export interface GuildFailures {
  /** Snowflake. */
  readonly guildId: string;
  /** Newest first. */
  readonly failures: readonly GuildFailure[];
}

export interface GuildFailure extends CommandFailure {
  readonly command: { readonly kind: InteractionKind; readonly name: string };
}

export const noUse: UseFigures = {
  uses: 0,
  inTime: 0,
  late: 0,
  missed: 0,
  unknown: 0,
  expired: 0,
  failed: 0,
  refused: 0,
  unfinished: 0,
  codes: [],
  troubled: 0,
  ageAtReceipt: '',
  acknowledgedIn: '',
  totalIn: '',
};

/** The share of uses, 0 to 1, that went without any trouble, of those whose fate is known; `null` of none. */
export function successRatio({ inTime, late, missed, unknown, troubled }: UseFigures): number | null {
  const decided = inTime + late + missed + unknown;
  return decided === 0 ? null : Math.max(0, 1 - troubled / decided);
}
