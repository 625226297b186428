import { BadRequestException, Controller, Get, Param, Query, UseFilters, ValidationPipe } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { SeesNames } from '../../auth/asking.js';
import { Needs } from '../../auth/needs.js';
import { NotFound } from '../../model/errors.js';
import type { GuildPlace } from '../../model/guild-list.js';
import { GuildDirectory, answeringShards } from '../../monitor/guild.directory.js';
import { StatusService } from '../../monitor/status.service.js';
import { GuildsAnswer, WholeGuildAnswer, guildAnswer, guildFailureAnswer } from './guild.answer.js';
import { GuildQuery, cursorOf, placeOf } from './guild.query.js';
import { ProblemFilter } from './problem.filter.js';

const checked = new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true });

@ApiTags('guilds')
@UseFilters(ProblemFilter)
@Needs('look.pages')
@Controller('api/v1/guilds')
export class GuildController {
  constructor(
    private readonly directory: GuildDirectory,
    private readonly status: StatusService,
  ) {}

  /** The servers the bot is in. */
  @Get()
  @ApiOkResponse({ type: GuildsAnswer })
  read(@Query(checked) query: GuildQuery, @SeesNames() hasNames: boolean): GuildsAnswer {
    const { text, shard, state, sort, limit: most } = query;
    const filter = { text: text?.trim() || null, shardId: shard ?? null, state: state ?? null };
    const wish = { filter, sort, hasNames, skip: 0, after: placeIn(query), most };
    const { guilds, count, next } = this.directory.page(wish);
    const facts = { answering: answeringShards(this.status.now()), hasNames };
    const items = guilds.map((guild) => guildAnswer(guild, facts));
    return { items, count, nextCursor: next && cursorOf(next) };
  }

  /** One server, and the last commands that failed there. */
  @Get(':id')
  @ApiOkResponse({ type: WholeGuildAnswer })
  @ApiNotFoundResponse({ description: 'The bot is in no server with this id.' })
  one(@Param('id') id: string, @SeesNames() hasNames: boolean): WholeGuildAnswer {
    const guild = this.directory.one(id);
    if (!guild) throw new NotFound('The bot is in no server with this id. /api/v1/guilds lists all.');
    const status = this.status.now();
    const failed = status.snapshot.commandUses?.guilds.find(({ guildId }) => guildId === id)?.failures ?? [];
    return {
      ...guildAnswer(guild, { answering: answeringShards(status), hasNames }),
      failures: failed.map(guildFailureAnswer),
    };
  }
}

/** @throws {BadRequestException} */
function placeIn({ cursor }: GuildQuery): GuildPlace | null {
  if (cursor === undefined) return null;
  const place = placeOf(cursor);
  if (!place) throw new BadRequestException('cursor must be the nextCursor of another answer');
  return place;
}
