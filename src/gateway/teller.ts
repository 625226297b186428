import { Injectable, Logger } from '@nestjs/common';
import { now } from '../bus/now.js';
import { EventBus } from '../bus/event-bus.js';
import type { Happening } from '../model/happening.js';
import type { LogDetail } from '../model/log-entry.js';
import { type Problem, explain, isFatal } from '../model/problem.js';
import type { Shard } from '../model/shard.js';
import { signInWaitWords } from '../model/wait-words.js';
import { INSTANCE_ID } from '../bus/instance-id.js';

const logLevel = { info: 'log', warn: 'warn', error: 'error' } as const;

/** Milliseconds. A wait that is longer is worth a line, and so is an end that moves by more. */
const LONG_WAIT_MS = 10_000;

type WaitingShard = Pick<Shard, 'id' | 'waitingFor' | 'nextAttemptAt' | 'identifyStreak'>;

interface About {
  readonly shardId?: number | null;
  /** Without a name when Discord has never sent it: a server that was unavailable from the start. */
  readonly guild?: { readonly id: string; readonly name?: string };
  readonly wayOut?: string;
  /** For the event log: what opens in place. */
  readonly detail?: LogDetail;
}

/** A name by strangers for one line of a log: what is invisible, or turns the text around, is written out. */
function printable(name: string): string {
  return JSON.stringify(name).replace(/\p{Cf}/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`);
}

function lineOf(text: string, { shardId = null, guild, wayOut = '' }: About): string {
  const subject = shardId === null ? '' : `Shard ${shardId}: `;
  const name = guild?.name === undefined ? '' : ` (${printable(guild.name)})`;
  return `${subject}${text}${name}${wayOut && `. ${wayOut}`}`;
}

/** Says what happened, once, in the log and on the bus. */
@Injectable()
export class Teller {
  private readonly logger = new Logger('Gateway');
  /** By shard: the end of the wait that was told last, epoch milliseconds. */
  private readonly toldWaits = new Map<number, number>();

  constructor(private readonly bus: EventBus) {}

  /** @param text ours, in plain words; names by strangers go into `guild` only */
  tell(level: Happening['level'], text: string, about: About = {}): void {
    const { shardId = null, guild, detail } = about;
    this.logger[logLevel[level]](lineOf(text, about));
    const at = now();
    const happening: Happening = { at, level, shardId, text, guildName: guild?.name ?? null };
    const told = { happening, guildId: guild?.id ?? null, detail: detail ?? {} };
    this.bus.publish({ type: 'happening.noted', instance: INSTANCE_ID, at, ...told });
  }

  /** A problem in words; the log says the way out too, the pages have it beside the verdict. */
  problem(problem: Problem, shardId: number | null = null): void {
    const { words, wayOut } = explain(problem);
    const text = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
    this.tell(isFatal(problem) ? 'error' : 'warn', text, {
      shardId,
      wayOut,
      detail: { ...problemDetail(problem), wayOut },
    });
  }

  /** A long wait for a sign-in: one line for each, however often the shard looks whether it is over. */
  waits({ id: shardId, waitingFor, nextAttemptAt: until, identifyStreak }: WaitingShard): void {
    if (until === null || (waitingFor !== 'identify_back_off' && waitingFor !== 'session_starts')) return;
    const told = this.toldWaits.get(shardId) ?? 0;
    if (until - now() <= LONG_WAIT_MS || Math.abs(until - told) <= LONG_WAIT_MS) return;
    this.toldWaits.set(shardId, until);
    const level = waitingFor === 'session_starts' || identifyStreak > 0 ? 'warn' : 'info';
    this.tell(level, signInWaitWords({ waitingFor, until, identifyStreak }, now()), { shardId });
  }
}

function problemDetail({ kind, peer, host, detail }: Problem): LogDetail {
  return { problem: kind, said: detail, ...(peer === null ? {} : { peer }), ...(host === null ? {} : { host }) };
}
