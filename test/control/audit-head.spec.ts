import { Logger } from '@nestjs/common';
import { Audit } from '../../src/control/audit.js';
import { AuditBook } from '../../src/store/audit.book.js';
import { Store } from '../../src/store/store.js';
import { waitFor } from '../e2e/start.js';

describe('the end of the audit', () => {
  const lines: string[] = [];
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    Logger.overrideLogger({
      log: (line: string) => lines.push(line),
      error: (_error: unknown, line: string) => lines.push(line),
      warn: () => undefined,
    });
  });
  afterEach(() => {
    vi.useRealTimers();
    Logger.overrideLogger(false);
  });

  it('is in the log at the start, and every hour, where nobody who changes the store can reach it', async () => {
    const book = new AuditBook(await Store.inMemory('a test'));
    const audit = new Audit(book);
    await audit.onApplicationBootstrap();
    const who = { kind: 'person', id: '1', name: 'Ada', role: 'admin' } as const;
    const subject = { at: 1, who, from: null, reason: '', before: null, after: null, request: null };
    await audit.begin({ ...subject, deed: 'presence.set', target: 'presence' });
    const { hash } = await book.head();
    vi.advanceTimersByTime(3_600_000);
    await waitFor(() => lines.length >= 2);
    audit.onModuleDestroy();

    expect(lines).toEqual([`The audit ends with 0:${'0'.repeat(64)}`, `The audit ends with 1:${hash}`]);
  });
});
