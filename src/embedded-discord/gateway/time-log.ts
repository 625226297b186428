/** Times kept; the oldest go first. Counts go on for ever. */
const KEEP = 20_000;

/** How often something happened and when, told apart by a key. */
export class TimeLog<Key> {
  private readonly entries: { readonly at: number; readonly key: Key }[] = [];
  private readonly counts = new Map<Key, number>();

  note(key: Key, at: number): void {
    this.counts.set(key, this.count(key) + 1);
    this.entries.push({ at, key });
    // A fifth more, so that the list is cut now and then and not each time.
    if (this.entries.length > KEEP * 1.2) this.entries.splice(0, this.entries.length - KEEP);
  }

  count(key: Key): number {
    return this.counts.get(key) ?? 0;
  }

  /** Of all keys together. */
  get total(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  get keys(): Key[] {
    return [...this.counts.keys()];
  }

  /** The newest 20,000 over all keys, the oldest first. */
  get newest(): readonly { readonly at: number; readonly key: Key }[] {
    return this.entries.slice(-KEEP);
  }

  /** The times of one key among the newest, or of all. */
  times(key?: Key): number[] {
    return this.newest.filter((entry) => key === undefined || entry.key === key).map(({ at }) => at);
  }
}
