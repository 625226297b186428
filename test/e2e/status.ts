import type { StatusAnswer } from '../../src/faces/api/status.answer.js';
import { type Shardwatch, waitFor } from './start.js';

/** What `/api/v1/status` says now. */
export async function statusOf({ url }: Pick<Shardwatch, 'url'>): Promise<StatusAnswer> {
  const response = await fetch(`${url}/api/v1/status`);
  return (await response.json()) as StatusAnswer;
}

/** The first status that is as wished. */
export function statusWhen(
  app: Shardwatch,
  isWished: (status: StatusAnswer) => boolean,
  withinMs?: number,
): Promise<StatusAnswer> {
  return waitFor(
    async () => {
      const status = await statusOf(app);
      return isWished(status) && status;
    },
    app,
    withinMs,
  );
}

export function whenOperational(app: Shardwatch, withinMs?: number): Promise<StatusAnswer> {
  return statusWhen(app, ({ verdict }) => verdict === 'operational', withinMs);
}
