import type { REST } from 'discord.js';

/** Counts what callers wait for, from their asking to the head of the answer, whatever holds it up in between. */
export class OpenRequests {
  count = 0;

  constructor(rest: Pick<REST, 'queueRequest'>) {
    const queue = rest.queueRequest.bind(rest);
    rest.queueRequest = async (request) => {
      this.count += 1;
      try {
        return await queue(request);
      } finally {
        this.count -= 1;
      }
    };
  }
}
