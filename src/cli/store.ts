import { DiscordConnection } from '../config/connection.js';
import { loadEnvFile } from '../config/env-file.js';
import { InvalidSettings, loadSettings } from '../config/environment.js';
import { GatewaySettings } from '../config/gateway.settings.js';
import { StoreSettings } from '../config/store.settings.js';
import { Conflict, NotFound } from '../model/errors.js';
import { counted } from '../model/words.js';
import { type StoreCheck, StoreFile, botsIn } from '../store/store-file.js';

/** Exit codes of sysexits.h. */
const EX_USAGE = 64;
const EX_DATAERR = 65;
const EX_TEMPFAIL = 75;
const EX_CONFIG = 78;

const USAGE = `Usage: npm run store -- <command>
  backup FILE    writes a copy of the store, also while the bot runs
  restore FILE   puts a copy in the place of the store, which is kept under another name; stop the bot first
  check          says whether the store is sound, and how new it is
The store is found by DATA_DIR and DISCORD_TOKEN, as the bot finds it.
`;

const IN_POSTGRES = `The store is in PostgreSQL (DATABASE_URL). Use the database's own tools, for one bot by its schema:
  pg_dump --format=custom --schema=shardwatch_<id of the bot> --file=FILE "$DATABASE_URL"
  pg_restore --clean --if-exists --dbname="$DATABASE_URL" FILE        (stop the bot first)
`;

const say = (words: string) => void process.stdout.write(`${words}\n`);

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

/** The bot of the token; without one the only bot that has a store there. */
function botOf({ token, apiUrl, isDemo }: GatewaySettings, dataDir: string): string {
  if (token !== undefined && !isDemo) return new DiscordConnection('real', apiUrl, token).botId;
  const [only, ...others] = botsIn(dataDir);
  if (only === undefined) throw new NotFound('There is no store in DATA_DIR. Set DISCORD_TOKEN, or another DATA_DIR.');
  if (others.length === 0) return only;
  throw new Conflict(`DATA_DIR has the stores of several bots (${[only, ...others].join(', ')}). Set DISCORD_TOKEN.`);
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

try {
  process.exitCode = run(process.argv.slice(2));
} catch (error) {
  process.exitCode = explain(error);
}
