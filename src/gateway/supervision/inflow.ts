import { setImmediate as atNextTurn } from 'node:timers';
import type { ShardInternals, Socket } from '../discordjs-internals.js';

/** Milliseconds of work with what Discord sends, after which everybody else has their turn. */
const SLICE_MS = 20;

/** A frame that waits for its turn. */
interface Held {
  readonly connection: Socket;
  readonly goOn: () => void;
}

/**
 * Takes in what Discord sends in slices. All guilds of all shards come at once after a start, and handling them in one
 * turn of the event loop would leave heartbeats, commands and pages waiting for seconds.
 */
export class Inflow {
  /** Milliseconds at which this turn took its first frame; `null` before it. */
  private turnBeganAt: number | null = null;
  private readonly held: Held[] = [];
  /** Frames that wait, by connection. Nothing more is read from these meanwhile. */
  private readonly heldOf = new Map<Socket, number>();

  /** @param now milliseconds of a clock that nobody sets back */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Takes in the frames of this shard so, in their order. */
  pace(internals: ShardInternals): void {
    const unpack = internals.unpackMessage.bind(internals);
    internals.unpackMessage = (data, isBinary) => {
      const { connection } = internals;
      if (!connection || !this.isOver()) return unpack(data, isBinary);
      // A connection that was given up meanwhile says nothing any more: its session goes on elsewhere.
      const goOn = () => (connection === internals.connection ? unpack(data, isBinary) : null);
      return this.turnOf(connection).then(goOn);
    };
  }

  /** Whether this turn has taken in enough, or others are waiting. */
  private isOver(): boolean {
    if (this.held.length > 0) return true;
    const at = this.now();
    if (this.turnBeganAt === null) {
      this.turnBeganAt = at;
      atNextTurn(() => (this.turnBeganAt = null));
    }
    return at - this.turnBeganAt > SLICE_MS;
  }

  private turnOf(connection: Socket): Promise<void> {
    const before = this.heldOf.get(connection) ?? 0;
    if (before === 0) connection.pause();
    this.heldOf.set(connection, before + 1);
    if (this.held.length === 0) atNextTurn(() => this.next());
    return new Promise((goOn) => this.held.push({ connection, goOn }));
  }

  /** One frame a turn: how long it takes is known only when it is handled. */
  private next(): void {
    const first = this.held.shift();
    if (!first) return;
    const { connection, goOn } = first;
    const left = (this.heldOf.get(connection) ?? 1) - 1;
    if (left > 0) this.heldOf.set(connection, left);
    else this.heldOf.delete(connection);
    goOn();
    // What is read on comes at once, and would overtake the frame that has just had its turn.
    if (left === 0) atNextTurn(() => this.readOn(connection));
    if (this.held.length > 0) atNextTurn(() => this.next());
  }

  private readOn(connection: Socket): void {
    if (!this.heldOf.has(connection)) connection.resume();
  }
}
