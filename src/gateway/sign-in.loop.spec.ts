import { problem } from '../../test/make.js';
import { MonitorSettings } from '../config/monitor.settings.js';
import { LocalBus } from '../bus/local.bus.js';
import type { Problem } from '../model/problem.js';
import type { SignIn } from '../model/sign-in.js';
import type { Login } from './login.js';
import { SignInLoop } from './sign-in.loop.js';
import { Teller } from './teller.js';

/** A sign-in whose attempts end as told, one after another. */
function signIn(...outcomes: (Problem | null)[]) {
  const told: SignIn[] = [];
  const lines: string[] = [];
  const bus = new LocalBus();
  bus.events$.subscribe((event) => {
    if (event.type === 'sign_in.changed') told.push(event.signIn);
    if (event.type === 'happening.noted') lines.push(event.happening.text);
  });
  const login = { attempt: () => Promise.resolve(outcomes.shift() ?? null) } as unknown as Login;
  return { loop: new SignInLoop(login, bus, new Teller(bus), new MonitorSettings()), told, lines };
}

describe('signing in', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is done after one attempt when nothing is wrong', async () => {
    const { loop, told } = signIn(null);
    await loop.run();

    expect(told.map(({ stage }) => stage)).toEqual(['trying', 'signed_in']);
  });

  it('is tried again and again, and says when', async () => {
    const { loop, told } = signIn(...Array.from({ length: 8 }, () => problem()), null);
    const done = loop.run();
    await vi.runAllTimersAsync();
    await done;

    const waits = told.filter(({ stage }) => stage === 'waiting');
    expect(waits).toHaveLength(8);
    expect(waits.every(({ nextAttemptAt }) => nextAttemptAt !== null)).toBe(true);
    expect(told.at(-1)).toMatchObject({ stage: 'signed_in', attempt: 0, problem: null });
  });

  it('keeps saying what was wrong while it tries again', async () => {
    const { loop, told } = signIn(problem(), null);
    const done = loop.run();
    await vi.runAllTimersAsync();
    await done;

    expect(told.map(({ stage, problem: wrong }) => [stage, wrong?.kind ?? null])).toEqual([
      ['trying', null],
      ['waiting', 'unreachable'],
      ['trying', 'unreachable'],
      ['signed_in', null],
    ]);
  });

  it('tells one trouble that lasts once', async () => {
    const { loop, lines } = signIn(problem(), problem(), problem({ detail: 'ETIMEDOUT' }), null);
    const done = loop.run();
    await vi.runAllTimersAsync();
    await done;

    expect(lines).toHaveLength(2);
  });

  it('is never tried again after a refusal that only a person can mend', async () => {
    const { loop, told } = signIn(problem({ kind: 'token_rejected' }), null);
    await loop.run();

    expect(told.at(-1)).toMatchObject({ stage: 'refused', problem: { kind: 'token_rejected' } });
  });

  it('ends at once when the process stops', async () => {
    const { loop, told } = signIn(problem(), null);
    const done = loop.run();
    await vi.advanceTimersByTimeAsync(0);
    loop.stop();
    await done;

    expect(told.at(-1)).toMatchObject({ stage: 'signed_out' });
  });
});
