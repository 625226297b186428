import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Subscription } from 'rxjs';
import { LIBRARY_VERSION, VERSION } from '../config/versions.js';
import { type LogDetail, logNote } from '../model/log-entry.js';
import { EventLog } from './event-log.js';
import { Lifecycle } from './lifecycle.js';
import { LoggedLines } from './logged-lines.js';

/** Tells the event log of this process: its start, its stop, and what went wrong in between. */
@Injectable()
export class ProcessNotes implements OnModuleInit, OnModuleDestroy {
  private readonly subscription = new Subscription();

  constructor(
    private readonly log: EventLog,
    private readonly lines: LoggedLines,
    private readonly lifecycle: Lifecycle,
  ) {}

  onModuleInit(): void {
    const { subscription } = this;
    this.note(`Shardwatch ${VERSION} started`, { node: process.versions.node, discordJs: LIBRARY_VERSION });
    subscription.add(this.lines.notes$.subscribe((note) => this.log.note(note)));
    subscription.add(
      this.lifecycle.closing$.subscribe(() => {
        this.note(`Shardwatch ${VERSION} stops, as it was asked to`, { upSeconds: Math.round(process.uptime()) });
      }),
    );
  }

  onModuleDestroy(): void {
    this.subscription.unsubscribe();
  }

  private note(text: string, detail: LogDetail): void {
    this.log.note(logNote({ level: 'info', source: 'process', text, detail: { pid: process.pid, ...detail } }));
  }
}
