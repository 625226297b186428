import { ReplaySubject } from 'rxjs';
import { type LogNote, type LogSource, logNote } from '../model/log-entry.js';
import { errorDetail } from './error-detail.js';

/** Lines from before anybody listens. */
const EARLY_LINES = 100;
/** Characters that turn, hide or break a line. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/** Who speaks under these names tells the same elsewhere, with more to it. */
const TOLD_OTHERWISE: ReadonlySet<string> = new Set([
  'Gateway',
  'Status',
  'Telling',
  'Command failures',
  'Incident changes',
]);

const sources: Readonly<Record<string, LogSource>> = {
  'Discord API': 'rest',
  Commands: 'command',
  'discord.js': 'gateway',
  Incidents: 'incident',
  Alerts: 'incident',
};

/** Warnings and errors that this program writes into its own log, for the event log. */
export class LoggedLines {
  private readonly notes = new ReplaySubject<LogNote>(EARLY_LINES);
  readonly notes$ = this.notes.asObservable();

  /**
   * @param level of the line
   * @param said as a logger of Nest has it: the line, or an error and the line, then perhaps a stack, then the context
   */
  take(level: 'warn' | 'error', said: readonly unknown[]): void {
    const texts = said.slice(1).filter((part): part is string => typeof part === 'string');
    const context = texts.pop() ?? '';
    if (TOLD_OTHERWISE.has(context)) return;
    const [message] = said;
    const line = texts[0] ?? (message instanceof Error ? message.message : String(message));
    const error = line === message ? null : message;
    const text = line.replace(UNPRINTABLE, ' ').trim();
    const source = sources[context] ?? 'process';
    this.notes.next(logNote({ level, source, text, detail: { part: context, ...errorDetail(error) } }));
  }
}
