import { botOf } from './bot-of.js';
import { loadEnvFile } from '../config/env-file.js';
import { InvalidSettings, loadSettings } from '../config/environment.js';
import { GatewaySettings } from '../config/gateway.settings.js';
import { StoreSettings } from '../config/store.settings.js';
import { headWords, readHead } from '../model/audit.js';
import { Conflict, NotFound } from '../model/errors.js';
import { counted } from '../model/words.js';
import { AuditChecker } from '../store/audit.check.js';
import { openBeside } from '../store/open-beside.js';
import { type StoreCheck, StoreFile } from '../store/store-file.js';

/** Exit codes of sysexits.h. */
const EX_USAGE = 64;
const EX_DATAERR = 65;
const EX_TEMPFAIL = 75;
const EX_CONFIG = 78;

const USAGE = `Usage: npm run store -- <command>
  backup FILE    writes a copy of the store, also while the bot runs
  restore FILE   puts a copy in the place of the store, which is kept under another name; stop the bot first
  check          says whether the store is sound, and how new it is
  verify-audit [HEAD]
                 says whether anybody has changed the audit, and where. HEAD is an end of the audit as the log has it:
                 a number, a colon and 64 digits. It finds what was changed together with the end that the store keeps
The store is found by DATA_DIR and DISCORD_TOKEN, as the bot finds it.
`;

const IN_POSTGRES = `The store is in PostgreSQL (DATABASE_URL). Use the database's own tools, for one bot by its schema:
  pg_dump --format=custom --schema=shardwatch_<id of the bot> --file=FILE "$DATABASE_URL"
  pg_restore --clean --if-exists --dbname="$DATABASE_URL" FILE        (stop the bot first)
`;

const UNCHANGED = 'Nobody has changed it.';
const UNCHANGED_AS_FAR_AS_KNOWN = `It is whole in itself. Whether its end was cut off shows only beside an end from the log
("The audit ends with ..."): npm run store -- verify-audit HEAD`;

const say = (words: string) => void process.stdout.write(`${words}\n`);

/** `npm run store -- verify-audit [HEAD]`, wherever the store is. @returns the exit code */
async function verifyAudit(words: readonly string[]): Promise<number> {
  const [given] = words;
  const logged = given === undefined ? null : readHead(given);
  if (words.length > 1 || (given !== undefined && !logged)) {
    if (words.length === 1) process.stderr.write('HEAD must be a number, a colon and 64 digits, as the log has it.\n');
    process.stderr.write(USAGE);
    return EX_USAGE;
  }
  loadEnvFile();
  const [gateway, settings] = loadSettings([GatewaySettings, StoreSettings], process.env);
  const db = await openBeside(settings, botOf(gateway, settings.dataDir));
  try {
    const { count, head, faults } = await new AuditChecker(db, logged).check();
    say(`Audit: ${counted(count, 'row')}, the end is ${headWords(head)}`);
    if (faults.length === 0) say(logged ? UNCHANGED : UNCHANGED_AS_FAR_AS_KNOWN);
    for (const { number, words: what } of faults) say(`Row ${number} ${what}.`);
    return faults.length === 0 ? 0 : EX_DATAERR;
  } finally {
    await db.destroy();
  }
}

/** `npm run store -- backup FILE | restore FILE | check`. @returns the exit code */
function run([command = '', file, ...rest]: readonly string[]): number {
  const isCheck = command === 'check';
  if (!['backup', 'restore', 'check'].includes(command) || (file === undefined) !== isCheck || rest.length > 0) {
    process.stderr.write(USAGE);
    return EX_USAGE;
  }
  loadEnvFile();
  const [gateway, { dataDir, databaseUrl }] = loadSettings([GatewaySettings, StoreSettings], process.env);
  if (databaseUrl !== undefined) {
    process.stderr.write(IN_POSTGRES);
    return EX_USAGE;
  }
  const store = new StoreFile(dataDir, botOf(gateway, dataDir));
  if (isCheck) return check(store);
  if (command === 'backup') backup(store, String(file));
  else restore(store, String(file));
  return 0;
}

function backup(store: StoreFile, file: string): void {
  store.backup(file);
  say(`The store was copied to ${file}.`);
}

function restore(store: StoreFile, file: string): void {
  const aside = store.restore(file);
  say(`The store is now the one of ${file}.${aside === null ? '' : ` The one before is kept as ${aside}.`}`);
}

function check(store: StoreFile): number {
  const found = store.check();
  say(`Store: ${found.path}, ${Math.ceil(found.bytes / 1_024).toLocaleString('en-GB')} KB`);
  say(`Content: ${found.problems.length === 0 ? 'sound' : `damaged. ${found.problems.join('; ')}`}`);
  say(`Tables: ${tablesOf(found)}`);
  const isFine = found.problems.length === 0 && found.changes !== null && found.newerThanWe === null;
  return isFine ? 0 : EX_DATAERR;
}

function tablesOf({ changes, newerThanWe, missing }: StoreCheck): string {
  if (changes === null) return 'none of ours can be read';
  if (newerThanWe !== null) return `a newer Shardwatch has written it (it has ${newerThanWe}); this one refuses it`;
  if (missing > 0) return `${counted(missing, 'change')} older than this program; the next start brings it up to date`;
  return `up to date (${changes.at(-1)})`;
}

/** What went wrong in words, without a stack trace where we know the reason. @returns the exit code */
function explain(error: unknown): number {
  const [words, code] = reasonOf(error);
  process.stderr.write(`${words}\n`);
  return code;
}

function reasonOf(error: unknown): readonly [words: string, code: number] {
  if (error instanceof InvalidSettings) return [error.message, EX_CONFIG];
  if (error instanceof Conflict) return [error.message, EX_TEMPFAIL];
  if (error instanceof NotFound) return [error.message, 1];
  return [`It could not be done: ${error instanceof Error ? error.message : String(error)}`, 1];
}

const [, , ...asked] = process.argv;
try {
  process.exitCode = asked[0] === 'verify-audit' ? await verifyAudit(asked.slice(1)) : run(asked);
} catch (error) {
  process.exitCode = explain(error);
}
