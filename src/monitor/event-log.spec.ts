import { redactor } from '../config/redact.js';
import { Redaction } from '../config/redaction.js';
import { type LogNote, logNote, momentOf } from '../model/log-entry.js';
import { EventLog } from './event-log.js';

const note = (parts: Partial<LogNote> = {}) => logNote({ level: 'info', source: 'gateway', text: 'one', ...parts });

describe('what is told to the event log', () => {
  let log: EventLog;
  beforeEach(() => {
    log = new EventLog(new Redaction(redactor(['a-secret-of-ours'])));
  });

  it('has an id that grows, also within a millisecond, and says when it was', () => {
    const before = Date.now();
    for (let index = 0; index < 50; index += 1) log.note(note());
    const ids = log.recent.map(({ id }) => id);

    expect(ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? 0))).toBe(true);
    expect(momentOf(ids[0] ?? 0)).toBeGreaterThanOrEqual(before - 2_000);
    expect(ids.every(Number.isSafeInteger)).toBe(true);
  });

  it('has no secret in it, wherever it stood', () => {
    const token = `${'M'.repeat(24)}.${'a'.repeat(6)}.${'b'.repeat(30)}`;
    const secrets = `a-secret-of-ours Bot ${token} https://discord.test/api/webhooks/118740229184628326/${'w'.repeat(40)}`;
    log.note(note({ text: secrets, subject: secrets, guildName: secrets, detail: { stack: secrets } }));

    const kept = JSON.stringify(log.unwritten);
    for (const secret of ['a-secret-of-ours', token, 'w'.repeat(40)]) expect(kept).not.toContain(secret);
    expect(kept).toContain('[redacted]');
  });

  it('is shortened where it is too long', () => {
    const long = 'x'.repeat(10_000);
    const details = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`key ${index}`, long]));
    log.note(note({ text: long, subject: long, guildName: long, detail: details }));

    expect(JSON.stringify(log.recent).length).toBeLessThan(45_000);
  });

  it('is heard at once by those who listen', () => {
    const heard: string[] = [];
    log.entries$.subscribe(({ text }) => heard.push(text));
    log.note(note());

    expect(heard).toEqual(['one']);
  });

  it('waits in memory while nothing can be written, of bounded size, and says afterwards what was lost', () => {
    for (let second = 0; second < 300; second += 1) {
      for (let index = 0; index < 20; index += 1) log.note(note({ text: String(index) }));
      log.tick(Infinity); // time goes by
    }
    expect(log.unwritten).toHaveLength(5_000);
    expect(log.recent).toHaveLength(500);

    log.written(log.unwritten);

    expect(log.unwritten).toMatchObject([{ level: 'warn', text: '1,000 lines of this log could not be kept' }]);
  });
});
