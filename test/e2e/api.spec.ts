import type { StatusAnswer } from '../../src/faces/api/status.answer.js';
import { type Shardwatch, startShardwatch } from './start.js';
import { statusWhen, whenOperational } from './status.js';

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** Milliseconds since the start in which a command would not have been answered. */
function unansweredMs({ availability: { startedAt, sinceStartRatio }, asOf }: StatusAnswer): number {
  return (1 - (sinceStartRatio ?? 0)) * (Date.parse(asOf) - Date.parse(startedAt));
}

describe('the availability', () => {
  let app: Shardwatch;
  beforeAll(async () => {
    app = await startShardwatch();
  });
  afterAll(() => app.stop());

  it('counts a time in which the process stood still as not answered', async () => {
    const before = unansweredMs(await whenOperational(app));
    app.process.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    app.process.kill('SIGCONT');
    const after = await statusWhen(app, (status) => unansweredMs(status) > before + 4_000);

    expect(after.availability.lastHourRatio).toBe(after.availability.sinceStartRatio);
  });
});

describe('the status of a living bot', () => {
  let app: Shardwatch;
  beforeAll(async () => {
    app = await startShardwatch();
    await whenOperational(app);
  });
  afterAll(() => app.stop());

  it('knows every budget, and how commands are answered, once something was asked and used', async () => {
    const { budgets, clockOffset, interactions } = await statusWhen(
      app,
      (status) => status.clockOffset !== null && (status.interactions?.recent.p95Ms ?? null) !== null,
    );

    expect(budgets.sessionStarts).toMatchObject({ total: 1_000, reserve: 200 });
    expect(budgets.invalidRequests).toMatchObject({ count: 0, limit: 10_000, windowSeconds: 600 });
    expect(budgets.rest).toMatchObject({ limit: 50, recentFailureCount: 0 });
    expect(budgets.gatewaySends).toHaveLength(4);
    expect(clockOffset?.source).toBe('rate_limit');
    expect(interactions?.receivedCount).toBeGreaterThan(0);
  });

  it('describes every field of the status, and none that is not there', async () => {
    const status = await whenOperational(app);
    const document = (await (await fetch(`${app.url}/api/docs-json`)).json()) as {
      components: { schemas: Record<string, Schema> };
    };
    const resolve = (schema: Schema): Schema => {
      const ref = schema.$ref ?? schema.allOf?.[0]?.$ref;
      return (ref && document.components.schemas[ref.split('/').at(-1) ?? '']) || schema;
    };
    const different: string[] = [];
    const compare = (path: string, value: unknown, schema: Schema): void => {
      const { properties, items } = resolve(schema);
      if (Array.isArray(value)) value.forEach((item) => compare(`${path}[]`, item, items ?? {}));
      if (!properties || value === null || typeof value !== 'object') return;
      const [told, found] = [Object.keys(properties).sort(), Object.keys(value).sort()];
      if (told.join() !== found.join()) different.push(`${path}: ${told.join()} / ${found.join()}`);
      for (const [name, child] of Object.entries(value)) compare(`${path}.${name}`, child, properties[name] ?? {});
    };
    compare('status', status, { $ref: '#/components/schemas/StatusAnswer' });

    expect(different).toEqual([]);
  });
});
