import { join } from 'node:path';
import { MonitorSettings } from '../src/config/monitor.settings.js';
import { clientOptions } from '../src/gateway/client.options.js';
import { gatewaySettings } from './make-gateway.js';

const part = <T>(name: string): Promise<T> =>
  import(/* @vite-ignore */ join(import.meta.dirname, `../scripts/bench/${name}.mjs`)) as Promise<T>;
type BareOptions = (...parts: unknown[]) => object;
type Summary = (values: number[]) => { median: number; interval: [number, number] };

describe('the benchmark beside a bare client', () => {
  it('gives the bare client our options, and none of our hooks', async () => {
    const { bareOptions } = await part<{ bareOptions: BareOptions }>('bare-options');
    const known = { ...new MonitorSettings(), ...gatewaySettings({ intents: ['Guilds', 'GuildMessages'] }) };

    expect(bareOptions(clientOptions, known)).toMatchObject({
      intents: [1, 512],
      ws: {},
      rest: { api: known.apiUrl },
    });
  });

  it('gives the same interval for the same values, around their median', async () => {
    const { summary } = await part<{ summary: Summary }>('statistics');

    const { median, interval } = summary([1.01, 1.02, 1.03, 1.04, 1.9]);

    expect(median).toBe(1.03);
    expect(interval[0]).toBeGreaterThanOrEqual(1.01);
    expect(interval[1]).toBeGreaterThanOrEqual(median);
    expect(summary([1.01, 1.02, 1.03, 1.04, 1.9]).interval).toEqual(interval);
  });
});
