import type { LogNote } from '../model/log-entry.js';
import { LoggedLines } from './logged-lines.js';

function told(...said: readonly unknown[]): readonly LogNote[] {
  const lines = new LoggedLines();
  lines.take('error', said);
  const notes: LogNote[] = [];
  lines.notes$.subscribe((note) => notes.push(note));
  return notes;
}

describe('an error in the log of the program', () => {
  it('is in the event log, with the words and where it happened', () => {
    const error = Object.assign(new Error('ENOSPC: no space left', { cause: new Error('the disk') }), {
      code: 'ENOSPC',
    });
    const [note] = told(error, 'The store cannot be opened', 'Store');

    expect(note).toMatchObject({
      ...{ level: 'error', source: 'process', text: 'The store cannot be opened' },
      detail: { part: 'Store', error: 'ENOSPC: no space left', code: 'ENOSPC', cause: 'the disk' },
    });
    expect(String(note?.detail['stack']).split('\n').length).toBeLessThanOrEqual(6);
  });

  it('needs no error, and no words', () => {
    expect(told('The stop went wrong', undefined, 'Shardwatch')).toMatchObject([{ text: 'The stop went wrong' }]);
    expect(told('only words', 'Nobody caught this error', 'Errors')).toMatchObject([
      { text: 'Nobody caught this error', detail: { error: 'only words' } },
    ]);
    expect(told(new Error('boom'), 'discord.js')).toMatchObject([{ text: 'boom', source: 'gateway' }]);
  });

  it('is one line of plain characters, whoever had a hand in it', () => {
    expect(told('GET /a\n\u001b[31m\u202eevil failed', undefined, 'Api')[0]?.text).toBe('GET /a [31m evil failed');
  });

  it.each(['Gateway', 'Status', 'Telling', 'Command failures', 'Incident changes'])(
    'is told once: what %s says is told elsewhere',
    (context) => {
      expect(told(new Error('x'), 'y', context)).toEqual([]);
    },
  );
});
