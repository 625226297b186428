import { DiscordAPIError } from 'discord.js';
import { now } from '../../bus/now.js';
import { type CommandDifference, commandWord } from '../../model/command-drift.js';
import type { Problem } from '../../model/problem.js';
import { problemOf } from '../problems.js';

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const MISSING_ACCESS = 50001;
const TOO_MANY_CREATES = 30034;
const INVALID_FORM = 50035;

/** Discord's own codes in words that say what to do. */
const wordsOf: Readonly<Record<number, string>> = {
  10063: 'a command is not there any more (10063)',
  30032: 'one place would have more commands than Discord allows (30032)',
  [TOO_MANY_CREATES]: '200 new commands a day are used up (30034)',
  [MISSING_ACCESS]: 'the bot is not in this server, or without the scope applications.commands (50001)',
};

/** Characters of Discord's own words. */
const LONGEST_DETAIL = 300;

/** Why commands could not be read or written. @param about the command that was to be written */
export function commandProblem(error: unknown, address: string, about?: CommandDifference): Problem {
  const problem = problemOf(error, 'api', address);
  if (!(error instanceof DiscordAPIError) || typeof error.code !== 'number' || error.status === 401) return problem;
  if (error.code === 0 || error.status >= 500) return problem;
  const words = wordsOf[error.code] ?? `${error.message.replace(/\s*\n\s*/g, '; ')} (${error.code})`;
  const detail = (about && isOfOneCommand(error) ? `${commandWord(about)}: ${words}` : words).slice(0, LONGEST_DETAIL);
  return { kind: 'command_refused', at: now(), peer: 'api', host: problem.host, detail };
}

/** Whether another place could still be read. */
export function isOfOnePlace({ kind }: Problem): boolean {
  return kind === 'command_refused';
}

/** Whether another command could still be written: Discord finds fault with what this one says. */
export function isOfOneCommand(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === INVALID_FORM;
}

/** Whether Discord takes no more new commands today, whoever made them. */
export function isOutOfCreates(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === TOO_MANY_CREATES;
}
