import { ApiProperty } from '@nestjs/swagger';
import type { Breach } from '../../model/breach.js';
import type { Cause, Suspected } from '../../model/cause.js';
import type { Culprit } from '../../model/culprit.js';

const CULPRITS: readonly Culprit[] = ['process', 'network', 'discord', 'configuration', 'deployment'];
const CONFIDENCES: readonly Suspected[] = ['certain', 'likely', 'possible'];

export class CauseAnswer implements Cause {
  @ApiProperty({ enum: CULPRITS, description: 'Whose fault it may be.' })
  readonly culprit!: Culprit;

  @ApiProperty({ enum: CONFIDENCES })
  readonly confidence!: Suspected;

  @ApiProperty({ example: "Discord's gateway (gateway.discord.gg) answers with an error: HTTP 503" })
  readonly evidence!: string;
}

/** A limit that is broken although shards answer. */
export class BreachAnswer implements Breach {
  @ApiProperty({ type: String, example: 'gateway_latency', description: 'Also the key of its indicator in /health.' })
  readonly kind!: Breach['kind'];

  @ApiProperty({ example: "Discord's gateway is slow, heartbeats take up to 1,204 ms" })
  readonly words!: string;

  @ApiProperty({ description: 'The next step.' })
  readonly wayOut!: string;
}

export function causeAnswer({ culprit, confidence, evidence }: Cause): CauseAnswer {
  return { culprit, confidence, evidence };
}

export function breachAnswer({ kind, words, wayOut }: Breach): BreachAnswer {
  return { kind, words, wayOut };
}
