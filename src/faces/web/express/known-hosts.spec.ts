import type { Request, Response } from 'express';
import { WebSettings } from '../../../config/web.settings.js';
import { knownHosts } from './known-hosts.js';

/** Whether a request for `host` is let in. */
function isLetIn(
  host: string,
  { path = '/', publicUrl = undefined as string | undefined, isTrusted = false } = {},
): boolean {
  let isIn = false;
  const app = { get: () => () => isTrusted };
  const request = { headers: { host }, path, app, socket: { remoteAddress: '127.0.0.1' } } as unknown as Request;
  const response = { status: () => response, type: () => response, send: () => response } as unknown as Response;
  knownHosts(Object.assign(new WebSettings(), { publicUrl }))(request, response, () => (isIn = true));
  return isIn;
}

describe('a request', () => {
  it.each(['127.0.0.1:3000', 'localhost', '[::1]:3000', 'LOCALHOST:80'])('for %s is let in', (host) => {
    expect(isLetIn(host)).toBe(true);
  });

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:3000', ''])(
    'for %s is turned away',
    (host) => {
      expect(isLetIn(host)).toBe(false);
    },
  );

  it('that is turned away learns why, as problem details', () => {
    const sent: unknown[] = [];
    const response = {
      status: (code: number) => (sent.push(code), response),
      type: (type: string) => (sent.push(type), response),
      send: (body: string) => sent.push(JSON.parse(body)),
    };
    const app = { get: () => () => false };
    const request = { headers: { host: 'evil.example' }, path: '/status', app, socket: {} };
    knownHosts(new WebSettings())(request as unknown as Request, response as unknown as Response, () =>
      sent.push('in'),
    );

    const detail = 'This name is not served here. Set PUBLIC_URL to the address people use.';
    const details = { type: 'about:blank', title: 'Misdirected Request', status: 421, detail, instance: '/status' };
    expect(sent).toEqual([421, 'application/problem+json', details]);
  });

  it('for the name that people use is let in', () => {
    expect(isLetIn('ops.example.org', { publicUrl: 'https://ops.example.org/bot' })).toBe(true);
  });

  it('by a trusted proxy is let in, whatever name it hands on', () => {
    expect(isLetIn('ops.example.org', { isTrusted: true })).toBe(true);
  });

  it('of Prometheus is let in by any name, to a guard of its own', () => {
    expect(isLetIn('10.0.0.7:3000', { path: '/metrics' })).toBe(true);
    expect(isLetIn('10.0.0.7:3000', { path: '/metrics/more' })).toBe(false);
  });

  it('of a probe is let in by any name', () => {
    expect(isLetIn('10.0.0.7:3000', { path: '/health/live' })).toBe(true);
    expect(isLetIn('10.0.0.7:3000', { path: '/healthy' })).toBe(false);
  });
});
