import { insideNext } from './next.js';

const inside = ['/', '/status', '/status?show=problems', '/incidents/42', '/events?text=a%20b', '/a/b/c'];

const outside: readonly unknown[] = [
  ...['', ' ', 'status', 'https://evil.example', 'http://evil.example/', 'HTTPS://evil.example', '//evil.example'],
  ...[
    '///evil.example',
    '////evil.example',
    '/\\evil.example',
    '\\/evil.example',
    '\\\\evil.example',
    '/\\/evil.example',
  ],
  ...['/%2fevil.example', '/%2Fevil.example', '/%5cevil.example', '/%5Cevil.example', '%2f%2fevil.example'],
  ...['/%252fevil.example', '/%255cevil.example', '/%25252fevil.example', '/%2525252525252fevil.example'],
  ...[
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '/%09/evil.example',
  ],
  ...['/%0a/evil.example', '/%0d%0aLocation:%20https://evil.example', '/\u0000/evil.example', '/%00/evil.example'],
  ...['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd', 'blob:x'],
  ...['/..//evil.example', '/.//evil.example', '/a/..//evil.example', '/%2e%2e//evil.example', '/./\\evil.example'],
  ...['/client/..%2f..%2f/\\evil.example', '/public/..%2F%5c..%2F%3F/..//evil.example', '/public/../\\evil.example'],
  ...['.evil.example', '@evil.example', ':@evil.example', 'evil.example', '?next=//evil.example', '#//evil.example'],
  ...['/%', '/%zz', '/%c0%af', '/signin', '/signin?next=/', '/signout', '/signin/link/x', `/${'a'.repeat(3_000)}`],
  ...[undefined, null, 1, {}, ['/status'], ['//evil.example', '/status']],
];

describe('the way back after signing in', () => {
  it.each(inside)('leads to %j', (value) => {
    expect(insideNext(value)).toBe(value);
  });

  it.each(outside)('never leads to %j', (value) => {
    expect(insideNext(value)).toBe('/');
  });

  it('is a path of ours for everything that was tried, whatever a browser makes of it', () => {
    for (const value of [...inside, ...outside]) {
      expect(new URL(insideNext(value), 'https://ours.example').origin).toBe('https://ours.example');
    }
  });

  it('was tried with forty values and more', () => {
    expect(outside.length).toBeGreaterThan(40);
  });
});
