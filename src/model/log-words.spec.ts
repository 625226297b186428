import {
  gapClosed,
  happeningNoted,
  settledInteraction,
  statusOf,
  shardChanged,
  instanceSampled,
} from '../../test/make.js';
import { closed, opened } from '../../test/make-incident.js';
import type { BotEvent } from './event.js';
import type { FailedRequest } from './failed-request.js';
import { incidentNote, noteOf, verdictNote } from './log-words.js';
import type { SettledInteraction } from './settled-interaction.js';

const reported = { instance: 'test', at: 0 };
const settled = (interaction: Partial<SettledInteraction>): BotEvent => ({
  ...reported,
  type: 'interaction.settled',
  interaction: settledInteraction(interaction),
});
const failed = (request: Partial<FailedRequest>): BotEvent => ({
  ...reported,
  type: 'request.failed',
  request: { route: 'GET /users/@me', status: 500, code: null, retryAfterMs: null, ...request },
});

describe('the event log', () => {
  it.each<[Partial<SettledInteraction>, string, string]>([
    [{ tookMs: 1_204 }, 'info', 'answered after 1,204 ms'],
    [{ outcome: 'late', tookMs: 3_400 }, 'warn', 'answered after 3,400 ms: Discord waits for 3 s only'],
    [{ outcome: 'missed', tookMs: null }, 'error', 'was not answered within 3 s: its user was told that it failed'],
    [{ outcome: 'expired', tookMs: null }, 'info', 'came too late to be answered: it was used while the bot was away'],
    [
      { outcome: 'refused', tookMs: null, code: 10_062 },
      'error',
      'failed: Discord did not take the answer, because Discord had given it up: the first answer must come within 3 s (10062)',
    ],
    [{ outcome: 'refused', code: 1 }, 'error', 'failed: Discord did not take the answer (code 1)'],
    [{ kind: 'suggestion' }, 'debug', 'answered after 92 ms (suggestions while typing)'],
    [{ kind: 'suggestion', outcome: 'missed' }, 'error', expect.stringContaining('was not answered') as string],
    [{ kind: 'form' }, 'info', 'answered after 92 ms (a form)'],
  ])('says of a command that was %o at level %s: %s', (interaction, level, text) => {
    expect(noteOf(settled(interaction))).toMatchObject({ source: 'command', subject: '/rank', level, text });
  });

  it.each<[Partial<FailedRequest>, string]>([
    [{}, "Discord's API failed to answer GET /users/@me (HTTP 500)"],
    [{ status: null }, "No answer from Discord's API to GET /users/@me"],
    [{ status: 429, retryAfterMs: 800 }, 'Rate limited on GET /users/@me, again in 0.8 s'],
    [{ status: 429 }, 'Rate limited on GET /users/@me'],
    [
      { status: null, code: 50_013 },
      'Discord refused GET /users/@me, because the bot lacks a permission there (50013)',
    ],
  ])('says of a request that failed with %o: %s', (request, text) => {
    expect(noteOf(failed(request))).toMatchObject({ level: 'warn', source: 'rest', text });
  });

  it('keeps what strangers have written apart from words of ours', () => {
    const name = '<img src=x onerror=alert(1)>';
    const notes = [noteOf(settled({ name, guildName: name })), noteOf(happeningNoted({ guildName: name }))];

    for (const note of notes)
      expect(note).toMatchObject({ guildName: name, text: expect.not.stringContaining('<') as string });
  });

  it('says nothing of what only tells how things stand', () => {
    expect([noteOf(shardChanged()), noteOf(instanceSampled()), noteOf(gapClosed())]).toEqual([null, null, null]);
  });

  it('says how long the verdict before has lasted', () => {
    const well = statusOf([instanceSampled(), shardChanged()]);
    const ill = { ...well, verdict: 'down' as const, sentence: 'Down - no shard answers', since: 65_000 };

    expect(verdictNote(well, ill)).toMatchObject({
      level: 'error',
      source: 'status',
      text: 'Down - no shard answers',
      detail: { verdict: 'Down', before: 'Operational', lasted: '1 min 5 s' },
    });
    expect(verdictNote(null, well).detail).toEqual({ verdict: 'Operational' });
  });

  it('says when an incident opens, and after how long it is over', () => {
    const opening = opened(15_000);

    expect(incidentNote(opening)).toMatchObject({
      level: 'warn',
      source: 'incident',
      text: 'Incident 1 is open: Shard 3 lost its connection',
      detail: { incident: 1, verdict: 'Degraded', cause: 'discord' },
    });
    expect(incidentNote(opened(15_000, { verdict: 'down' })).level).toBe('error');
    expect(incidentNote(closed(opening))).toMatchObject({
      level: 'info',
      text: 'Incident 1 is over after 1 min 15 s: Shard 3 lost its connection',
    });
  });
});
