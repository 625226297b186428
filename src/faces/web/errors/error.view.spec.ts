import { instanceSampled, shardChanged, signInChanged, statusOf } from '../../../../test/make.js';
import { type ErrorView, errorView } from './error.view.js';

const status = statusOf([instanceSampled(), signInChanged(), shardChanged()]);

function page(code: number): ErrorView {
  return errorView(
    { code, requestId: 'r-1', request: 'GET /status', retryAfterS: code === 429 ? 42 : null, isOldForm: false },
    status,
    true,
  );
}

describe('an error page', () => {
  it('says first that the bot is not affected', () => {
    expect(page(500).title).toBe('This page broke, the bot did not');
    expect(page(404).text).toMatch(/^The bot is not affected/);
    expect(page(400).text).toMatch(/^The bot is not affected/);
  });

  it('says of too many requests when to try again', () => {
    expect(page(429).title).toBe('Too many requests');
    expect(page(429).text).toMatch(/^The bot is not affected\..* Try again in 42\u00a0s\.$/);
  });

  it('carries the verdict, the request id and the time', () => {
    expect(page(500)).toMatchObject({
      requestId: 'r-1',
      request: 'GET /status',
      bot: { state: 'ok', sentence: 'Operational - the one shard answers' },
      time: { text: 'Thu, 01 Jan 1970 00:00:00 UTC' },
    });
  });

  it('offers to try again only what was our fault', () => {
    expect([page(500).isOurs, page(503).isOurs, page(404).isOurs]).toEqual([true, true, false]);
  });
});
