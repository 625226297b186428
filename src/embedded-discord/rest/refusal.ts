import type { Response } from 'express';
import type { Ticket } from './rate-limits.js';

export function writeLimits(response: Response, { limit, remaining, resetAt, resetAfter, bucket }: Ticket): void {
  response.set({
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': resetAt.toFixed(3),
    'X-RateLimit-Reset-After': resetAfter.toFixed(3),
    'X-RateLimit-Bucket': bucket,
  });
}

/** Whose limit it is: this bot's on one route, this bot's on all, or one that it shares with others. */
export type LimitScope = 'user' | 'global' | 'shared';

/** A 429 as documented: https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit */
export function refuse(response: Response, scope: LimitScope, retryAfterSeconds: number): void {
  const isGlobal = scope === 'global';
  response.set({ 'Retry-After': String(Math.ceil(retryAfterSeconds)), 'X-RateLimit-Scope': scope });
  if (isGlobal) response.set('X-RateLimit-Global', 'true');
  const message = scope === 'shared' ? 'The resource is being rate limited.' : 'You are being rate limited.';
  response.status(429).json({ message, retry_after: retryAfterSeconds, global: isGlobal });
}

/** What is answered to an address that made too many invalid requests: by Cloudflare, and so without JSON. */
export function ban(response: Response, retryAfterSeconds: number): void {
  response.set({ 'Retry-After': String(Math.ceil(retryAfterSeconds)), 'Cache-Control': 'no-store' });
  response.status(429).type('html').send(BANNED);
}

const BANNED = `<!DOCTYPE html>
<html lang="en-US">
<head><title>Access denied | discord.com used Cloudflare to restrict access</title></head>
<body><h1>Error 1015</h1><h2>You are being rate limited</h2>
<p>The owner of this website (discord.com) has banned you temporarily from accessing this website.</p></body>
</html>
`;
