import { AlertSettings } from './config/alert.settings.js';
import { loadSettings } from './config/environment.js';
import { EventSettings } from './config/event.settings.js';
import { GatewaySettings } from './config/gateway.settings.js';
import { HistorySettings } from './config/history.settings.js';
import { IncidentSettings } from './config/incident.settings.js';
import { LogSettings } from './config/log.settings.js';
import { MetricsSettings } from './config/metrics.settings.js';
import { MonitorSettings } from './config/monitor.settings.js';
import { StoreSettings } from './config/store.settings.js';
import { WebSettings } from './config/web.settings.js';

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
];

/** @throws {InvalidSettings} naming every variable that is wrong */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  return loadSettings(SETTINGS, env);
}
