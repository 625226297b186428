import { Module } from '@nestjs/common';
import { MetricsController } from './metrics.controller.js';
import { ScraperGuard } from './scraper.guard.js';

@Module({ controllers: [MetricsController], providers: [ScraperGuard] })
export class MetricsModule {}
