import type { Express, Response } from 'express';

/** Express adds `charset=utf-8` to JSON. Discord does not, and some clients read only what is called `application/json`. */
export function sendPlainJson(app: Express): void {
  app.response.json = function json(this: Response, value: unknown): Response {
    this.setHeader('Content-Type', 'application/json');
    return this.end(JSON.stringify(value));
  };
}
