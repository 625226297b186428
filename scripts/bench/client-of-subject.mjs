/** The class `Client` of discord.js that the subject uses: our program has its own in the bundle. */
import { createRequire } from 'node:module';

const isOurs = process.argv[1].endsWith('main.js');
const library = isOurs
  ? (await import('../../dist/bundle/discord.js')).default
  : createRequire(import.meta.url)('discord.js');

export const { Client } = library;
