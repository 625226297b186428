import { setImmediate as othersTurn } from 'node:timers/promises';
import type * as PromClient from 'prom-client';
import { availabilityFamilies } from './availability.families.js';
import { botFamilies } from './bot.families.js';
import { commandFamilies } from './command.families.js';
import { connectionFamilies } from './connection.families.js';
import type { Family, Sample, Scrape } from './family.js';
import { interactionFamilies } from './interaction.families.js';
import { processFamilies } from './process.families.js';
import { restFamilies } from './rest.families.js';
import { sessionStartFamilies } from './session-start.families.js';
import { shardFamilies } from './shard.families.js';

/** Every metric there is, in the order in which they are given. */
export const families: readonly Family[] = [
  ...botFamilies,
  ...availabilityFamilies,
  ...shardFamilies,
  ...connectionFamilies,
  ...sessionStartFamilies,
  ...interactionFamilies,
  ...commandFamilies,
  ...restFamilies,
  ...processFamilies,
];

export const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** All that is known, as Prometheus reads it. Made when somebody asks, so that it costs nothing while events come in. */
export async function exposition(scrape: Scrape): Promise<string> {
  const client = await import('prom-client'); // it takes longer to load than the first page may
  const texts: string[] = [];
  for (const family of families) {
    const samples = family.read(scrape);
    if (samples.length === 0) continue;
    texts.push(await textOf(family, samples, client));
    await othersTurn(); // a bot with a thousand shards has thirty thousand lines, and heartbeats do not wait for them
  }
  return texts.join('\n');
}

function textOf(
  { name, help, type }: Family,
  samples: readonly Sample[],
  { Registry, Gauge, Counter }: typeof PromClient,
): Promise<string> {
  const registry = new Registry();
  const labelNames = Object.keys(samples[0]?.labels ?? {});
  const metric = { name, help, labelNames, registers: [registry] };
  if (type === 'gauge') {
    const gauge = new Gauge(metric);
    for (const { labels, value } of samples) gauge.set(labels, value);
  } else {
    const counter = new Counter(metric);
    for (const { labels, value } of samples) counter.inc(labels, value);
  }
  return registry.metrics();
}
