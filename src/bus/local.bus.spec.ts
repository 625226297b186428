import { AsyncLocalStorage } from 'node:async_hooks';
import { LocalBus } from './local.bus.js';

describe('the bus within a process', () => {
  it('has requests carried out on their own, and not as a part of the page that asked', async () => {
    const page = new AsyncLocalStorage<string>();
    const bus = new LocalBus();
    const worked = new Promise((resolve) => {
      bus.requests$.subscribe(() => setImmediate(() => resolve(page.getStore() ?? 'on its own')));
    });
    page.run('a page', () => bus.ask({ type: 'guild.look', id: '1', until: 0, guildId: '2' }));

    expect(await worked).toBe('on its own');
  });
});
