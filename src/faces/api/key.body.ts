import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Length, Matches, Max, Min } from 'class-validator';
import { type Role, roles } from '../../model/role.js';

/** Characters of what a key is for. */
const LONGEST_NAME = 60;
/** Days; ten years. */
const MOST_DAYS = 3_650;

/** A key that somebody wants. */
export class KeyBody {
  @ApiProperty({ minLength: 1, maxLength: LONGEST_NAME, example: 'the wall in the office' })
  @Length(1, LONGEST_NAME, { message: `$property must have 1 to ${LONGEST_NAME} characters` })
  @Matches(/^(?!\s)[^\p{C}]+$/u, { message: '$property must be one line of text' })
  readonly name!: string;

  @ApiProperty({ enum: roles })
  @IsIn(roles, { message: `$property must be one of ${roles.join(', ')}` })
  readonly role!: Role;

  @ApiProperty({
    required: false,
    minimum: 1,
    maximum: MOST_DAYS,
    description: 'Days; without it the key does not end.',
  })
  @IsOptional()
  @IsInt({ message: '$property must be a whole number of days' })
  @Min(1, { message: '$property must be 1 or more' })
  @Max(MOST_DAYS, { message: `$property must be ${MOST_DAYS} or less` })
  readonly days?: number;
}
