import { type ArgumentsHost, Catch, type ExceptionFilter, type INestApplication } from '@nestjs/common';
import { FailureFilter } from './faces/commands/failure.filter.js';
import { ErrorPageFilter } from './faces/web/error.filter.js';

/** Who answers for what failed: the commands where Discord asked, the pages where a browser or a program did. */
@Catch()
class FailureDesk implements ExceptionFilter {
  constructor(
    private readonly pages: ErrorPageFilter,
    private readonly commands: FailureFilter,
  ) {}

  catch(error: unknown, host: ArgumentsHost): unknown {
    const isOfDiscord = host.getType<'http' | 'necord'>() === 'necord';
    return isOfDiscord ? this.commands.catch(error, host) : this.pages.catch(error, host);
  }
}

/** What fails is answered, whoever asked. One filter for both: of several for everything Nest would ask the last only. */
export function answerFailures(app: INestApplication): void {
  app.useGlobalFilters(new FailureDesk(app.get(ErrorPageFilter), app.get(FailureFilter)));
}
