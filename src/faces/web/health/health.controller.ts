import { Controller, Get, type MessageEvent, Next, Req, Res } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import type { Observable } from 'rxjs';
import { Needs, PageNeeds } from '../../../auth/needs.js';
import { MonitorSettings } from '../../../config/monitor.settings.js';
import type { Status } from '../../../model/status.js';
import { AvailabilityService } from '../../../monitor/availability.service.js';
import { Probes } from '../../../monitor/probes.js';
import { Stream } from '../../streams/stream.js';
import { Base } from '../express/base.js';
import { type HealthView, answersOf, healthView } from './health.view.js';
import { InNavigation, type PageName } from '../frame/page-name.js';
import { type Page, Pages } from '../frame/pages.js';

const healthPage: PageName = {
  path: 'health',
  label: 'Health',
  icon: 'heart-pulse',
  deed: 'look.pages',
  isMinor: true,
};

/** The health page. Machines ask the same address: what does not prefer HTML is passed on to `faces/health`. */
@Needs('look.pages')
@InNavigation(healthPage)
@Controller()
export class HealthPageController {
  private readonly page: Page = {
    name: healthPage,
    partials: ['health/probes', 'health/indicators', 'health/availability'],
    view: (status) => this.view(status),
  };

  constructor(
    private readonly pages: Pages,
    private readonly probes: Probes,
    private readonly limits: MonitorSettings,
    private readonly availability: AvailabilityService,
  ) {}

  @PageNeeds('look.pages')
  @Get('health')
  show(@Req() request: Request, @Res() response: Response, @Next() next: NextFunction): void {
    response.vary('Accept');
    if (request.accepts(['json', 'html']) !== 'html') return next();
    response.render('pages/health', this.pages.now(this.page));
  }

  @Stream('live/health')
  live(@Base() base: string): Observable<MessageEvent> {
    return this.pages.live(this.page, base);
  }

  private view(status: Status): HealthView {
    const { limits, probes } = this;
    return healthView({ status, limits, answers: answersOf(probes), availability: this.availability.now() });
  }
}
