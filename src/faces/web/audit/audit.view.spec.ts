import { join } from 'node:path';
import type { AuditEntry } from '../../../model/audit.js';
import { auditEntryView, auditRow } from './audit.view.js';
import { HandlebarsEngine } from '../express/handlebars.engine.js';

const AT = Date.parse('2026-11-22T02:14:00Z');
const entry: AuditEntry = {
  number: 7,
  at: AT,
  who: { kind: 'person', id: '1', name: 'Ada', role: 'operator' },
  from: '192.0.2.7',
  deed: 'shard.reconnect',
  target: 'shard 3',
  reason: 'deaf',
  before: null,
  after: null,
  request: null,
  outcome: 'done',
  detail: 'Shard 3 is back.',
  completedAt: AT + 2_000,
  hash: 'a'.repeat(64),
  previousHash: 'b'.repeat(64),
};

describe('an entry of the audit on a page', () => {
  it('says who, what and what came of it', () => {
    expect(auditEntryView(entry, undefined, AT + 2_000)).toMatchObject({
      who: 'Ada',
      whoNote: 'operator, signed in with Discord',
      took: '2 s',
      chip: { word: 'Done' },
    });
  });

  it('shows no words that turn around what stands beside them', () => {
    const words = 'deaf \u202Efdp.exe';
    const turning = auditEntryView({ ...entry, reason: words, before: words, after: words }, undefined, AT + 2_000);

    expect([turning.reason, turning.before, turning.after]).toEqual(Array(3).fill('deaf fdp.exe'));
  });

  it('is as far as it is just now while it goes on', () => {
    const begun: AuditEntry = { ...entry, outcome: 'begun', detail: null, completedAt: null };
    const live = { number: 7, words: '', by: 'Ada', text: '1 of 2 shards are back.', begunAt: AT } as const;
    const underWay = auditEntryView(begun, { ...live, outcome: 'begun', completedAt: null }, AT);

    expect(underWay).toMatchObject({ detail: '1 of 2 shards are back.', took: null, chip: { word: 'Under way' } });
  });

  it('goes on in a look that is older than its end, so that an open page learns of the end', () => {
    const [older, newer] = [AT + 1_999, AT + 2_000].map((now) => auditEntryView(entry, undefined, now));

    expect(older).toMatchObject({ detail: null, took: null, chip: { word: 'Under way' } });
    expect(newer).toMatchObject({ detail: 'Shard 3 is back.', took: '2 s', chip: { word: 'Done' } });
  });

  it('has no duration when it was refused', () => {
    expect(auditEntryView({ ...entry, outcome: 'refused', completedAt: AT }, undefined, AT).took).toBeNull();
  });

  it.each(['<img src=x onerror=alert(1)>', '"><script>alert(1)</script>', '{{constructor.constructor}}'])(
    'is text, whatever people have written: %s',
    (words) => {
      const engine = new HandlebarsEngine(join(import.meta.dirname, '../../../../views'));
      const who = { ...entry.who, name: words, id: words };
      const hostile: AuditEntry = { ...entry, who, reason: words, before: words, after: words, detail: words };
      const html = engine.render('partials/audit/entry', { entry: auditEntryView(hostile, undefined, AT) });

      expect(html).not.toMatch(/<img|<script/);
      expect(auditRow(hostile, AT).reason).toBe(words);
    },
  );
});
