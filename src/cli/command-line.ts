import { userInfo } from 'node:os';
import { Audit } from '../control/audit.js';
import { Recorder, type Recorded } from '../control/recorder.js';
import { AuditBook } from '../store/audit.book.js';
import type { Store } from '../store/store.js';

/** Who runs a command of ours: whoever can do so has the store in their hands, and so may do anything. */
export const commandLine = {
  who: { kind: 'shell', id: null, name: 'The command line', role: 'admin' },
  from: machineUser(),
} as const satisfies Pick<Recorded, 'who' | 'from'>;

/** Writes into the audit of the store. @param db opened beside the bot */
export function recorderOf(db: Store['db']): Recorder {
  return new Recorder(auditOf(db));
}

/** The audit of the store. @param db opened beside the bot */
export function auditOf(db: Store['db']): Audit {
  return new Audit(new AuditBook({ db, isStandIn: false }));
}

/** The name of the machine's user, or its number: in a container it may have no name. */
function machineUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'without a name'}`;
  }
}
