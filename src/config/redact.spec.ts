import { redactor } from './redact.js';

describe('the redactor', () => {
  const redact = redactor(['correct-horse', undefined, 'a']);

  it('takes out the secrets it knows, wherever they stand', () => {
    expect(redact('{"msg":"correct-horse and correct-horse"}')).toBe('{"msg":"[redacted] and [redacted]"}');
  });

  it.each([
    ['a bot token', `MTE4NzQwMjI5MTg0NjI4MzI2NA.${'x'.repeat(6)}.${'y'.repeat(38)}`],
    ['an authorization value', `Bot ${'z'.repeat(30)}`],
    ['a webhook address', `https://discord.com/api/webhooks/118740229184628326/${'w'.repeat(68)}`],
    ['an interaction token', `/interactions/118740229184628326/${'v'.repeat(60)}/callback`],
    ['a password in an address', `connect to postgres://bot:${'x'.repeat(6)}%40@db:5432/bot failed`],
  ])('takes out %s it has never seen', (_what, text) => {
    expect(redact(text)).not.toMatch(/x{6}|z{30}|w{60}|v{60}/);
    expect(redact(text)).toContain('[redacted]');
  });

  it('leaves ordinary words alone', () => {
    expect(redact('a shard is ready, version 14.28.1')).toBe('a shard is ready, version 14.28.1');
  });
});
