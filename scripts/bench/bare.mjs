/**
 * The bare discord.js client: the options our program makes its own with (intents, caches, all), and nothing else.
 * It answers an interaction at once.
 */
import { Client, Events } from 'discord.js';
import { clientOptions } from '../../dist/gateway/client.options.js';

const { settings, connection } = JSON.parse(process.env.BENCH_BARE);
const options = clientOptions(settings, connection, () => null);
// Ours, not the library's: how shards are watched and started.
const client = new Client({ ...options, ws: { ...options.ws, buildStrategy: null, buildIdentifyThrottler: null } });
client.on(Events.Error, (error) => console.error(error));
client.on(Events.InteractionCreate, (interaction) => void interaction.reply('Pong'));
await client.login(connection.token);
