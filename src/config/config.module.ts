import { type DynamicModule, Module } from '@nestjs/common';
import { EffectiveSettings } from './effective.settings.js';

/** Gives the settings, already read and checked, to every room: each is injected as its own class. */
@Module({})
export class ConfigModule {
  static of(settings: readonly object[]): DynamicModule {
    const providers = [...settings, new EffectiveSettings(settings)].map((instance) => ({
      provide: instance.constructor,
      useValue: instance,
    }));
    return { module: ConfigModule, global: true, providers, exports: providers };
  }
}
