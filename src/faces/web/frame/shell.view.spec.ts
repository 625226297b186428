import {
  applicationChanged,
  commandsCompared,
  instanceSampled,
  shardChanged,
  signInChanged,
  statusOf,
} from '../../../../test/make.js';
import { WebModule } from '../web.module.js';
import { InNavigation, type PageName } from './page-name.js';
import { shellView } from './shell.view.js';

const controllers = Reflect.getMetadata('controllers', WebModule) as readonly object[];
const pages = controllers.flatMap((one) => (Reflect.getMetadata(InNavigation.KEY, one) as PageName | undefined) ?? []);
const [overviewPage, statusPage] = pages as [PageName, PageName];

const status = statusOf([instanceSampled(), applicationChanged(), signInChanged(), shardChanged()]);
const facts = { status, demo: null, openCount: 0, pages };

describe('the frame around every page', () => {
  it('has a title that starts with the state, so that tab and bookmark show it', () => {
    expect(shellView(statusPage, facts).title).toBe('Operational - Status - Shardwatch');
  });

  it('leads to the pages that exist, and marks the one that is open', () => {
    const { nav } = shellView(statusPage, facts);

    expect(nav.map(({ label }) => label)).toEqual([
      'Overview',
      'Status',
      'Health',
      'Commands',
      'Servers',
      'Incidents',
      'Events',
    ]);
    expect(nav.filter(({ isCurrent }) => isCurrent)).toMatchObject([{ path: 'status' }]);
  });

  it('knows where the page gets its changes', () => {
    expect(shellView(overviewPage, facts).live).toBe('/live/overview');
    expect(shellView(statusPage, facts).live).toBe('/live/status');
  });

  it('has no name for a bot that has not signed in', () => {
    expect(shellView(overviewPage, { ...facts, status: statusOf([]) }).botName).toBeNull();
    expect(shellView(overviewPage, facts).botName).toBe('Harbormaster');
  });

  it('counts the incidents that go on beside their page', () => {
    expect(shellView(statusPage, facts).openCount).toBeNull();
    expect(shellView(statusPage, { ...facts, openCount: 2 }).openCount).toBe('2');
    expect(shellView(statusPage, facts).nav.filter(({ count }) => count === 'incidents')).toMatchObject([
      { path: 'incidents', counted: { side: 'shell/incidents-side' } },
    ]);
  });

  it('counts where the commands at Discord differ from those in the code', () => {
    const leftover = { place: 'global', name: 'old', type: 'slash', kind: 'only_in_code', fields: [] } as const;
    const compared = statusOf([instanceSampled(), commandsCompared({ differences: [leftover, leftover] })]);

    expect(shellView(statusPage, facts).differenceCount).toBeNull();
    expect(shellView(statusPage, { ...facts, status: compared }).differenceCount).toBe('2');
  });

  it('has everything at hand on a phone, too', () => {
    const { nav, phone } = shellView(statusPage, facts);

    expect(phone.major.length).toBeLessThanOrEqual(4);
    expect([...phone.major, ...phone.minor]).toHaveLength(nav.length);
  });
});
