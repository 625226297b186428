import type { JudgedShard } from '../../model/figures.js';
import { type Family, type Known, type Labels, type Scrape, sample } from './family.js';

/** A metric with one sample for each shard of which it is known; a counter where the name says so. */
export function perShard(name: string, help: string, read: (shard: JudgedShard, scrape: Scrape) => Known): Family {
  return {
    name,
    type: name.endsWith('_total') ? 'counter' : 'gauge',
    help,
    read: (scrape) => scrape.status.shards.flatMap((shard) => sample(read(shard, scrape), shardLabel(shard))),
  };
}

export function shardLabel({ id }: JudgedShard): Labels {
  return { shard: String(id) };
}
