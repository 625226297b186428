import { BadUsage, readCommandLine } from './command-line.js';

describe('the command line', () => {
  it('gives a lively world of 120 servers, unless told otherwise', () => {
    expect(readCommandLine([])).toMatchObject({
      shards: 4,
      guilds: 120,
      seed: 1,
      traffic: true,
      mishaps: true,
      latency: true,
    });
  });

  it('takes every option', () => {
    const line =
      '--shards 2 --guilds 9 --seed 3 --port 4000 --control-port 4001 --mishaps off --traffic off --latency off --heartbeat-interval 500 --session-life 1000 --max-concurrency 1 --time-factor 60 --commands 1 --messages 2 --members 0 --token t';

    expect(readCommandLine(line.split(' '))).toEqual({
      shards: 2,
      guilds: 9,
      seed: 3,
      port: 4_000,
      controlPort: 4_001,
      mishaps: false,
      traffic: false,
      latency: false,
      heartbeatIntervalMs: 500,
      sessionLifeMs: 1_000,
      maxConcurrency: 1,
      timeFactor: 60,
      commandsPerMinute: 1,
      messagesPerMinute: 2,
      membersPerMinute: 0,
      token: 't',
      privilegedIntents: 0,
    });
  });

  it.each([
    [['--shards', '0'], '--shards takes a whole number from 1 to 16384'],
    [['--guilds', 'many'], '--guilds takes a whole number from 0 to 200000'],
    [['--traffic', 'maybe'], '--traffic takes on or off'],
    [['--control', 'off', '--control-port', '1'], '--control-port needs --control on'],
    [['--nonsense'], "Unknown option '--nonsense'"],
    [['stray'], "Unexpected argument 'stray'"],
  ])('refuses %j in one line', (args, message) => {
    expect(() => readCommandLine(args)).toThrow(BadUsage);
    expect(() => readCommandLine(args)).toThrow(message);
  });

  it('opens the control API, unless told otherwise', () => {
    expect(readCommandLine([])).toMatchObject({ controlPort: 0 });
    expect(readCommandLine(['--control', 'off'])).toMatchObject({ controlPort: null });
  });

  it('prints its usage when asked', () => {
    expect(readCommandLine(['--help'])).toBe('help');
  });
});
