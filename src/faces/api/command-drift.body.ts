import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsOptional, Matches } from 'class-validator';
import type { CommandPlace } from '../../model/command-drift.js';
import { EVERYWHERE } from '../../model/command-plan.js';
import { ActionBody } from './action.body.js';

const guildId = { message: '$property must be the id of a server' };

export class CommandComparisonBody {
  @ApiProperty({ required: false, description: 'Id of a server that is compared from now on, too.' })
  @IsOptional()
  @Matches(/^\d{15,20}$/, guildId)
  readonly guildId?: string;
}

export class CommandSyncBody extends ActionBody {
  @ApiProperty({
    required: false,
    default: EVERYWHERE,
    description: '`everywhere`, `global`, or the id of a server that is compared.',
  })
  @IsOptional()
  @Matches(/^(everywhere|global|\d{15,20})$/, { message: '$property must be everywhere, global or the id of a server' })
  readonly place: CommandPlace = EVERYWHERE;

  @ApiProperty({
    required: false,
    default: false,
    description:
      'Deletes commands that only Discord has, too. Nothing is deleted that /api/v1/commands/drift did not show.',
  })
  @IsOptional()
  @IsBoolean({ message: '$property must be true or false' })
  readonly delete: boolean = false;
}
