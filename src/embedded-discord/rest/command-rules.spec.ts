import { checkCommand, checkCommands } from './command-rules.js';
import { DiscordError } from '../discord-error.js';

const good = { name: 'ping', description: 'Answers' };

function errorsOf(check: () => unknown): unknown {
  try {
    check();
  } catch (error) {
    if (error instanceof DiscordError) return error.body['errors'] ?? error.code;
    throw error;
  }
  return null;
}

const code = (name: string) => ({ _errors: [expect.objectContaining({ code: name })] });

describe('a command', () => {
  it.each(['ping', 'incident-list', 'naïve', 'ไทย', 'हिन्दी', 'x'.repeat(32)])('may be called %s', (name) => {
    expect(errorsOf(() => checkCommand({ ...good, name }))).toBeNull();
  });

  it.each([
    ['Ping', 'APPLICATION_COMMAND_INVALID_NAME'],
    ['two words', 'APPLICATION_COMMAND_INVALID_NAME'],
    ['ping!', 'APPLICATION_COMMAND_INVALID_NAME'],
    ['', 'BASE_TYPE_BAD_LENGTH'],
    ['x'.repeat(33), 'BASE_TYPE_BAD_LENGTH'],
    [undefined, 'BASE_TYPE_REQUIRED'],
  ])('may not be called %s', (name, expected) => {
    expect(errorsOf(() => checkCommand({ ...good, name }))).toEqual({ name: code(expected) });
  });

  it('needs a description of 1 to 100 characters, unless it is in a menu', () => {
    expect(errorsOf(() => checkCommand({ name: 'ping' }))).toEqual({ description: code('BASE_TYPE_REQUIRED') });
    expect(errorsOf(() => checkCommand({ ...good, description: 'x'.repeat(101) }))).toEqual({
      description: code('BASE_TYPE_BAD_LENGTH'),
    });
    expect(errorsOf(() => checkCommand({ name: 'Report This', type: 3 }))).toBeNull();
  });

  it('is told where in its options the mistake is', () => {
    const options = [
      { type: 1, name: 'list', description: 'Lists', options: [{ type: 3, name: 'A', description: 'a' }] },
    ];

    expect(errorsOf(() => checkCommand({ ...good, options }))).toEqual({
      options: { 0: { options: { 0: { name: code('APPLICATION_COMMAND_INVALID_NAME') } } } },
    });
  });

  it('asks for what it needs before what it does not', () => {
    const option = { type: 3, description: 'a' };
    const options = [
      { ...option, name: 'a' },
      { ...option, name: 'b', required: true },
    ];

    expect(errorsOf(() => checkCommand({ ...good, options }))).toEqual({
      options: { 1: code('APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID') },
    });
  });

  it('takes 8,000 characters at most', () => {
    const choices = Array.from({ length: 25 }, (_, number) => ({
      name: `${number}`.padEnd(100),
      value: 'x'.repeat(100),
    }));
    const options = ['a', 'b'].map((name) => ({ type: 3, name, description: 'a', choices }));

    expect(errorsOf(() => checkCommand({ ...good, options }))).toEqual(code('APPLICATION_COMMAND_TOO_LARGE'));
  });
});

describe('many commands', () => {
  it('are 100 slash commands at most', () => {
    const many = Array.from({ length: 101 }, (_, number) => ({ ...good, name: `ping-${number}` }));

    expect(errorsOf(() => checkCommands(many))).toBe(30032);
    expect(errorsOf(() => checkCommands(many.slice(1)))).toBeNull();
  });

  it('have different names, unless they are of different types', () => {
    expect(errorsOf(() => checkCommands([good, good]))).toEqual({ 1: code('APPLICATION_COMMANDS_DUPLICATE_NAME') });
    expect(errorsOf(() => checkCommands([good, { name: 'ping', type: 3 }]))).toBeNull();
  });

  it('are a list', () => {
    expect(errorsOf(() => checkCommands({}))).toEqual(code('LIST_TYPE_CONVERT'));
  });
});
