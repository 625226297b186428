/**
 * Writes into a store what the bot writes, through its own books and as fast as they can, until it is killed. Each line
 * that it prints says what has been written down for good.
 */
import { writeSync } from 'node:fs';
import 'reflect-metadata';
import { IncidentLedger } from '../../dist/incidents/incident.ledger.js';
import { EventBook } from '../../dist/store/event.book.js';
import { HistoryBook } from '../../dist/store/history.book.js';
import { IncidentBook } from '../../dist/store/incident.book.js';
import { LibsqlPlace } from '../../dist/store/libsql.place.js';
import { Store } from '../../dist/store/store.js';

const say = (...words) => writeSync(1, `${words.join(' ')}\n`);

async function live({ folder, entries, incident, point }) {
  const store = await Store.open(new LibsqlPlace(folder, '1'));
  if (store.kept !== 'file') throw new Error(store.note);
  const [events, history] = [new EventBook(store), new HistoryBook(store)];
  const ledger = new IncidentLedger(new IncidentBook(store), store);
  ledger.transitions$.subscribe(({ change, incident: { id, openedAt, endedAt } }) => {
    say(change, id, openedAt, ...(change === 'closed' ? [endedAt] : []));
  });
  let [open = null] = await ledger.open();
  let from = (await history.newest('10s', Number.MAX_SAFE_INTEGER)) ?? 0;
  let lastEntry = Date.now() * 1_000;
  for (;;) {
    const at = Date.now();
    const isBeginning = open === null;
    const next = isBeginning ? { ...incident, id: ledger.nextId, openedAt: at } : { ...open, endedAt: at };
    open = isBeginning ? next : null;
    ledger.take({ change: isBeginning ? 'opened' : 'closed', incident: next });
    if (open) ledger.goOn({ ...open, troubledMs: at - open.openedAt });
    await ledger.tend(true);
    await events.add(entries.map((entry) => ({ ...entry, id: (lastEntry += 1) })));
    say('events', entries.length);
    await history.add('10s', [{ ...point, from: (from += 10_000) }]);
    say('history', from);
  }
}

process.once('message', live);
process.send('ready');
