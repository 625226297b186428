import { AlertSettings } from './alert.settings.js';
import { secretsIn } from './env.js';
import { loadSettings } from './environment.js';
import { GatewaySettings } from './gateway.settings.js';

describe('the secrets among settings', () => {
  it('are all that are declared so, and nothing else', () => {
    const env = { ALERT_WEBHOOK_URL: 'https://alerts.example/secret', DISCORD_API_URL: 'https://discord.example/api' };
    const secrets = secretsIn(loadSettings([GatewaySettings, AlertSettings], env));

    expect(secrets.filter((secret) => secret !== undefined)).toEqual(['https://alerts.example/secret']);
  });
});
