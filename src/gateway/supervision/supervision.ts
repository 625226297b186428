import { Injectable } from '@nestjs/common';
import { MonitorSettings } from '../../config/monitor.settings.js';
import { SessionKit } from '../kit/session.kit.js';
import { Reporter } from '../reporter.js';
import { IdentifyGuard } from './identify-guard.js';

/** What the shards of a strategy need: who reports them, who lets them identify, how long they wait, whose sessions they keep. */
@Injectable()
export class Supervision {
  constructor(
    readonly observer: Reporter,
    readonly guard: IdentifyGuard,
    readonly limits: MonitorSettings,
    readonly kit: SessionKit,
  ) {}
}
