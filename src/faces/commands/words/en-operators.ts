import { counted } from '../../../model/words.js';

/** The part of English that operators read. */
export const enForOperators = {
  reason: 'Why, for those who read the audit',
  ask: (what: string): string => `**${what}?**`,
  underWay: 'Under way ...',
  noLongerOpen: 'This is no longer open, so nothing was done. Use the command again.',
  outcome: { done: 'Done', failed: 'Failed', unknown: 'Not known' },
  inAudit: (number: number): string => `Action ${number} of the audit.`,

  commands: {
    description: 'The commands in the code against those at Discord',
    diff: 'What differs between the code and Discord',
    sync: 'Bring Discord in step with the code',
    delete: 'Delete at Discord what the code does not have, too (no)',
    inStep: (commands: number): string =>
      `In step: ${counted(commands, 'command')} in the code, and Discord has ${commands === 1 ? 'it' : 'them'}.`,
    differs: (count: number): string =>
      `${counted(count, 'command')} ${count === 1 ? 'differs' : 'differ'} from the code.`,
    notCompared: 'The commands were not compared with Discord yet. Ask again in a minute.',
    compared: (span: string): string => `Compared ${span} ago.`,
    lastFailed: (why: string): string => `The last comparison did not succeed: ${why}.`,
    kinds: {
      only_in_code: 'only in the code: nobody can use it yet',
      changed: 'not the same',
      only_at_discord: 'only at Discord: the code does not have it',
    },
    field: (path: string, atDiscord: string, inCode: string): string => `${path}: Discord ${atDiscord}, code ${inCode}`,
    nothing: 'nothing',
    more: (count: number): string => `and ${counted(count, 'more field')}`,
  },
  health: {
    description: 'Everything that is checked, worst first',
    counts: { fail: 'failing', warn: 'warning', pass: 'passing', off: 'not known' },
    allPass: (passing: number): string => `All well: ${counted(passing, 'check')} pass.`,
    limit: (now: string, limit: string): string => `${now}; ${limit}`,
    checked: (span: string): string => `checked ${span} ago`,
  },
  incidents: {
    description: 'What went wrong lately, newest first',
    none: 'Nothing went wrong so far.',
    open: (count: number): string => `${counted(count, 'incident')} open`,
    allOver: 'No incident is open',
    line: (number: number, title: string): string => `#${number} ${title}`,
    isOpen: (span: string): string => `**open** for ${span}`,
    isOver: (began: string, length: string): string => `${began}, lasted ${length}`,
    cause: (cause: string): string => `Cause: ${cause}`,
    page: 'All about it',
  },
  loglevel: {
    description: 'Set how much the bot logs for a while',
    level: 'The least important level that is written',
    minutes: 'For how long (15); then the level is the usual one again',
  },
  maintenance: {
    description: 'Announce maintenance: nobody is told of incidents meanwhile',
    minutes: 'For how long; 0 ends it now',
  },
  presence: {
    description: 'Change how the bot looks to people',
    status: "The dot beside the bot's name",
    text: "The line below the bot's name",
  },
  reconnect: {
    description: 'Give a shard, or all of them, a new connection',
    shard: 'Which shard; without it all, one after the other',
    session: 'resume: nothing is lost. new: costs a session start',
    force: 'Below the reserve of session starts too (admins only)',
  },
};
