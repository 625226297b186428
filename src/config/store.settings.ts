import { IsString } from 'class-validator';
import { Env } from './env.js';

export class StoreSettings {
  /** Folder for what outlives the process; made when it is missing. */
  @Env('DATA_DIR')
  @IsString()
  readonly dataDir: string = './data';
}
