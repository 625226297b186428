import { parseArgs } from 'node:util';
import { InvalidSettings, loadSettings } from '../config/environment.js';
import { GatewaySettings } from '../config/gateway.settings.js';
import { MonitorSettings } from '../config/monitor.settings.js';
import { StoreSettings } from '../config/store.settings.js';
import { CommandBudget } from '../gateway/commands/command-budget.js';
import { CommandDesk } from '../gateway/commands/command-desk.js';
import type { CommandSet } from '../gateway/commands/command-set.js';
import type { CommandDrift } from '../model/command-drift.js';
import { EVERYWHERE, doneWords } from '../model/command-plan.js';
import { type Problem, explain } from '../model/problem.js';
import { CommandCreateBook } from '../store/command-create.book.js';
import { openBeside } from '../store/open-beside.js';
import { Store } from '../store/store.js';
import type { Audit } from '../control/audit.js';
import { botOf } from './bot-of.js';
import { auditOf } from './command-line.js';
import { recordedSync } from './recorded-sync.js';
import { driftJson, driftLines, listed } from './command-lines.js';

/** Exit codes: ours, and those of sysexits.h. */
const DIFFERS = 1;
const EX_USAGE = 64;
const EX_UNAVAILABLE = 69;
const EX_CONFIG = 78;

const USAGE = `Usage: npm run commands -- diff|sync|list [--guild ID] [--json]
  diff           says what is different between the commands in the code and those at Discord; it writes nothing
  sync           writes what differs, and nothing else
  sync --delete  deletes what only Discord has, too
  list           says which commands Discord has
  --guild ID     this server only, also where the code has no commands for it
Ends with 0 when both are in step, 1 when they differ, 69 without an answer of Discord, 78 when a setting is wrong.
`;

/** What is asked for. */
interface Asked {
  readonly command: string;
  readonly guildId: string | null;
  readonly isJson: boolean;
  readonly isDeleting: boolean;
}

const HELP = 'help';

/** Says what the code has; it is only asked once the settings are right. */
export type SetOf = () => Promise<CommandSet>;

const say = (words: string) => void process.stdout.write(`${words}\n`);
const complain = (words: string) => void process.stderr.write(`${words}\n`);

/** `npm run commands`: compares and syncs the commands, without the bot. @returns the exit code */
export async function commands(words: readonly string[], setOf: SetOf): Promise<number> {
  const asked = read(words);
  if (asked === HELP) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (!asked) {
    process.stderr.write(USAGE);
    return EX_USAGE;
  }
  const [gateway, store, limits] = loadSettings([GatewaySettings, StoreSettings, MonitorSettings], process.env);
  if (gateway.token === undefined) throw new InvalidSettings(['DISCORD_TOKEN is missing: whose commands are meant?']);
  if (asked.command === 'sync' && gateway.commandSync === 'off')
    throw new InvalidSettings(['COMMAND_SYNC is off: nothing is written to Discord']);
  const set = await setOf();
  const db = await openBeside(store, botOf(gateway, store.dataDir)).catch(() => null);
  const kept = db ? { db } : await Store.inMemory('the commands'); // no bot was ever started here
  try {
    const desk = new CommandDesk(gateway, set, new CommandBudget(new CommandCreateBook(kept), limits));
    const problem = await desk.open();
    return problem ? failed(problem) : await answer(desk, asked, auditOf(kept.db));
  } finally {
    await kept.db.destroy();
  }
}

function read(words: readonly string[]): Asked | typeof HELP | null {
  const flag = { type: 'boolean', default: false } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { guild: { type: 'string' }, json: flag, delete: flag, help: { ...flag, short: 'h' } },
    });
    if (values.help) return HELP;
    const [command = '', ...rest] = positionals;
    const isKnown = ['diff', 'sync', 'list'].includes(command) && rest.length === 0;
    const isGuild = values.guild === undefined || /^\d{15,20}$/.test(values.guild);
    if (!isKnown || !isGuild || (values.delete && command !== 'sync')) return null;
    return { command, guildId: values.guild ?? null, isJson: values.json, isDeleting: values.delete };
  } catch {
    return null; // an option that nobody knows
  }
}

async function answer(desk: CommandDesk, asked: Asked, audit: Audit): Promise<number> {
  const drift = of(await desk.compare(asked.guildId), asked);
  if (asked.command === 'list') return list(desk, drift, asked);
  if (asked.command === 'diff' || drift.problem) return told(drift, asked);
  const wish = { place: asked.guildId ?? EVERYWHERE, isDeleting: asked.isDeleting };
  const { done, drift: now } = await recordedSync(audit, { wish, before: drift }, (one) => desk.sync(one));
  if (!asked.isJson) say(doneWords(done));
  return told(of(now, asked), asked);
}

/** Of the server alone that was asked for. */
function of(drift: CommandDrift, { guildId }: Asked): CommandDrift {
  if (guildId === null) return drift;
  const limits = drift.limits.filter(({ place }) => place === guildId);
  const differences = drift.differences.filter(({ place }) => place === guildId);
  const isOfOthers = drift.limits.some(({ problem }) => problem !== null && problem === drift.problem);
  return { ...drift, limits, differences, problem: isOfOthers ? (limits[0]?.problem ?? null) : drift.problem };
}

function told(drift: CommandDrift, { isJson }: Asked): number {
  if (isJson) say(JSON.stringify(driftJson(drift), null, 2));
  else driftLines(drift).forEach(say);
  if (drift.problem) return failed(drift.problem);
  return drift.differences.length > 0 ? DIFFERS : 0;
}

function list(desk: CommandDesk, { limits, problem }: CommandDrift, { isJson }: Asked): number {
  const all = limits.flatMap(({ place }) => desk.atDiscord(place).map((command) => listed(place, command)));
  if (isJson) say(JSON.stringify(all, null, 2));
  else if (all.length === 0 && !problem) say('Discord has no command there.');
  else
    for (const { place, id, name, type } of all)
      say(`${place.padEnd(20)}  ${type.padEnd(8)}  ${id.padEnd(20)}  ${name}`);
  return problem ? failed(problem) : 0;
}

function failed(problem: Problem): number {
  const { words } = explain(problem); // its way out is the bot's, which tries again by itself
  complain(`${words.charAt(0).toUpperCase()}${words.slice(1)}.`);
  return problem.kind === 'token_rejected' ? EX_CONFIG : EX_UNAVAILABLE;
}
