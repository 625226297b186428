import { type FaultWish, readFault } from './faults/fault.js';
import type { Standing } from './faults/standing-faults.js';
import { Insight } from './insight.js';

/** What can be made to go wrong, in short words for tests. All of it is done by faults. */
export abstract class Troubles extends Insight {
  /**
   * Something goes wrong; gives its id, by which it can be ended.
   *
   * @throws {BadField} when it makes no sense, {NobodyThere} when it names a shard to which nobody is connected
   */
  begin(fault: FaultWish): string {
    return this.parts.faults.begin(fault);
  }

  /** Begins faults one after the other, each some milliseconds of Discord's after the start; gives the id of the whole. */
  script(steps: readonly { readonly atMs: number; readonly fault: FaultWish }[]): string {
    return this.parts.faults.run(steps.map(({ atMs, fault }) => ({ atMs, fault: readFault(fault) })));
  }

  /** Ends a fault or a script. False when it is over already. */
  end(id: string): boolean {
    return this.parts.faults.end(id);
  }

  /** The faults that are on, and the last ones that were. */
  get faults(): { readonly standing: readonly Standing[]; readonly ended: readonly Standing[] } {
    const { all, ended } = this.parts.standing;
    return { standing: all, ended };
  }

  /** Closes the connection of a shard. Codes that end a session in Discord end it here too. */
  closeShard(shardId: number, code: number): void {
    this.begin({ fault: 'ws.close', code, scope: { shards: [shardId] } });
  }

  /** Cuts the TCP connection of a shard without a word. */
  dropShard(shardId: number): void {
    this.begin({ fault: 'ws.drop', scope: { shards: [shardId] } });
  }

  /** Asks a shard to reconnect and resume (op 7). */
  reconnectShard(shardId: number): void {
    this.begin({ fault: 'ws.op7', scope: { shards: [shardId] } });
  }

  /** Sends a dispatch that makes a client stumble that trusts Discord. */
  sendMalformedDispatch(shardId: number): void {
    this.begin({ fault: 'ws.malformedDispatch', scope: { shards: [shardId] } });
  }

  /** While on, heartbeats of this shard are not acknowledged. */
  muteAcknowledgements(shardId: number, on: boolean): void {
    this.turn(on, { fault: 'ws.noAck', scope: { shards: [shardId] } });
  }

  /** Turns away new WebSockets, with a closed connection or with HTTP 503; those that are open stay, and so does REST. */
  refuseGateway(how: 'refused' | 'http503' | null): void {
    this.turn(false, { fault: 'ws.refuseUpgrade' });
    if (how) this.begin({ fault: 'ws.refuseUpgrade', how: how === 'http503' ? 503 : how });
  }

  /** While on, the token is wrong: 401 from REST, 4004 for whoever identifies or resumes. Open connections stay. */
  rejectToken(on: boolean): void {
    this.turn(on, { fault: 'token.invalidate', closes: false });
  }

  /** While on, IDENTIFY is refused with 4014, whatever it asks for. */
  disallowIntents(on: boolean): void {
    this.turn(on, { fault: 'intents.disallow' });
  }

  /** Leaves so many session starts (0 to 1000) for today. The one after the last costs the token, as it does in Discord. */
  leaveSessionStarts(remaining: number): void {
    this.begin({ fault: 'sessionLimit', remaining });
  }

  /** Begins a fault unless it is on, or ends all of its kind and shard. */
  private turn(on: boolean, wish: FaultWish): void {
    const isSame = ({ fault }: Standing): boolean =>
      fault.kind === wish.fault && fault.scope.shards?.[0] === wish.scope?.shards?.[0];
    const same = this.parts.standing.all.filter(isSame);
    if (on && same.length === 0) this.begin(wish);
    if (!on) for (const { id } of same) this.end(id);
  }
}
