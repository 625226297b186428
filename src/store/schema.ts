import type { Generated } from 'kysely';
import type { ApiKeyTable, SigninAttemptTable, SigninLinkTable, WebSessionTable } from './sign-in.schema.js';

/** The tables, as queries see them. Times are epoch milliseconds, snowflakes are text, yes and no are 1 and 0. */
export interface Schema {
  run: RunTable;
  session_start: SessionStartTable;
  kept_session: KeptSessionTable;
  kept_guild: KeptGuildTable;
  kept_client: KeptClientTable;
  history: HistoryTable;
  event_log: EventLogTable;
  incident: IncidentTable;
  receiver: ReceiverTable;
  telling: TellingTable;
  audit: AuditTable;
  audit_head: AuditHeadTable;
  standing: StandingTable;
  signin_link: SigninLinkTable;
  signin_attempt: SigninAttemptTable;
  web_session: WebSessionTable;
  api_key: ApiKeyTable;
}

/** One life of the process. */
export interface RunTable {
  id: Generated<number>;
  started_at: number;
  /** `null` while it runs, and for ever when it ended without a goodbye. */
  stopped_at: number | null;
  /** When it last wrote that it lives; `null` in runs of versions that did not. */
  alive_at: number | null;
  version: string;
  pid: number;
  /** Which start of the machine it ran on, and where the machine's clock then began; `null` where that is not known. */
  boot_id: string | null;
  boot_at: number | null;
}

/** One IDENTIFY. */
export interface SessionStartTable {
  id: Generated<number>;
  at: number;
  shard_id: number;
}

/** The session of one shard, to be taken up by the next process. */
export interface KeptSessionTable {
  shard_id: number;
  session_id: string;
  sequence: number;
  resume_url: string;
  shard_count: number;
  started_at: number;
  /** When the session was last known to live. */
  alive_at: number;
}

/** What a resumed session does not tell again of one guild, as Discord sent it. */
export interface KeptGuildTable {
  guild_id: string;
  shard_id: number;
  json: string;
}

/** One row: whose sessions these are, and the user and application of READY. */
export interface KeptClientTable {
  id: number;
  /** Of token, intents, cache and format: another one means that nothing here may be used. */
  fingerprint: string;
  json: string;
}

/** The bot over one span of time. */
export interface HistoryTable {
  /** Milliseconds: the resolution. */
  span_ms: number;
  from_at: number;
  /** The figures, in the order of `history.row.ts`. */
  data: string;
}

/** One line of the event log. */
export interface EventLogTable {
  /** Grows with time: `model/log-entry.ts`. */
  id: number;
  /** 0 to 3, from debug to error. */
  level: number;
  source: string;
  shard_id: number | null;
  guild_id: string | null;
  /** Name of the guild, folded. */
  guild_words: string | null;
  /** What can be found by its text, folded. */
  words: string;
  /** The rest of the entry, as JSON. */
  data: string;
}

/** A time in which the bot did not work as it should. */
export interface IncidentTable {
  id: number;
  opened_at: number;
  /** `null` while it is open. */
  ended_at: number | null;
  /** When the end was noticed and written down; `null` while it is open. */
  closed_at: number | null;
  /** `null` when it is not known. */
  culprit: string | null;
  /** All of it, as JSON. */
  data: string;
}

/** Where incidents are told. */
export interface ReceiverTable {
  /** Made of its address, and says nothing about it. */
  id: string;
  /** When it was first used: what was over by then is no news to it. */
  since_at: number;
}

/** One change of an incident, and whether one receiver knows of it. */
export interface TellingTable {
  /** Says which change of which incident, over restarts and in whichever store. */
  id: string;
  receiver: string;
  incident_id: number;
  change: string;
  /** `waiting`, `claimed` (a process is at it, or died over it), `told` or `given_up`. */
  state: string;
  /** Whether it may have arrived already. */
  is_unsure: number;
  attempts: number;
  created_at: number;
  next_at: number;
  claimed_at: number | null;
  told_at: number | null;
}

/** A row of the audit: the beginning of an action, or its end. Rows are added, and never changed. */
export interface AuditTable {
  number: number;
  /** Number of the row with the beginning; its own where it is one. */
  entry: number;
  at: number;
  outcome: string;
  /** Names the request; `null` in ends, and where nothing can be repeated. */
  request: string | null;
  /** The rest, as canonical JSON. */
  data: string;
  previous_hash: string;
  hash: string;
}

/** One row: the last of the audit. */
export interface AuditHeadTable {
  id: number;
  number: number;
  hash: string;
}

/** What people have ordered that outlives the process. */
export interface StandingTable {
  name: string;
  /** As JSON. */
  data: string;
}
