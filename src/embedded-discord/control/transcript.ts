import type { Wire } from '../wire.js';
import { parseJson } from '../wire.js';

/** Entries kept; the oldest go first. */
const KEEP = 5_000;
/** Characters of one payload kept; of a longer one only its length is. */
const LONGEST = 32_768;
/** Characters kept over all entries: thousands of large guilds at a login must not cost a hundred megabytes. */
const KEEP_CHARACTERS = 4_000_000;

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
  private characters = 0;
  /** Bots' tokens of this Discord, also where they stand in the middle of a text. */
  private readonly tokens = new Set<string>();

  hide(token: string): void {
    this.tokens.add(token);
  }

  note(entry: Entry): void {
    const { text } = entry;
    const isLong = text !== null && text.length > LONGEST;
    const kept = isLong ? { ...entry, about: { ...entry.about, characters: text.length }, text: null } : entry;
    this.entries.push(kept);
    this.characters += kept.text?.length ?? 0;
    while (this.entries.length > KEEP || this.characters > KEEP_CHARACTERS)
      this.characters -= this.entries.shift()?.text?.length ?? 0;
  }

  clear(): void {
    this.entries.length = 0;
    this.characters = 0;
  }

  /** JSON lines, the oldest first. */
  *lines(): Generator<string> {
    for (const { at, side, direction, about, text } of [...this.entries]) {
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
