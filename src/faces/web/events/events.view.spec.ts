import fc from 'fast-check';
import { join } from 'node:path';
import { logEntry, shardChanged, statusOf } from '../../../../test/make.js';
import { nastyNames } from '../../../embedded-discord/world/names.js';
import { eventsWish } from './event-filter.js';
import { eventRow } from './event-row.view.js';
import { type EventsFacts, eventsView } from './events.view.js';
import { HandlebarsEngine } from '../express/handlebars.engine.js';

const engine = new HandlebarsEngine(join(import.meta.dirname, '../../../../views'));
const settings = { days: 14, lines: 100_000 };

function view({ query = {}, ...facts }: Partial<EventsFacts> & { query?: Record<string, unknown> } = {}) {
  const status = statusOf([shardChanged({ id: 0, of: 2 }), shardChanged({ id: 1, of: 2 })]);
  const wish = eventsWish(query);
  return eventsView({ status, wish, entries: [], next: null, isFromMemory: false, settings, ...facts });
}

describe('the events page', () => {
  it('shows what is asked for in its form', () => {
    const { levels, shards, sources, guild, text, isFiltered } = view({
      query: { level: 'warn', shard: '1', source: 'rest', guild: 'Harbour', text: '50013' },
    });

    expect(levels.filter(({ isChosen }) => isChosen).map(({ value }) => value)).toEqual(['warn']);
    expect(shards).toEqual([
      { value: '', label: 'All 2', isChosen: false },
      { value: '0', label: '0', isChosen: false },
      { value: '1', label: '1', isChosen: true },
    ]);
    expect(sources.filter(({ isChosen }) => isChosen).map(({ label }) => label)).toEqual(['rest']);
    expect([guild, text, isFiltered]).toEqual(['Harbour', '50013', true]);
  });

  it('keeps a shard that is asked for, although nobody has heard of it', () => {
    expect(view({ query: { shard: '7' } }).shards.at(-1)).toEqual({ value: '7', label: '7', isChosen: true });
  });

  it('leads to older ones, back to the newest, and to the same as a table', () => {
    const { older, newest, download } = view({ query: { level: 'warn', cursor: '2000' }, next: 1_000 });

    expect([older, newest]).toEqual(['?level=warn&cursor=1000', '?level=warn']);
    expect(download).toBe('?level=warn&cursor=2000&limit=1000');
    expect(view()).toMatchObject({ older: null, newest: null, download: '?level=info&limit=1000' });
  });

  it.each<[string, Record<string, unknown>]>([
    ['Nothing has happened yet', {}],
    ['Nothing matches', { text: 'x' }],
    ['Nothing older', { cursor: '1' }],
  ])('says why it is empty: %s', (title, query) => {
    expect(view({ query }).empty?.title).toBe(title);
    expect(view({ query, entries: [logEntry()] }).empty).toBeNull();
  });

  it('says where the store does not answer', () => {
    expect(view({ isFromMemory: true }).note).toMatch(/store does not answer.*in memory/);
    expect(view().note).toBeNull();
  });
});

describe('a line of the event log', () => {
  const html = (parts: Parameters<typeof logEntry>[0]) =>
    engine.render('partials/events/row', { ...eventRow(logEntry(parts), 0), base: '' });

  it('has the time to the millisecond on its day, and its level as a word', () => {
    const row = eventRow(logEntry({ at: 1_204, level: 'debug', shardId: 7 }), 2_000);

    expect(row).toMatchObject({ word: 'Debug', shard: 'shard\u00a07', time: { text: '00:00:01.204', as: 'stamp' } });
    expect(eventRow(logEntry({ at: 1_204 }), 200_000_000).time.text).toBe('1\u00a0Jan,\u00a000:00');
  });

  it('opens everything that is known', () => {
    const row = eventRow(logEntry({ guildId: '1', detail: { closeCode: 4_000 } }), 0);

    expect(JSON.parse(row.json)).toEqual({
      ...{ at: '1970-01-01T00:00:00.000Z', level: 'info', source: 'gateway', shard: 0, server: '1' },
      ...{ text: 'Resumed its session', closeCode: 4_000 },
    });
  });

  it('leads to its incident', () => {
    expect(html({ source: 'incident', detail: { incident: 42 } })).toContain('href="/incidents/42"');
    expect(html({ source: 'command', detail: { incident: 42 } })).not.toContain('/incidents/');
    expect(html({ source: 'incident', detail: { incident: '"><img>' } })).not.toContain('/incidents/');
  });

  const hostile = (name: string) => {
    const line = html({ guildName: name, subject: name, detail: { said: name } });
    expect(line).not.toMatch(/<(?!\/?(?:li|details|summary|time|span|bdi|div|p|a|i|pre|button)\b)/);
    expect(line).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b-\u200f\u2060]/);
    expect(line.match(/<bdi /g)).toHaveLength(2);
    expect(line.match(/ on\w+="/g)).toBeNull();
  };

  it.each(nastyNames)('keeps %j as text, in its own direction', hostile);

  it('keeps any text at all as text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }), hostile));
  });

  it('gives what opens back as it was, whatever was in it', () => {
    const same = (name: string) => {
      const { json } = eventRow(logEntry({ detail: { said: name } }), 0);
      expect((JSON.parse(json) as { said: string }).said).toBe(name);
    };

    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 100 }), same));
  });
});
