import { Router } from 'express';
import type { Wire } from '../wire.js';
import type { StatusPage } from './status-page.js';

/** The API of the status page, as Statuspage serves it: https://discordstatus.com/api */
export function statusPageSite(status: StatusPage): Router {
  const site = Router();
  const answers: Readonly<Record<string, () => Wire>> = {
    '/summary.json': () => status.summary(),
    '/status.json': () => ({ page: status.page(), status: status.status() }),
    '/components.json': () => ({ page: status.page(), components: status.components() }),
    '/incidents.json': () => ({ page: status.page(), incidents: status.all().map((one) => status.wire(one)) }),
    '/incidents/unresolved.json': () => ({
      page: status.page(),
      incidents: status.unresolved().map((one) => status.wire(one)),
    }),
    '/scheduled-maintenances/active.json': () => ({ page: status.page(), scheduled_maintenances: [] }),
  };
  for (const [path, answer] of Object.entries(answers)) {
    site.get(path, (_request, response) => {
      response.set('Access-Control-Allow-Origin', '*').json(answer());
    });
  }
  return site;
}
