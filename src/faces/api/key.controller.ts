import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Ip,
  Param,
  Post,
  UseFilters,
  ValidationPipe,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Asking } from '../../auth/asking.js';
import { Keys } from '../../auth/keys.js';
import { Needs } from '../../auth/needs.js';
import { Recorder } from '../../control/recorder.js';
import { NotFound } from '../../model/errors.js';
import type { Who } from '../../model/who.js';
import { KeysAnswer, NewKeyAnswer, keysAnswer } from './key.answer.js';
import { KeyBody } from './key.body.js';
import { ProblemFilter } from './problem.filter.js';

const NO_CONTENT = 204;
const DAY_MS = 86_400_000;

const checked = new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true });

@ApiTags('people')
@UseFilters(ProblemFilter)
@Needs('keys.manage')
@Controller('api/v1/keys')
export class KeyController {
  constructor(
    private readonly keys: Keys,
    private readonly recorder: Recorder,
  ) {}

  /** Keys that people have made, the oldest first; not the one of API_KEY. */
  @Get()
  @ApiOkResponse({ type: KeysAnswer })
  async read(): Promise<KeysAnswer> {
    return keysAnswer(await this.keys.all());
  }

  /** Makes a key. Whoever lost it makes another: it cannot be shown again. */
  @Post()
  @Header('Cache-Control', 'no-store')
  @ApiCreatedResponse({ type: NewKeyAnswer })
  async make(@Asking() who: Who, @Ip() from: string, @Body(checked) body: KeyBody): Promise<NewKeyAnswer> {
    const { name, role, days } = body;
    const endsAt = days === undefined ? null : Date.now() + days * DAY_MS;
    const subject = { who, from, deed: 'keys.manage', target: `a new key for ${name}`, after: role } as const;
    const { id, secret } = await this.recorder.record(subject, () =>
      this.keys.make({ name, role, endsAt, madeBy: who.name }),
    );
    return { id, key: secret };
  }

  /** Takes a key back, at once and with its open streams. */
  @Delete(':id')
  @HttpCode(NO_CONTENT)
  @ApiNoContentResponse()
  async end(@Asking() who: Who, @Ip() from: string, @Param('id') id: string): Promise<void> {
    if (!(await this.keys.has(id))) throw new NotFound('There is no such key.');
    const subject = { who, from, deed: 'keys.manage', target: `key ${id}`, after: 'taken back' } as const;
    await this.recorder.record(subject, () => this.keys.end(id));
  }
}
