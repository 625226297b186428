import { parseArgs } from 'node:util';
import { type Options, defaults } from './options.js';

export const usage = `Usage: main.js [options]
A small Discord of our own on 127.0.0.1: REST and gateway on one port.

  --shards N               shards that GET /gateway/bot recommends (default ${defaults.shards})
  --guilds N               servers the bot is in (default ${defaults.guilds})
  --seed N                 the same seed gives the same world and token (default ${defaults.seed})
  --port N                 TCP port; 0 takes any free one (default 0)
  --control on|off         a control API on a port of its own, with a key (default on)
  --control-port N         TCP port of the control API; 0 takes any free one (default 0)
  --traffic on|off         users who use commands, talk, come and go (default on)
  --commands N             uses of commands in a minute (default ${defaults.commandsPerMinute})
  --messages N             messages in a minute (default ${defaults.messagesPerMinute})
  --members N              members who come or go in a minute (default ${defaults.membersPerMinute})
  --mishaps on|off         small harmless faults now and then (default on)
  --latency on|off         delays as of a far machine (default on)
  --heartbeat-interval MS  milliseconds between two heartbeats (default ${defaults.heartbeatIntervalMs})
  --session-life MS        milliseconds for which a lost session can be resumed (default ${defaults.sessionLifeMs})
  --max-concurrency N      IDENTIFYs in 5 seconds (default ${defaults.maxConcurrency})
  --time-factor N          divides every duration of Discord's, 1 to 10000 (default 1)
  --token T                the bot's token (default: made from the seed)
  --help                   prints this
`;

/** How many of a thing may happen in a minute. */
const A_MINUTE = { low: 0, high: 600_000 };

/** The command line asks for something that cannot be. */
export class BadUsage extends Error {
  override readonly name = 'BadUsage';
}

const text = { type: 'string' } as const;
const known = {
  shards: text,
  guilds: text,
  seed: text,
  port: text,
  control: text,
  'control-port': text,
  traffic: text,
  commands: text,
  messages: text,
  members: text,
  mishaps: text,
  latency: text,
  'heartbeat-interval': text,
  'session-life': text,
  'max-concurrency': text,
  'time-factor': text,
  token: text,
  help: { type: 'boolean' },
} as const;

type Given = Partial<Record<keyof typeof known, string | boolean>>;

/** @returns the options, or `help` when that was asked for. @throws {BadUsage} with one line that says what is wrong */
export function readCommandLine(args: readonly string[]): Options | 'help' {
  const given = parse(args);
  if (given.help) return 'help';
  return {
    ...defaults,
    shards: whole(given, 'shards', { low: 1, high: 16_384, unlessGiven: defaults.shards }),
    guilds: whole(given, 'guilds', { low: 0, high: 200_000, unlessGiven: defaults.guilds }),
    seed: whole(given, 'seed', { low: 0, high: 2 ** 31 - 1, unlessGiven: defaults.seed }),
    port: whole(given, 'port', { low: 0, high: 65_535, unlessGiven: 0 }),
    controlPort: controlPort(given),
    traffic: isOn(given, 'traffic'),
    mishaps: isOn(given, 'mishaps'),
    latency: isOn(given, 'latency'),
    heartbeatIntervalMs: whole(given, 'heartbeat-interval', {
      low: 100,
      high: 3_600_000,
      unlessGiven: defaults.heartbeatIntervalMs,
    }),
    sessionLifeMs: whole(given, 'session-life', { low: 0, high: 86_400_000, unlessGiven: defaults.sessionLifeMs }),
    maxConcurrency: whole(given, 'max-concurrency', { low: 1, high: 1_000, unlessGiven: defaults.maxConcurrency }),
    commandsPerMinute: whole(given, 'commands', { ...A_MINUTE, unlessGiven: defaults.commandsPerMinute }),
    messagesPerMinute: whole(given, 'messages', { ...A_MINUTE, unlessGiven: defaults.messagesPerMinute }),
    membersPerMinute: whole(given, 'members', { ...A_MINUTE, unlessGiven: defaults.membersPerMinute }),
    timeFactor: whole(given, 'time-factor', { low: 1, high: 10_000, unlessGiven: defaults.timeFactor }),
    token: typeof given.token === 'string' ? given.token : null,
  };
}

function parse(args: readonly string[]): Given {
  try {
    return parseArgs({ args: [...args], options: known, allowPositionals: false }).values;
  } catch (error) {
    throw new BadUsage(error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : 'Bad options');
  }
}

interface Range {
  readonly low: number;
  readonly high: number;
  readonly unlessGiven: number;
}

function whole(given: Given, name: keyof Given, { low, high, unlessGiven }: Range): number {
  const value = given[name];
  if (value === undefined) return unlessGiven;
  const number = Number(value);
  if (typeof value === 'string' && /^\d+$/.test(value) && number >= low && number <= high) return number;
  throw new BadUsage(`--${name} takes a whole number from ${low} to ${high}`);
}

function controlPort(given: Given): number | null {
  const port = whole(given, 'control-port', { low: 0, high: 65_535, unlessGiven: 0 });
  if (isOn(given, 'control')) return port;
  if (given['control-port'] !== undefined) throw new BadUsage('--control-port needs --control on');
  return null;
}

function isOn(given: Given, name: keyof Given): boolean {
  const value = given[name] ?? 'on';
  if (value !== 'on' && value !== 'off') throw new BadUsage(`--${name} takes on or off`);
  return value === 'on';
}
