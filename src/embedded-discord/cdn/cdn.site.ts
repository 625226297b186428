import { type Request, type Response, Router } from 'express';
import { isSnowflake } from '../world/snowflake.js';
import { pictureOf, plainAvatar, sideOf } from './picture.js';

/** Pictures are named by what is in them, and so never change. */
const CACHE = 'public, max-age=31536000, immutable';
const HASH = /^(a_)?[0-9a-f]{32}\.(png|webp|jpg|jpeg|gif)$/;
const PLAIN = /^([0-5])\.png$/;

/** Pictures of people, servers and the application: https://docs.discord.com/developers/reference#image-formatting. Whatever is asked for, it is a PNG. */
export function cdnSite(): Router {
  const site = Router();
  site.get('/embed/avatars/:file', (request, response) => {
    const number = PLAIN.exec(request.params.file)?.[1];
    if (number === undefined) return missing(response);
    send(response, plainAvatar(Number(number), sideOf(request.query['size'])));
  });
  site.get(['/avatars/:id/:file', '/icons/:id/:file', '/app-icons/:id/:file', '/banners/:id/:file'], picture);
  return site;
}

function picture(request: Request, response: Response): void {
  const { id, file } = request.params as Record<string, string>;
  if (!isSnowflake(id) || !HASH.test(file ?? '')) return missing(response);
  send(response, pictureOf(`${id}/${file?.split('.')[0]}`, sideOf(request.query['size'])));
}

function send(response: Response, image: Buffer): void {
  response.set({ 'Cache-Control': CACHE, 'Access-Control-Allow-Origin': '*', 'X-Content-Type-Options': 'nosniff' });
  response.type('png').send(image);
}

function missing(response: Response): void {
  response.status(404).type('text').send('Not Found\n');
}
