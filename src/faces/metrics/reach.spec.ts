import express, { type Request } from 'express';
import { isNear } from './reach.js';

interface Asked {
  /** Address at the other end of the connection. */
  readonly peer: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** TRUST_PROXY. */
  readonly trusted?: readonly string[];
}

const BOT = { host: '127.0.0.1:3000' };

/** What the guard would see of such a request, with express's own reading of the headers. */
function isFromNear({ peer, headers = {}, trusted = [] }: Asked): boolean {
  const app = express().set('trust proxy', [...trusted]);
  const request = Object.create(app.request) as Request;
  Object.assign(request, { app, headers: { ...BOT, ...headers }, socket: { remoteAddress: peer } });
  return isNear(request);
}

describe('a request that nobody handed on', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])('comes from near: %s', (peer) => {
    expect(isFromNear({ peer })).toBe(true);
  });

  it.each(['192.0.2.7', '10.0.0.7', '::ffff:192.0.2.7', '2001:db8::1', ''])('comes from afar: "%s"', (peer) => {
    expect(isFromNear({ peer })).toBe(false);
  });

  it('comes from near at a trusted address, by any name', () => {
    expect(isFromNear({ peer: '10.0.0.7', trusted: ['10.0.0.0/8'], headers: { host: 'bot.internal:3000' } })).toBe(
      true,
    );
    expect(isFromNear({ peer: '::ffff:10.0.0.7', trusted: ['10.0.0.0/8'] })).toBe(true);
    expect(isFromNear({ peer: '11.0.0.7', trusted: ['10.0.0.0/8'] })).toBe(false);
  });

  it.each(['localhost:3000', 'LOCALHOST', '[::1]:3000', '127.0.0.1'])('calls this machine by its name: %s', (host) => {
    expect(isFromNear({ peer: '127.0.0.1', headers: { host } })).toBe(true);
  });

  it.each(['evil.example:3000', 'localhost.evil.example', 'ops.example.org', ''])(
    'comes from a browser or a proxy here when it calls us by another: "%s"',
    (host) => {
      expect(isFromNear({ peer: '127.0.0.1', headers: { host } })).toBe(false);
      expect(isFromNear({ peer: '127.0.0.1', headers: { host }, trusted: ['127.0.0.1'] })).toBe(false);
    },
  );
});

describe('a request that was handed on', () => {
  const forwarded = (value: string) => ({ 'x-forwarded-for': value });

  it('is judged by the client it stands for', () => {
    const trusted = ['127.0.0.1', '10.0.0.0/8'];

    expect(isFromNear({ peer: '127.0.0.1', trusted, headers: forwarded('192.0.2.7') })).toBe(false);
    expect(isFromNear({ peer: '127.0.0.1', trusted, headers: forwarded('10.0.0.7') })).toBe(true);
    expect(isFromNear({ peer: '127.0.0.1', trusted, headers: forwarded('127.0.0.1') })).toBe(true);
    expect(isFromNear({ peer: '10.0.0.1', trusted, headers: forwarded('192.0.2.7, 10.0.0.2') })).toBe(false);
  });

  it('is not believed about what stands before the first stranger', () => {
    const headers = forwarded('127.0.0.1, 192.0.2.7');

    expect(isFromNear({ peer: '127.0.0.1', trusted: ['127.0.0.1'], headers })).toBe(false);
  });

  it('is not from this machine because it is from the proxy’s own', () => {
    expect(isFromNear({ peer: '10.0.0.7', trusted: ['10.0.0.7'], headers: forwarded('127.0.0.1') })).toBe(false);
    expect(isFromNear({ peer: '10.0.0.7', trusted: ['10.0.0.7'], headers: forwarded('::1') })).toBe(false);
  });

  it('by a proxy that is not trusted comes from afar, whatever it says', () => {
    expect(isFromNear({ peer: '127.0.0.1', headers: forwarded('192.0.2.7') })).toBe(false);
    expect(isFromNear({ peer: '127.0.0.1', headers: forwarded('127.0.0.1') })).toBe(false);
    expect(isFromNear({ peer: '192.0.2.9', headers: forwarded('127.0.0.1') })).toBe(false);
  });

  it.each<Record<string, string>>([
    { 'x-forwarded-for': '' },
    { 'x-forwarded-for': 'unknown' },
    { forwarded: 'for=127.0.0.1' },
    { 'x-real-ip': '127.0.0.1' },
    { 'x-forwarded-proto': 'https' },
    { 'x-forwarded-host': '127.0.0.1:3000' },
    { via: '1.1 proxy' },
  ])('comes from afar when the client cannot be known: %o', (headers) => {
    expect(isFromNear({ peer: '127.0.0.1', trusted: ['127.0.0.1'], headers })).toBe(false);
  });
});
