import { ApiProperty } from '@nestjs/swagger';
import { type Sign, type SignKind, signInWords } from '../../model/second-instance.js';
import type { Status } from '../../model/status.js';
import { iso } from './wire.js';

const KINDS: readonly SignKind[] = ['session_starts', 'answered_elsewhere', 'session_invalid'];

export class SignAnswer {
  @ApiProperty({ enum: KINDS })
  readonly kind!: SignKind;

  @ApiProperty({ description: 'How often it came; it begins anew when it has not come for an hour.' })
  readonly count!: number;

  @ApiProperty({ format: 'date-time' })
  readonly firstAt!: string;

  @ApiProperty({ format: 'date-time' })
  readonly lastAt!: string;

  @ApiProperty({ example: '3 session starts that were not ours' })
  readonly words!: string;
}

/** Whether something else uses the bot's token. It is told and changes nothing. */
export class SecondInstanceAnswer {
  @ApiProperty({ description: 'The signs of the last hour are enough to believe it.' })
  readonly isLikely!: boolean;

  @ApiProperty({ type: String, nullable: true, description: 'The next step; null when it is not likely.' })
  readonly advice!: string | null;

  @ApiProperty({ type: [SignAnswer], description: 'Everything that speaks for it; empty when nothing was seen.' })
  readonly signs!: readonly SignAnswer[];
}

export function secondInstanceAnswer({ suspicion, snapshot }: Status): SecondInstanceAnswer {
  return {
    isLikely: suspicion !== null,
    advice: suspicion?.wayOut ?? null,
    signs: (snapshot.secondInstance?.signs ?? []).map(signAnswer),
  };
}

function signAnswer(sign: Sign): SignAnswer {
  const { kind, count, firstAt, lastAt } = sign;
  return { kind, count, firstAt: iso(firstAt), lastAt: iso(lastAt), words: signInWords(sign) };
}
