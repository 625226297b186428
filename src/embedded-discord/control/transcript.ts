import type { Wire } from '../wire.js';
import { parseJson } from '../wire.js';

/** Entries kept; the oldest go first. */
const KEEP = 5_000;
/** Characters of one payload kept; of a longer one only its length is. */
const LONGEST = 32_768;

const secrets = /^(token|access_token|refresh_token|client_secret|code|code_verifier|authorization)$/;
const REDACTED = '[redacted]';

/** One thing that went over the wire. */
export interface Entry {
  /** Epoch milliseconds of Discord's clock. */
  readonly at: number;
  readonly side: 'gateway' | 'rest' | 'control';
  /** As Discord sees it. */
  readonly direction: 'in' | 'out';
  /** Facts that are short: shard, route, status. */
  readonly about: Wire;
  /** The payload as it went. */
  readonly text: string | null;
}

/** What went over the wire lately. Payloads are kept as they went, and secrets go when somebody reads. */
export class Transcript {
  private readonly entries: Entry[] = [];
  private next = 0;
  /** Bots' tokens of this Discord, also where they stand in the middle of a text. */
  private readonly tokens = new Set<string>();

  hide(token: string): void {
    this.tokens.add(token);
  }

  note(entry: Entry): void {
    const { text } = entry;
    const isLong = text !== null && text.length > LONGEST;
    this.entries[this.next] = isLong
      ? { ...entry, about: { ...entry.about, characters: text.length }, text: null }
      : entry;
    this.next = (this.next + 1) % KEEP;
  }

  clear(): void {
    this.entries.length = 0;
    this.next = 0;
  }

  /** JSON lines, the oldest first. */
  *lines(): Generator<string> {
    const inOrder = [...this.entries.slice(this.next), ...this.entries.slice(0, this.next)];
    for (const { at, side, direction, about, text } of inOrder) {
      const payload = text === null ? {} : { payload: parseJson(text) ?? text };
      const line = JSON.stringify({ at, side, direction, ...about, ...payload }, (key, value: unknown) =>
        typeof value === 'string' && secrets.test(key) ? REDACTED : value,
      );
      yield this.withoutTokens(line);
    }
  }

  private withoutTokens(line: string): string {
    return [...this.tokens].reduce((text, token) => text.replaceAll(token, REDACTED), line);
  }
}
