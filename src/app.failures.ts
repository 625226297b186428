import { type ArgumentsHost, Catch, type ExceptionFilter, type INestApplication } from '@nestjs/common';
import { BaseInteraction } from 'discord.js';
import { FailureFilter } from './faces/commands/failure.filter.js';
import { ErrorPageFilter } from './faces/web/errors/error.filter.js';

/** Told of each interaction whose handler failed, and why. */
type Threw = (interactionId: string, error: unknown) => void;

/** Who answers for what failed: the commands where Discord asked, the pages where a browser or a program did. */
@Catch()
class FailureDesk implements ExceptionFilter {
  constructor(
    private readonly pages: ErrorPageFilter,
    private readonly commands: FailureFilter,
    private readonly threw: Threw,
  ) {}

  catch(error: unknown, host: ArgumentsHost): unknown {
    const isOfDiscord = host.getType<'http' | 'necord'>() === 'necord';
    if (!isOfDiscord) return this.pages.catch(error, host);
    const [asked] = host.getArgByIndex<[unknown]>(0);
    if (asked instanceof BaseInteraction) this.threw(asked.id, error);
    return this.commands.catch(error, host);
  }
}

/** What fails is answered, whoever asked. One filter for both: of several for everything Nest would ask the last only. */
export function answerFailures(app: INestApplication, threw: Threw = () => undefined): void {
  app.useGlobalFilters(new FailureDesk(app.get(ErrorPageFilter), app.get(FailureFilter), threw));
}
