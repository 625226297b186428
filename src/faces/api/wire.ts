import { ApiProperty } from '@nestjs/swagger';
import type { Explanation, Problem, ProblemKind } from '../../model/problem.js';

/** ISO 8601 in UTC, from epoch milliseconds. */
export function iso(at: number): string {
  return new Date(at).toISOString();
}

export function isoOrNull(at: number | null): string | null {
  return at === null ? null : iso(at);
}

/** Seconds since a moment, with milliseconds. */
export function age(at: number, now: number): number {
  return Math.max(0, now - at) / 1_000;
}

/** Seconds since a moment, with milliseconds; `null` of nothing. */
export function ageSeconds(at: number | null, now: number): number | null {
  return at === null ? null : age(at, now);
}

export class ProblemAnswer {
  @ApiProperty({ type: String, example: 'unreachable' })
  readonly kind!: ProblemKind;

  @ApiProperty({ format: 'date-time' })
  readonly at!: string;

  @ApiProperty({ type: String, nullable: true, enum: ['api', 'gateway'] })
  readonly peer!: Problem['peer'];

  @ApiProperty({ type: String, nullable: true, example: 'discord.com' })
  readonly host!: string | null;

  @ApiProperty({ example: 'ECONNREFUSED' })
  readonly detail!: string;

  @ApiProperty({ example: "Discord's API (discord.com) cannot be reached: ECONNREFUSED" })
  readonly words!: string;

  @ApiProperty()
  readonly wayOut!: string;
}

export function problemAnswer(problem: Problem, { words, wayOut }: Explanation): ProblemAnswer {
  const { kind, at, peer, host, detail } = problem;
  return { kind, at: iso(at), peer, host, detail, words, wayOut };
}
