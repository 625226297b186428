import type { INestApplication } from '@nestjs/common';
import { Logger } from 'nestjs-pino';
import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayLifecycle } from './gateway/gateway.lifecycle.js';
import { Lifecycle } from './monitor/lifecycle.js';

/** Milliseconds that requests in flight have to finish. */
const FINISH_WITHIN_MS = 3_000;

/** Ends the process in order at the first SIGTERM or SIGINT, and at once at the second: only the sessions are saved then. */
export function stopOnSignals(app: INestApplication, drainDelayS: number, onStopped: () => void): void {
  let isStopping = false;
  const take = (signal: NodeJS.Signals) => {
    if (isStopping)
      return void app
        .get(GatewayLifecycle)
        .save()
        .then(() => process.exit(0));
    isStopping = true;
    app.get(Logger).log(`${signal}: stopping`, 'Shardwatch');
    stop(app, drainDelayS).then(
      () => {
        onStopped();
        process.exit(0);
      },
      (error: unknown) => {
        app.get(Logger).error(error, 'The stop went wrong', 'Shardwatch');
        onStopped();
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', take);
  process.on('SIGINT', take);
}

/** "Not ready" first, then Discord, then readers and requests, then the store: whoever needs another goes before it. */
async function stop(app: INestApplication, drainDelayS: number): Promise<void> {
  app.get(Lifecycle).moveTo('draining');
  await sleep(drainDelayS * 1_000);
  await app.get(GatewayLifecycle).stop();
  app.get(Lifecycle).moveTo('closing');
  await Promise.race([app.close(), sleep(FINISH_WITHIN_MS)]);
  app.get(Logger).log('Stopped', 'Shardwatch');
}
