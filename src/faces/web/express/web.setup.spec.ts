import { Controller, Get } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { IncomingMessage, request as httpRequest } from 'node:http';
import { instanceSampled, shardChanged, signInChanged } from '../../../../test/make.js';
import { WatchingModule } from '../../../../test/watching.module.js';
import { AuthModule } from '../../../auth/auth.module.js';
import { ControlModule } from '../../../control/control.module.js';
import { setUpAuth } from '../../../auth/auth.setup.js';
import { Open } from '../../../auth/needs.js';
import { BusModule } from '../../../bus/bus.module.js';
import { EventBus } from '../../../bus/event-bus.js';
import { AuthSettings } from '../../../config/auth.settings.js';
import { ConfigModule } from '../../../config/config.module.js';
import { DiscordConnection } from '../../../config/connection.js';
import { GatewaySettings } from '../../../config/gateway.settings.js';
import { MonitorSettings } from '../../../config/monitor.settings.js';
import { StreamSettings } from '../../../config/stream.settings.js';
import { WebSettings } from '../../../config/web.settings.js';
import { ErrorPageFilter } from '../errors/error.filter.js';
import { FastExpressAdapter } from './express.adapter.js';
import { WebModule } from '../web.module.js';
import { setUpWeb } from './web.setup.js';

/** A page with a defect. */
@Open()
@Controller('broken')
class BrokenController {
  @Get()
  show(): never {
    throw new Error('a secret of the house');
  }
}

async function start(parts: Partial<WebSettings> = {}): Promise<NestExpressApplication> {
  const settings = Object.assign(new WebSettings(), parts);
  const config = ConfigModule.of([
    settings,
    new AuthSettings(),
    new MonitorSettings(),
    new GatewaySettings(),
    new StreamSettings(),
    new DiscordConnection('demo', 'http://x/api', ''),
  ]);
  const app = await NestFactory.create<NestExpressApplication>(
    {
      module: class {},
      controllers: [BrokenController],
      imports: [config, BusModule, WatchingModule, AuthModule, ControlModule, WebModule],
    },
    new FastExpressAdapter(),
    { logger: false, abortOnError: false },
  );
  setUpWeb(app);
  setUpAuth(app);
  app.useGlobalFilters(app.get(ErrorPageFilter));
  await app.listen(0, '127.0.0.1');
  return app;
}

async function get(app: NestExpressApplication, path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${await app.getUrl()}${path}`, { headers: { accept: 'text/html', ...headers } });
}

describe('the web side', () => {
  let app: NestExpressApplication;

  beforeAll(async () => {
    app = await start();
    for (const event of [instanceSampled(), signInChanged(), shardChanged()]) app.get(EventBus).publish(event);
  });

  afterAll(() => app.close());

  it.each(['/', '/status', '/status?show=problems', '/health'])('serves %s', async (path) => {
    const response = await get(app, path);

    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(/<title id="shell-title"[^>]*>\w+ - \w+ - Shardwatch</);
  });

  it('forbids a browser everything that is not ours', async () => {
    const { headers } = await get(app, '/');

    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;font-src 'self';" +
        "connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
    );
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-cache');
  });

  it('serves every style sheet, script and icon of a page, to be kept for good', async () => {
    const html = await (await get(app, '/')).text();
    const paths = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].flatMap(([, path]) => path ?? []);
    const answers = await Promise.all(paths.map((path) => get(app, path)));

    expect(paths.map((path) => path.replace(/\.[\w-]{8}\./, '.'))).toEqual(
      ['icon.svg', 'site.css', 'theme.js', 'live.js', 'chart.js'].map((name) => `/assets/${name}`),
    );
    for (const { status, headers } of answers) {
      expect(status).toBe(200);
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(headers.get('vary')).toContain('Accept-Encoding');
    }
  });

  it('passes a program that asks for health on to those who answer programs', async () => {
    const response = await get(app, '/health', { accept: '*/*' });

    expect(response.status).toBe(404); // here nobody answers programs
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(response.headers.get('vary')).toContain('Accept');
  });

  it('answers what does not exist with a page that shows nothing of the error', async () => {
    const response = await get(app, '/nowhere?<script>');
    const html = await response.text();

    expect(response.status).toBe(404);
    expect(html).toContain('There is no such page');
    expect(html).toContain('GET /nowhere<');
    expect(html).not.toContain('Cannot GET');
  });

  it('tells nothing of a defect but the request id', async () => {
    const [page, program] = [await get(app, '/broken'), await get(app, '/broken', { accept: 'application/json' })];
    const html = await page.text();

    expect([page.status, program.status]).toEqual([500, 500]);
    expect(html).toContain('This page broke, the bot did not');
    expect(html).toMatch(/<dt>Request id<\/dt><dd><span class="mono">[\w-]{36}</);
    expect(html + (await program.text())).not.toMatch(/secret|at .*\.ts/);
  });

  it('makes requests and responses with their prototypes from the start', async () => {
    const made: IncomingMessage[] = [];
    const server = app.getHttpServer();
    server.once('request', (request: IncomingMessage) => made.push(request));
    await get(app, '/');

    const express = app.getHttpAdapter().getInstance() as unknown as { request: object };
    expect(Object.getPrototypeOf(made[0])).toBe(express.request);
  });

  it('streams partials as they are, not compressed', async () => {
    const url = new URL('/live/overview', await app.getUrl());
    const chunk = await new Promise<string>((resolve, reject) => {
      const request = httpRequest(url, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
        expect(response.headers['content-type']).toBe('text/event-stream');
        expect(response.headers['content-encoding']).toBeUndefined();
        let text = '';
        response.on('data', (data: Buffer) => {
          text += data.toString();
          if (!text.includes('overview-lately')) return;
          request.destroy();
          resolve(text);
        });
      });
      request.on('error', reject).end();
    });

    expect(chunk).toContain('event: partial');
  });
});

describe('behind a proxy', () => {
  it('puts the path of the public address in front of every link, and answers with it and without', async () => {
    const app = await start({ publicUrl: 'https://ops.test/watch/' });
    const [stripped, whole] = [await get(app, '/status'), await get(app, '/watch/status')];

    for (const html of [await stripped.text(), await whole.text()]) {
      const links = [...html.matchAll(/(?:href|src|data-live)="([^"]*)"/g)].map(([, link]) => link);
      expect(links.filter((link) => link !== '#main' && !link?.startsWith('/watch/'))).toEqual([]);
    }
    expect(stripped.headers.get('strict-transport-security')).toBe('max-age=15552000');
    await app.close();
  });

  it('believes a prefix from a trusted proxy only, and only a plain path', async () => {
    const [trusting, other] = [await start({ trustProxy: ['127.0.0.1'] }), await start()];
    const linkWith = async (app: NestExpressApplication, prefix: string): Promise<string | undefined> => {
      const html = await (await get(app, '/', { 'x-forwarded-prefix': prefix })).text();
      return /data-live="([^"]*)"/.exec(html)?.[1];
    };

    expect(await linkWith(trusting, '/ops/watch/')).toBe('/ops/watch/live/overview');
    expect(await linkWith(trusting, '//evil.test')).toBe('/live/overview');
    expect(await linkWith(trusting, '/../x')).toBe('/live/overview');
    expect(await linkWith(other, '/ops')).toBe('/live/overview');
    await Promise.all([trusting.close(), other.close()]);
  });
});
