import { leastRole } from '../src/model/may.js';
import { allRoutes } from './routes.js';

const routes = allRoutes();

describe('every route', () => {
  it('was found', () => {
    expect(routes.length).toBeGreaterThan(30);
  });

  it('says who may use it', () => {
    expect(routes.filter(({ policy }) => policy === undefined).map(({ name }) => name)).toEqual([]);
  });

  it('is open only for health, for scrapers, who are asked for a secret of their own, and for signing in and out', () => {
    const open = routes.filter(({ policy }) => policy?.deed === 'open').map(({ method, path }) => `${method} ${path}`);

    expect(open.sort()).toEqual([
      'GET /health',
      'GET /health/bot',
      'GET /health/live',
      'GET /health/ready',
      'GET /health/startup',
      'GET /metrics',
      'GET /signin',
      'GET /signin/discord',
      'GET /signin/discord/back',
      'GET /signin/link/:secret',
      'POST /signin/demo',
      'POST /signin/link/:secret',
      'POST /signout',
    ]);
  });

  it('for live pages is a stream of ours: counted, bounded, and over with its session', () => {
    const live = routes.filter(({ path }) => /^\/live\//.test(path));

    expect(live.length).toBeGreaterThan(5);
    expect(live.filter(({ isStream }) => !isStream).map(({ name }) => name)).toEqual([]);
  });

  it('that changes something needs more than a look', () => {
    const changing = routes.filter(({ method, policy }) => method !== 'GET' && policy?.deed !== 'open');

    expect(changing.filter(({ policy }) => policy?.deed.startsWith('look.'))).toEqual([]);
  });

  it('names a deed that the policy knows', () => {
    const deeds = routes.flatMap(({ policy }) => policy?.deed ?? []).filter((deed) => deed !== 'open');

    expect(deeds.filter((deed) => !(deed in leastRole))).toEqual([]);
  });
});
