/** The bare discord.js client: the options of our program, and nothing else of it. It answers an interaction at once. */
import { Client, Events } from 'discord.js';
import { clientOptions } from '../../dist/gateway/client.options.js';
import { bareOptions } from './bare-options.mjs';

const known = JSON.parse(process.env.BENCH_BARE);
const client = new Client(bareOptions(clientOptions, known));
client.on(Events.Error, (error) => console.error(error));
client.on(Events.InteractionCreate, (interaction) => void interaction.reply('Pong'));
await client.login(known.token);
