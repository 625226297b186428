import { ledger } from '../../../test/make-gateway.js';
import { MonitorSettings } from '../../config/monitor.settings.js';
import type { FetchingStrategyOptions, SessionInfo } from './discordjs-ws.js';
import { IdentifyGuard } from './identify-guard.js';
import { SessionContext } from './session-context.js';

const GATEWAY = 'wss://gateway.discord.gg';
const PINNED = 'wss://gateway-us-east1-b.discord.gg';
const session: SessionInfo = { shardId: 0, shardCount: 1, sequence: 7, sessionId: 'abc', resumeURL: PINNED };

describe('the session of a shard', () => {
  let context: SessionContext;
  let told: (SessionInfo | null)[];

  beforeEach(async () => {
    const options = { gatewayInformation: { url: GATEWAY } } as unknown as FetchingStrategyOptions;
    told = [];
    const guard = new IdentifyGuard(await ledger(), new MonitorSettings());
    context = new SessionContext(options, guard, (now) => told.push(now));
    context.updateSessionInfo(0, session);
  });

  /** Where the next attempts lead while none of them gets a HELLO. */
  function addressesOf(attempts: number): readonly string[] {
    return Array.from({ length: attempts }, () => {
      const { address } = context;
      context.hostFailed();
      return address;
    });
  }

  it('is kept, and leads to the host that it is pinned to', () => {
    expect(context.retrieveSessionInfo()).toEqual(session);
    expect(context.address).toBe(PINNED);
  });

  it('is there no more once Discord has ended it, and the next connection leads to the gateway', () => {
    context.updateSessionInfo(0, null);

    expect([context.hasSession, context.address]).toEqual([false, GATEWAY]);
  });

  it('outlasts the wish of the library to forget it while it is kept', () => {
    context.isKept = true;
    context.updateSessionInfo(0, null);

    expect(context.retrieveSessionInfo()).toEqual(session);
  });

  it('goes on counting while it is kept', () => {
    context.isKept = true;
    context.updateSessionInfo(0, { ...session, sequence: 8 });

    expect(context.retrieveSessionInfo()?.sequence).toBe(8);
  });

  it('is forgotten when we say so', () => {
    context.isKept = true;
    context.forget();

    expect(context.hasSession).toBe(false);
  });

  it('is looked for at the ordinary gateway in turn when its host has failed three times', () => {
    expect(addressesOf(7)).toEqual([PINNED, PINNED, PINNED, GATEWAY, PINNED, GATEWAY, PINNED]);
  });

  it('is resumed at the gateway with all that it is made of', () => {
    addressesOf(3);

    expect(context.retrieveSessionInfo()).toEqual({ ...session, resumeURL: GATEWAY });
  });

  it('goes back to its host once somebody has answered', () => {
    addressesOf(3);
    context.hostAnswered();

    expect(addressesOf(3)).toEqual([PINNED, PINNED, PINNED]);
  });

  it('is known to have lived until its connection was lost, whoever asks and when', () => {
    const clock = vi.spyOn(performance, 'now');
    const at = (ms: number) => void clock.mockReturnValue(ms);
    at(1_000);
    context.isConnected = true;
    const [up] = [context.kept, at(6_000)];
    context.isConnected = false;
    at(60_000);
    const lived = Number(context.kept?.aliveAt) - Number(up?.aliveAt);
    clock.mockRestore();

    expect(lived).toBe(5_000);
  });

  it('is known to discord.js as it is', () => {
    context.isKept = true;
    context.updateSessionInfo(0, null);
    context.updateSessionInfo(0, { ...session, sequence: 8 });
    context.forget();

    expect(told).toEqual([session, { ...session, sequence: 8 }, null]);
  });
});
