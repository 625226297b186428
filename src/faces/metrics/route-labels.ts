import type { Labels } from './family.js';

const METHOD = /^[A-Z]{3,7}$/;
/** A word of Discord's (`channels`, `oauth2`, `@me`, `widget.json`), or a placeholder (`:id`). Ids and codes are neither. */
const WORD = /^[:@]?[a-z._-]{1,32}\d{0,2}$/;

/**
 * Method and route as labels. They come without ids; should one slip through all the same, it must become neither a
 * label nor, with thousands of its kind, thousands of series.
 */
export function routeLabels(methodAndRoute: string): Labels {
  const [method = '', path = ''] = methodAndRoute.split(' ', 2);
  const words = path.split('/').slice(1, 12);
  return {
    method: METHOD.test(method) ? method : 'other',
    route: `/${words.map((word) => (WORD.test(word) ? word : ':other')).join('/')}`,
  };
}
