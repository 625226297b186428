import { ApiProperty } from '@nestjs/swagger';
import type { KeyEntry } from '../../auth/keys.js';
import { type Role, roles } from '../../model/role.js';
import { iso, isoOrNull } from './wire.js';

export class KeyAnswer {
  @ApiProperty({ description: 'Names it; no secret.' })
  readonly id!: string;

  @ApiProperty()
  readonly name!: string;

  @ApiProperty({ enum: roles })
  readonly role!: Role;

  @ApiProperty({ format: 'date-time' })
  readonly madeAt!: string;

  @ApiProperty()
  readonly madeBy!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly endsAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Noted at most once a minute.' })
  readonly usedAt!: string | null;
}

export class KeysAnswer {
  @ApiProperty({ type: [KeyAnswer] })
  readonly items!: readonly KeyAnswer[];

  @ApiProperty({ type: String, nullable: true, description: 'Always null: all are in one answer.' })
  readonly nextCursor!: null;
}

export class NewKeyAnswer {
  @ApiProperty()
  readonly id!: string;

  @ApiProperty({ description: 'The key itself. It is shown here once, and nowhere else.' })
  readonly key!: string;
}

export function keysAnswer(keys: readonly KeyEntry[]): KeysAnswer {
  const items = keys.map(({ id, name, role, madeAt, madeBy, endsAt, usedAt }) => ({
    ...{ id, name, role, madeBy },
    ...{ madeAt: iso(madeAt), endsAt: isoOrNull(endsAt), usedAt: isoOrNull(usedAt) },
  }));
  return { items, nextCursor: null };
}
