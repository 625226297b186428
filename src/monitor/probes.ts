import { Injectable } from '@nestjs/common';
import { Lifecycle } from './lifecycle.js';
import { StatusService } from './status.service.js';
import { verdictWord } from '../model/verdict.js';

/** What one probe would be told. */
export interface ProbeAnswer {
  readonly isOk: boolean;
  /** Worth a look although it is ok; only `/health/ready` uses it. */
  readonly isDegraded: boolean;
  /** One or two short sentences. */
  readonly words: string;
}

/**
 * What an orchestrator asks. Liveness asks nobody but the event loop, readiness asks whether this process
 * can serve pages, and Discord decides neither: a restart would not bring Discord back.
 */
@Injectable()
export class Probes {
  constructor(
    private readonly lifecycle: Lifecycle,
    private readonly status: StatusService,
  ) {}

  live(): ProbeAnswer {
    return pass('The process answers and its event loop turns. An orchestrator leaves it running.');
  }

  startup(): ProbeAnswer {
    if (this.lifecycle.stage === 'starting') return fail('The pages are not up yet.');
    return pass('Settings are valid, the store is open, pages are served.');
  }

  ready(): ProbeAnswer {
    if (this.lifecycle.stage !== 'serving') return fail('The process is about to stop. Send nobody here.');
    const { verdict, snapshot } = this.status.now();
    const storeNote = snapshot.instances[0]?.store.note;
    if (storeNote) return { ...pass(`Pages are served. ${storeNote}`), isDegraded: true };
    if (verdict === 'operational' || verdict === 'starting') return pass('Pages are served.');
    return {
      ...pass(`Pages are served, so people can see why the bot is ${verdictWord[verdict].toLowerCase()}.`),
      isDegraded: true,
    };
  }

  /** For monitors outside: would a command be answered on every shard? */
  bot(): ProbeAnswer {
    const { figures, sentence } = this.status.now();
    const isOk = figures.shardCount > 0 && figures.answeringShardCount === figures.shardCount;
    return isOk ? pass('Every shard answers.') : fail(`${sentence}.`);
  }
}

function pass(words: string): ProbeAnswer {
  return { isOk: true, isDegraded: false, words };
}

function fail(words: string): ProbeAnswer {
  return { isOk: false, isDegraded: false, words };
}
