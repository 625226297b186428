import type { INestApplication, Type } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { VERSION } from '../../config/versions.js';

/**
 * Serves the description of the API: a page at `/api/docs`, the OpenAPI document at `/api/docs-json`.
 *
 * @param described the modules whose routes are for programs
 */
export function setUpApi(app: INestApplication, described: Type[]): void {
  const about = new DocumentBuilder()
    .setTitle('Shardwatch')
    .setDescription('How the bot is doing. Times are ISO 8601 in UTC; a figure that is not known is null.')
    .setVersion(VERSION)
    .addBearerAuth({ type: 'http', description: 'An API key. What the public view shows needs none.' }, 'key')
    .addSecurityRequirements('key')
    .build();
  // Made when somebody first looks, so that it costs nothing at start.
  const document = () => SwaggerModule.createDocument(app, about, { include: described });
  SwaggerModule.setup('api/docs', app, document, { customSiteTitle: 'API - Shardwatch' });
}
