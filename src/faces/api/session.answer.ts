import { ApiProperty } from '@nestjs/swagger';
import type { SessionEntry } from '../../auth/session.desk.js';
import { type Role, roles } from '../../model/role.js';
import { iso } from './wire.js';

export class SessionAnswer {
  @ApiProperty({ description: 'Names it; no secret.' })
  readonly id!: string;

  @ApiProperty({ enum: ['person', 'link'] })
  readonly kind!: SessionEntry['kind'];

  @ApiProperty({ type: String, nullable: true, description: "The person's id at Discord; null after a sign-in link." })
  readonly personId!: string | null;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ type: String, nullable: true, enum: roles })
  readonly role!: Role | null;

  @ApiProperty({ format: 'date-time' })
  readonly madeAt!: string;

  @ApiProperty({ format: 'date-time', description: 'Written down at most once a minute.' })
  readonly usedAt!: string;

  @ApiProperty({ format: 'date-time', description: 'When it ends unless it is used again.' })
  readonly endsAt!: string;

  @ApiProperty({ description: 'Where the person signed in from.' })
  readonly address!: string;

  @ApiProperty({ description: 'What the browser called itself.' })
  readonly browser!: string;

  @ApiProperty({ description: 'Whether it is the one that asks.' })
  readonly isThis!: boolean;
}

export class SessionsAnswer {
  @ApiProperty({ type: [SessionAnswer] })
  readonly items!: readonly SessionAnswer[];

  @ApiProperty({ type: String, nullable: true, description: 'Always null: all are in one answer.' })
  readonly nextCursor!: null;
}

export function sessionsAnswer(entries: readonly SessionEntry[]): SessionsAnswer {
  const items = entries.map((entry) => ({
    ...entry,
    ...{ madeAt: iso(entry.madeAt), usedAt: iso(entry.usedAt), endsAt: iso(entry.endsAt) },
  }));
  return { items, nextCursor: null };
}
