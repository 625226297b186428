import 'reflect-metadata';
import { Type, plainToInstance } from 'class-transformer';
import { IsArray, IsIn, IsString, ValidateNested, validateSync } from 'class-validator';
import type { StatusPage } from '../model/outside.js';

const INDICATORS = ['none', 'minor', 'major', 'critical', 'maintenance'] as const;
const MOST_TITLES = 3;
const LONGEST_TITLE = 100;

class Summary {
  @IsIn(INDICATORS)
  readonly indicator!: (typeof INDICATORS)[number];
}

class Trouble {
  @IsString()
  readonly name!: string;
}

/** As far as it matters here: https://discordstatus.com/api */
class StatusPageAnswer {
  @ValidateNested()
  @Type(() => Summary)
  readonly status!: Summary;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Trouble)
  readonly incidents!: readonly Trouble[];
}

/** What the page says; `null` when that is no status page. @param json as it came */
export function readStatusPage(json: unknown): StatusPage | null {
  if (typeof json !== 'object' || json === null) return null;
  const answer = plainToInstance(StatusPageAnswer, json);
  if (!(answer instanceof StatusPageAnswer) || !answer.status || validateSync(answer).length > 0) return null;
  const { indicator } = answer.status;
  return {
    indicator: indicator === 'maintenance' ? 'minor' : indicator,
    titles: answer.incidents.slice(0, MOST_TITLES).map(({ name }) => name.slice(0, LONGEST_TITLE)),
    trouble: null,
  };
}
