import { IsOptional, IsString } from 'class-validator';
import { IsDatabaseUrl } from './database-url.js';
import { Env } from './env.js';

export class StoreSettings {
  /** Folder for what outlives the process; made when it is missing. */
  @Env('DATA_DIR')
  @IsString()
  readonly dataDir: string = './data';

  /** A PostgreSQL database to use instead of the folder, as `postgres://user:password@host:5432/database`. */
  @Env('DATABASE_URL', { isSecret: true })
  @IsOptional()
  @IsDatabaseUrl()
  readonly databaseUrl?: string;
}
