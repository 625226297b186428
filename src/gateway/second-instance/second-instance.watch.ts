import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Subscription } from 'rxjs';
import { EventBus } from '../../bus/event-bus.js';
import { SessionStartLedger } from '../supervision/session-start.ledger.js';
import { EndedSessions } from './ended-sessions.js';
import { ForeignAnswers } from './foreign-answers.js';
import { Signs } from './signs.js';

/** Looks for signs that the bot's token is used elsewhere. It tells them and changes nothing: nobody is fought. */
@Injectable()
export class SecondInstanceWatch implements OnModuleInit, OnModuleDestroy {
  private readonly subscription = new Subscription();

  constructor(
    private readonly bus: EventBus,
    private readonly ledger: SessionStartLedger,
    private readonly answers: ForeignAnswers,
    private readonly signs: Signs,
  ) {}

  onModuleInit(): void {
    const { signs, subscription } = this;
    const sessions = new EndedSessions(() => signs.saw('session_invalid'));
    subscription.add(this.ledger.foreign$.subscribe((count) => signs.saw('session_starts', count)));
    subscription.add(this.answers.seen$.subscribe(() => signs.saw('answered_elsewhere')));
    subscription.add(
      this.bus.events$.subscribe((event) => {
        if (event.type === 'shard.changed') sessions.look(event.shard);
      }),
    );
  }

  onModuleDestroy(): void {
    this.subscription.unsubscribe();
  }
}
