import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Client } from 'discord.js';
import { restInternals } from '../discordjs-internals.js';
import { keepAway } from '../lasting-moment.js';

/** Lets Discord's rate limits end when they end, also when the wall clock is set meanwhile. */
@Injectable()
export class EvenLimits implements OnModuleInit {
  constructor(private readonly client: Client) {}

  onModuleInit(): void {
    const rest = restInternals(this.client.rest);
    const create = rest.createHandler.bind(rest);
    keepAway(rest, 'globalReset');
    rest.createHandler = (hash, majorParameter) => {
      const handler = create(hash, majorParameter);
      keepAway(handler, 'reset');
      return handler;
    };
  }
}
