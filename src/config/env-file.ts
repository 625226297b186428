import { existsSync } from 'node:fs';
import { InvalidSettings } from './environment.js';

/** Adds what a file `.env` says to the environment. What the environment says already holds. @throws {InvalidSettings} */
export function loadEnvFile(): void {
  try {
    if (existsSync('.env')) process.loadEnvFile('.env');
  } catch {
    throw new InvalidSettings(['.env is not a file that can be read']);
  }
}
