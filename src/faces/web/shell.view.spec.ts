import { applicationChanged, instanceSampled, shardChanged, signInChanged, statusOf } from '../../../test/make.js';
import { overviewPage, shellView, statusPage } from './shell.view.js';

const status = statusOf([instanceSampled(), applicationChanged(), signInChanged(), shardChanged()]);

describe('the frame around every page', () => {
  it('has a title that starts with the state, so that tab and bookmark show it', () => {
    expect(shellView(statusPage, status, null).title).toBe('Operational - Status - Shardwatch');
  });

  it('leads to the pages that exist, and marks the one that is open', () => {
    const { nav } = shellView(statusPage, status, null);

    expect(nav.map(({ label }) => label)).toEqual(['Overview', 'Status', 'Health', 'Events']);
    expect(nav.filter(({ isCurrent }) => isCurrent)).toMatchObject([{ path: 'status' }]);
  });

  it('knows where the page gets its changes', () => {
    expect(shellView(overviewPage, status, null).live).toBe('/live/overview');
    expect(shellView(statusPage, status, null).live).toBe('/live/status');
  });

  it('has no name for a bot that has not signed in', () => {
    expect(shellView(overviewPage, statusOf([]), null).botName).toBeNull();
    expect(shellView(overviewPage, status, null).botName).toBe('Harbormaster');
  });
});
