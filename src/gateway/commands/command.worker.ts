import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { EventBus } from '../../bus/event-bus.js';
import { Conflict } from '../../model/errors.js';
import { explain } from '../../model/problem.js';
import type { BotRequest } from '../../model/request.js';
import { type Work, carryOut } from '../carry-out.js';
import { CommandSync } from './command-sync.js';

/** Compares and writes the commands when a person wants it. */
@Injectable()
export class CommandWorker implements OnModuleInit, OnModuleDestroy {
  private subscription?: Subscription;

  constructor(
    private readonly bus: EventBus,
    private readonly commands: CommandSync,
  ) {}

  onModuleInit(): void {
    this.subscription = this.bus.requests$.subscribe((request) => {
      const work = this.workFor(request);
      if (work) void carryOut(this.bus, request, work);
    });
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  private workFor(request: BotRequest): Work | null {
    if (request.type === 'commands.sync') return () => this.commands.sync(request);
    return request.type === 'commands.compare' ? () => this.compare(request.guildId) : null;
  }

  private async compare(guildId: string | null): Promise<string> {
    const problem = await this.commands.compare(guildId);
    if (problem) throw new Conflict(`The commands could not be compared: ${explain(problem).words}.`);
    return 'The commands were compared.';
  }
}
