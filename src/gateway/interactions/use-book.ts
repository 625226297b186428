import type { CommandFailure, FailureKind } from '../../model/command-failure.js';
import { type CommandUses, OTHERS } from '../../model/command-use.js';
import { INTERACTION_DEADLINE_MS } from '../../model/discord-limits.js';
import { isTooLate } from '../../model/interaction-codes.js';
import { type Limits, span } from '../../model/limits.js';
import {
  type Arrived,
  type OpenUse,
  ageAt,
  TOKEN_LASTS_MS,
  isMissed,
  isOver,
  openUse,
  owesForGood,
} from './open-use.js';
import { UseLines } from './use-lines.js';
import type { Mark } from './use-tally.js';

/** Uses that are followed at the same time; the oldest go first. */
const OPEN_KEPT = 10_000;

/** What went wrong, and how. */
type Trouble = Pick<CommandFailure, 'kind'> & Partial<Pick<CommandFailure, 'code' | 'error'>>;

/** Follows each use of a command from its arrival to its last message, and counts what became of it. */
export class UseBook {
  private readonly lines: UseLines;
  private readonly tokenLastsMs: number;
  private readonly open = new Map<string, OpenUse>();
  private readonly byToken = new Map<string, OpenUse>();

  constructor(limits: Pick<Limits, 'timeFactor'>) {
    this.lines = new UseLines(limits);
    this.tokenLastsMs = span(TOKEN_LASTS_MS, limits);
  }

  arrived(arrived: Arrived): void {
    const use = openUse(arrived);
    this.open.set(use.id, use);
    this.byToken.set(use.token, use);
    const { kind, name } = use.about;
    if (kind === 'command' || kind === 'suggestion') this.name(use, name);
    const oldest = this.open.size > OPEN_KEPT ? this.open.values().next().value : undefined;
    if (oldest) this.close(oldest, arrived.at);
  }

  /** Discord had given it up before it reached us. */
  expired(id: string, at: number): void {
    const use = this.open.get(id);
    if (!use || use.isDecided) return;
    this.decide(use, at, { count: 'expired' });
    this.forget(use);
  }

  /** A handler begins. @param pattern how the code names a component or form */
  began(id: string, pattern: string | null): void {
    const use = this.open.get(id);
    if (!use) return;
    use.handler = 'running';
    if (!use.command) this.name(use, pattern ?? OTHERS);
  }

  ended(id: string, at: number): void {
    const use = this.open.get(id);
    if (!use) return;
    use.handler = 'ended';
    use.lastAt = at;
  }

  /** Nobody in the code caught what a handler threw. @param error name and message, without secrets */
  threw(id: string, at: number, error: string): void {
    const use = this.open.get(id);
    if (!use || use.hasFailed) return;
    use.hasFailed = true;
    this.count(use, at, { count: 'failed' });
    this.trouble(use, at, { kind: 'failed', error });
  }

  /** Everybody who might handle it has been told of it; it is unknown where no handler has begun. */
  unhandled(id: string, at: number): void {
    const use = this.open.get(id);
    if (!use || use.isDecided || use.handler !== null) return;
    this.decide(use, at, { count: 'unknown' });
    this.trouble(use, at, { kind: 'unknown' });
  }

  /** A first answer leaves. */
  sent(id: string): void {
    const use = this.open.get(id);
    if (use) use.onTheirWay += 1;
  }

  /** What became of a first answer. */
  answered(id: string, at: number, isTaken: boolean): void {
    const use = this.open.get(id);
    if (!use) return;
    use.onTheirWay = Math.max(0, use.onTheirWay - 1);
    use.lastAt = at;
    if (!isTaken) return;
    use.isAcknowledged = true;
    if (use.isDecided) return;
    const tookMs = ageAt(use, at);
    this.count(use, at, { time: 'acknowledgedIn', ms: tookMs });
    if (tookMs <= INTERACTION_DEADLINE_MS) return this.decide(use, at, { count: 'inTime' });
    this.late(use, at, null);
  }

  /** The answer that Discord took says only that there will be another. */
  deferred(id: string): void {
    const use = this.open.get(id);
    if (use) use.isOwing = true;
  }

  /** Discord took an edit or a follow-up. */
  followed(token: string, at: number): void {
    const use = this.byToken.get(token);
    if (!use) return;
    use.isOwing = false;
    use.lastAt = at;
  }

  /** Discord did not take an answer. @param key id or token of the interaction */
  refused(key: string, at: number, code: number): void {
    const use = this.open.get(key) ?? this.byToken.get(key);
    if (!use || use.codes.has(code)) return;
    if (use.codes.size === 0) this.count(use, at, { count: 'refused' });
    use.codes.add(code);
    this.count(use, at, { code });
    if (!use.isAcknowledged && isTooLate(code, ageAt(use, at))) this.late(use, at, code);
    else this.trouble(use, at, { kind: 'refused', code });
  }

  /** Looks at those that are open, and tells of all. @param at epoch milliseconds */
  told(at: number): CommandUses {
    for (const use of this.open.values()) {
      if (!use.isDecided && isMissed(use, at)) this.miss(use, at);
      if (use.isDecided && isOver(use, at, this.tokenLastsMs)) this.close(use, at);
    }
    return this.lines.told(at);
  }

  private late(use: OpenUse, at: number, code: number | null): void {
    if (!use.isDecided) this.decide(use, at, { count: 'late' });
    this.trouble(use, at, { kind: 'late', code });
  }

  private miss(use: OpenUse, at: number): void {
    const isKnown = use.command !== null;
    this.decide(use, at, { count: isKnown ? 'missed' : 'unknown' });
    this.trouble(use, at, { kind: isKnown ? 'missed' : 'unknown' });
  }

  private close(use: OpenUse, at: number): void {
    if (!use.isDecided) this.miss(use, at);
    if (owesForGood(use, at, this.tokenLastsMs)) {
      this.count(use, at, { count: 'unfinished' });
      this.trouble(use, at, { kind: 'unfinished' });
    } else if (use.isAcknowledged) this.count(use, at, { time: 'totalIn', ms: ageAt(use, use.lastAt) });
    this.forget(use);
  }

  private forget({ id, token }: OpenUse): void {
    this.open.delete(id);
    this.byToken.delete(token);
  }

  private decide(use: OpenUse, at: number, mark: Mark): void {
    use.isDecided = true;
    this.count(use, at, mark);
  }

  private trouble(use: OpenUse, at: number, { kind, code = null, error = null }: Trouble): void {
    if (!use.isTroubled) this.count(use, at, { count: 'troubled' });
    use.isTroubled = true;
    const { guildId, shardId } = use.about;
    const failure = { kind, code, error, at, afterMs: afterMs(use, at, kind), guildId, shardId };
    this.lines.failed(this.name(use, OTHERS), failure);
  }

  private count(use: OpenUse, at: number, mark: Mark): void {
    this.lines.of(this.name(use, OTHERS)).mark(at, mark);
  }

  /** Whose line it is counted on, from now on. */
  private name(use: OpenUse, name: string): NonNullable<OpenUse['command']> {
    if (use.command) return use.command;
    use.command = { kind: use.about.kind, name };
    const line = this.lines.of(use.command);
    line.mark(use.at, { count: 'uses' });
    if (use.createdAt !== null) line.mark(use.at, { time: 'ageAtReceipt', ms: ageAt(use, use.at) });
    return use.command;
  }
}

function afterMs(use: OpenUse, at: number, kind: FailureKind): number | null {
  return kind === 'unknown' ? null : ageAt(use, at);
}
