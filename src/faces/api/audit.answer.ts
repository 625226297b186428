import { ApiProperty } from '@nestjs/swagger';
import type { AuditPage } from '../../control/audit.reader.js';
import { type AuditEntry, type AuditOutcome, auditOutcomes, type AuditDeed, openDeeds } from '../../model/audit.js';
import { leastRole } from '../../model/may.js';
import { type Role, roles } from '../../model/role.js';
import { type WhoKind, whoKinds } from '../../model/who.js';
import { iso, isoOrNull } from './wire.js';

/** Who did it. */
export class WhoAnswer {
  @ApiProperty({ enum: whoKinds })
  readonly kind!: WhoKind;

  @ApiProperty({ type: String, nullable: true })
  readonly id!: string | null;

  @ApiProperty({ description: 'Written by strangers: anything may be in it.' })
  readonly name!: string;

  @ApiProperty({ type: String, nullable: true, enum: roles })
  readonly role!: Role | null;
}

/** One action: what was done or refused, by whom, and what came of it. */
export class AuditEntryAnswer {
  @ApiProperty({ description: 'Grows with time, but not by one: the end of an action has a number of its own.' })
  readonly number!: number;

  @ApiProperty({ format: 'date-time' })
  readonly at!: string;

  @ApiProperty({ type: WhoAnswer })
  readonly who!: WhoAnswer;

  @ApiProperty({
    type: String,
    nullable: true,
    description: "Address it was asked from; of a command line the name of the machine's user.",
  })
  readonly from!: string | null;

  @ApiProperty({ enum: [...Object.keys(leastRole), ...openDeeds] })
  readonly deed!: AuditDeed;

  @ApiProperty({ example: 'shard 3' })
  readonly target!: string;

  @ApiProperty({ description: 'In the words of whoever asked.' })
  readonly reason!: string;

  @ApiProperty({ type: String, nullable: true })
  readonly before!: string | null;

  @ApiProperty({ type: String, nullable: true })
  readonly after!: string | null;

  @ApiProperty({
    enum: auditOutcomes,
    description: '`begun`: it goes on. `unknown`: the process ended before it was known what came of it.',
  })
  readonly outcome!: AuditOutcome;

  @ApiProperty({ type: String, nullable: true, example: 'Shard 3 is back after 1 s, with the session it had.' })
  readonly detail!: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  readonly completedAt!: string | null;

  @ApiProperty({ description: 'SHA-256 over the entry and the hash before it.' })
  readonly hash!: string;

  @ApiProperty()
  readonly previousHash!: string;
}

/** A page of the audit. */
export class AuditAnswer {
  @ApiProperty({ type: [AuditEntryAnswer], description: 'Newest first.' })
  readonly items!: readonly AuditEntryAnswer[];

  @ApiProperty({ type: String, nullable: true, description: '`cursor` of the next page, with older ones.' })
  readonly nextCursor!: string | null;
}

export function auditAnswer({ entries, next }: AuditPage): AuditAnswer {
  return { items: entries.map(auditEntryAnswer), nextCursor: next === null ? null : String(next) };
}

export function auditEntryAnswer(entry: AuditEntry): AuditEntryAnswer {
  const { number, who, from, deed, target, reason, before, after, outcome, detail, hash, previousHash } = entry;
  return {
    number,
    at: iso(entry.at),
    who,
    from,
    deed,
    target,
    reason,
    before,
    after,
    outcome,
    detail,
    completedAt: isoOrNull(entry.completedAt),
    hash,
    previousHash,
  };
}

/** The same for a spreadsheet: one value in each field. */
export function auditRow(entry: AuditEntry): object {
  const { who, ...answer } = auditEntryAnswer(entry);
  return { ...answer, whoKind: who.kind, whoId: who.id, whoName: who.name, whoRole: who.role };
}
