import type { INestApplication } from '@nestjs/common';
import { Logger } from 'nestjs-pino';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StopSignals } from './app.signals.js';
import { GatewayLifecycle } from './gateway/gateway.lifecycle.js';
import { Lifecycle } from './monitor/lifecycle.js';

/** Milliseconds that requests in flight have to finish. */
const FINISH_WITHIN_MS = 3_000;

/** Ends the process in order at the first SIGTERM or SIGINT, and at once at the second: only the sessions are saved then. */
export function stopOnSignals(app: INestApplication, drainDelayS: number, signals: StopSignals): void {
  let isStopping = false;
  const take = (signal: NodeJS.Signals): void => {
    if (isStopping)
      return void app
        .get(GatewayLifecycle)
        .save()
        .then(() => process.exit(0));
    isStopping = true;
    app.get(Logger).log(`${signal}: stopping`, 'Shardwatch');
    stop(app, drainDelayS).then(
      () => process.exit(0),
      (error: unknown) => {
        app.get(Logger).error(error, 'The stop went wrong', 'Shardwatch');
        process.exit(1);
      },
    );
  };
  signals.handTo(take);
}

/** Ends a start during which a stop was asked for: nobody was served, and Discord knows nothing of it. */
export async function stopAtStart(app: INestApplication, signals: StopSignals): Promise<void> {
  const { held } = signals;
  if (!held) return;
  await Promise.race([app.close(), sleep(FINISH_WITHIN_MS)]);
  signals.end(held);
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
