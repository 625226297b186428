import { AlertSettings } from './config/alert.settings.js';
import { AuthSettings } from './config/auth.settings.js';
import { InvalidSettings, loadSettings } from './config/environment.js';
import { EventSettings } from './config/event.settings.js';
import { GatewaySettings } from './config/gateway.settings.js';
import { HistorySettings } from './config/history.settings.js';
import { IncidentSettings } from './config/incident.settings.js';
import { LogSettings } from './config/log.settings.js';
import { MetricsSettings } from './config/metrics.settings.js';
import { MonitorSettings } from './config/monitor.settings.js';
import { StoreSettings } from './config/store.settings.js';
import { StreamSettings } from './config/stream.settings.js';
import { WebSettings, isOnlyHere } from './config/web.settings.js';

/** Every settings class there is; `.env.example` and the README are held to this list. */
export const SETTINGS = [
  GatewaySettings,
  WebSettings,
  StoreSettings,
  LogSettings,
  MonitorSettings,
  MetricsSettings,
  HistorySettings,
  EventSettings,
  IncidentSettings,
  AlertSettings,
  AuthSettings,
  StreamSettings,
] as const;

export type Settings = readonly [
  GatewaySettings,
  WebSettings,
  StoreSettings,
  LogSettings,
  MonitorSettings,
  MetricsSettings,
  HistorySettings,
  EventSettings,
  IncidentSettings,
  AlertSettings,
  AuthSettings,
  StreamSettings,
];

const NOBODY_COULD_SIGN_IN =
  'HOST lets others reach the pages, and nobody could sign in: set DISCORD_CLIENT_SECRET, API_KEY or SIGNIN_LINK=true, ' +
  'or leave HOST at 127.0.0.1';

/** @throws {InvalidSettings} naming every variable that is wrong */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const settings = loadSettings(SETTINGS, env);
  const [, web, , , , , , , , , auth] = settings;
  if (!isOnlyHere(web) && !isSignInSetUp(auth)) throw new InvalidSettings([NOBODY_COULD_SIGN_IN]);
  return settings;
}

/** What is right on this machine by itself must be said where others can come. */
function isSignInSetUp({ clientSecret, apiKey, signinLink }: AuthSettings): boolean {
  return clientSecret !== undefined || apiKey !== undefined || signinLink === true;
}
