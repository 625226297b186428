import { CommandBook } from '../world/command-book.js';
import { World } from '../world/world.js';
import { inventedUse } from './command-use.js';
import { InteractionBook } from './interaction-book.js';
import type { Interaction } from './interaction.js';

const world = new World({ seed: 3, guilds: 1 });
const [guild] = world.guilds.values();
const { command } = new CommandBook(world.snowflakes).put({ name: 'try', description: 'x' }, null);

describe('an interaction', () => {
  let book: InteractionBook;

  function open(now: number): Interaction {
    const use = guild ? inventedUse(command, { world, guild }) : null;
    if (!use) throw new Error('The world is empty');
    return book.open(use, now);
  }

  beforeEach(() => {
    book = new InteractionBook(world);
  });

  afterEach(() => book.stop());

  it('can be acknowledged for 3 s, and then is unknown', () => {
    const now = Date.now();
    const { id, token } = open(now);

    expect(book.toAcknowledge(id, token, now + 3_000).id).toBe(id);
    expect(() => book.toAcknowledge(id, token, now + 3_001)).toThrow(expect.objectContaining({ code: 10062 }));
  });

  it('is unknown with another token', () => {
    const now = Date.now();
    const { id } = open(now);

    expect(() => book.toAcknowledge(id, 'other', now)).toThrow(expect.objectContaining({ status: 404, code: 10062 }));
  });

  it('can be acknowledged once', () => {
    const now = Date.now();
    const interaction = open(now);
    interaction.acknowledge(4, now);

    expect(() => book.toAcknowledge(interaction.id, interaction.token, now)).toThrow(
      expect.objectContaining({ status: 400, code: 40060 }),
    );
  });

  it('has a webhook from its acknowledgement on, for 15 minutes', () => {
    const now = Date.now();
    const interaction = open(now);
    const unknown = expect.objectContaining({ status: 404, code: 10015 }) as Error;

    expect(() => book.behind(interaction.token, now)).toThrow(unknown);
    interaction.acknowledge(5, now);
    expect(book.behind(interaction.token, now + 900_000)).toBe(interaction);
    expect(() => book.behind(interaction.token, now + 900_001)).toThrow(unknown);
  });

  it('tells whoever waits that nobody answered', async () => {
    vi.useFakeTimers();
    try {
      const { answer } = open(Date.now());
      vi.advanceTimersByTime(3_000);

      await expect(answer).rejects.toThrow('The application did not respond to /try within 3000 ms');
    } finally {
      vi.useRealTimers();
    }
  });
});
