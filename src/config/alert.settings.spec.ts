import { AlertSettings } from './alert.settings.js';
import { InvalidSettings, loadSettings } from './environment.js';

const HOOK = 'https://discord.com/api/webhooks/118740229184628326/secret-part';

function reasons(env: Record<string, string>): readonly string[] {
  try {
    loadSettings([AlertSettings], env);
  } catch (error) {
    if (error instanceof InvalidSettings) return error.reasons;
    throw error;
  }
  return [];
}

describe('the settings of alerts', () => {
  it('tell nobody unless they are set', () => {
    expect(loadSettings([AlertSettings], {})[0]).toMatchObject({ webhookUrl: undefined, mayUseLoopback: false });
  });

  it.each([
    HOOK,
    'http://alerts.svc.cluster.local:9000/in?team=bots',
    'http://10.0.0.7/',
    'https://hc.example/ping/1?a=b',
  ])('take an address: %s', (url) => {
    expect(reasons({ ALERT_WEBHOOK_URL: url, HEARTBEAT_URL: url })).toEqual([]);
  });

  it('take an address of this machine only where that is allowed', () => {
    const ALERT_WEBHOOK_URL = 'http://127.1:9000/';

    expect(reasons({ ALERT_WEBHOOK_URL })).toEqual([
      'ALERT_WEBHOOK_URL is on this machine: that needs ALERT_LOOPBACK=true',
    ]);
    expect(reasons({ ALERT_WEBHOOK_URL, ALERT_LOOPBACK: 'true' })).toEqual([]);
  });

  it('take no link-local address, whatever is allowed', () => {
    expect(reasons({ HEARTBEAT_URL: 'http://169.254.169.254/latest', ALERT_LOOPBACK: 'true' })).toEqual([
      'HEARTBEAT_URL must not be a link-local, multicast or reserved address',
    ]);
  });

  it.each([
    ['hunter2', 'must begin with http:// or https://'],
    ['ftp://hunter2.example/', 'must begin with http:// or https://'],
    ['https://bot:hunter2@alerts.example/', 'must have no user, password or #'],
    ['https://alerts.example/#hunter2', 'must have no user, password or #'],
  ])('say what is wrong without repeating it: %s', (url, words) => {
    expect(reasons({ ALERT_WEBHOOK_URL: url })).toEqual([`ALERT_WEBHOOK_URL ${words}`]);
  });
});
