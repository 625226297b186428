import { Global, Inject, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { now } from '../bus/now.js';
import { DiscordConnection } from '../config/connection.js';
import { StoreSettings } from '../config/store.settings.js';
import { AuditBook } from './audit.book.js';
import { CommandCreateBook } from './command-create.book.js';
import { EventBook } from './event.book.js';
import { join } from 'node:path';
import { HistoryBook } from './history.book.js';
import { IncidentBook } from './incident.book.js';
import { KeyBook } from './key.book.js';
import { LastWords } from './last-words.js';
import { LibsqlPlace } from './libsql.place.js';
import { LifeBook } from './life.book.js';
import { PostgresPlace } from './postgres.place.js';
import { Runs } from './runs.js';
import { SessionBook } from './session.book.js';
import { SessionStartBook } from './session-start.book.js';
import { SignInBook } from './sign-in.book.js';
import { StandingBook } from './standing.book.js';
import { StoreCare } from './store.care.js';
import { Store } from './store.js';
import { TellingBook } from './telling.book.js';
import { WebSessionBook } from './web-session.book.js';

@Global()
@Module({
  providers: [
    {
      provide: Store,
      inject: [StoreSettings, DiscordConnection, LastWords],
      useFactory: async ({ dataDir, databaseUrl }: StoreSettings, { botId }: DiscordConnection, words: LastWords) => {
        const place = databaseUrl ? new PostgresPlace(databaseUrl, botId) : new LibsqlPlace(dataDir, botId);
        const store = await Store.open(place);
        words.begin(join(dataDir, `shardwatch-${botId}.log`)); // only now: the lock is ours
        return store;
      },
    },
    AuditBook,
    CommandCreateBook,
    EventBook,
    HistoryBook,
    IncidentBook,
    KeyBook,
    LifeBook,
    Runs,
    SessionBook,
    SessionStartBook,
    SignInBook,
    StandingBook,
    StoreCare,
    TellingBook,
    WebSessionBook,
  ],
  exports: [
    Store,
    AuditBook,
    CommandCreateBook,
    EventBook,
    HistoryBook,
    IncidentBook,
    KeyBook,
    LifeBook,
    Runs,
    SessionBook,
    SessionStartBook,
    SignInBook,
    StandingBook,
    TellingBook,
    WebSessionBook,
  ],
})
export class StoreModule implements OnApplicationShutdown {
  private readonly logger = new Logger(StoreModule.name);

  constructor(
    @Inject(Store) private readonly store: Store,
    private readonly runs: Runs,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    try {
      await this.runs.stopped(now());
    } catch (error) {
      this.logger.error(error, 'The stop could not be noted in the store');
    }
    await this.store.close();
  }
}
