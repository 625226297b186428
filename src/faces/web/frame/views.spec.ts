import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  applicationChanged,
  commandUse,
  commandsCompared,
  commandsMeasured,
  halfAvailable,
  happeningNoted,
  incident,
  instanceSampled,
  limits,
  problem,
  shardChanged,
  signInChanged,
  statusOf,
} from '../../../../test/make.js';
import { commandsView } from '../commands/commands.view.js';
import { HandlebarsEngine } from '../express/handlebars.engine.js';
import { incidentRow } from '../incidents/incident-row.view.js';
import { incidentView } from '../incidents/incident.view.js';
import { incidentsView } from '../incidents/incidents.view.js';
import { chartRange, latencyView } from '../charts/latency.view.js';
import { overviewView } from '../overview/overview.view.js';
import type { PageName } from './page-name.js';
import { shellView } from './shell.view.js';
import { syncView } from '../actions/sync.view.js';

const overviewPage: PageName = { path: '', label: 'Overview', icon: 'gauge-high', deed: 'look.status' };
const viewsDir = join(import.meta.dirname, '../../../../views');
const files = readdirSync(viewsDir, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.hbs'));
const engine = new HandlebarsEngine(viewsDir);

const failure = { kind: 'failed', at: 0, afterMs: null, code: null, guildId: null, shardId: null } as const;

const hostile = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  "' onmouseover='alert(1)",
  '{{constructor.constructor}}',
  '&lt;b&gt;',
];

describe('the templates', () => {
  it.each(files)('%s prints nothing without escaping it, and has no style or script of its own', (path) => {
    const source = readFileSync(join(viewsDir, path), 'utf8');

    expect(source).not.toMatch(/\{\{~?\{|\{\{~?&/);
    expect(source).not.toMatch(/\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|<style/);
  });

  it.each(
    files.filter((path) =>
      /^partials\/(?:overview|status|health|commands|incidents|incident|audit|shell\/(?:title|top-chip|bot|count-\w+|maintenance))/.test(
        path,
      ),
    ),
  )('%s begins with an element that has the name of the partial as its id', (path) => {
    const [, folder, name] = /^partials\/(\w+)\/([\w-]+)\.hbs$/.exec(path) ?? [];

    expect(readFileSync(join(viewsDir, path), 'utf8').split('>')[0]).toContain(` id="${folder}-${name}"`);
  });
});

/** What templates print that is called a name and is ours: of probes, checks, ranges, settings, fields and icons. */
const ourNames = new Set([
  'partials/icon.hbs',
  'partials/health/probes.hbs',
  'partials/overview/latency.hbs',
  'partials/health/indicators.hbs',
  'partials/incident/cause.hbs',
  'partials/settings/effective.hbs',
  'partials/status/identity.hbs',
  'pages/action.hbs',
]);

describe('a name by strangers', () => {
  it.each(files.filter((path) => path !== 'partials/guild-name.hbs' && !ourNames.has(path)))(
    'is not printed by %s itself, but by the one helper for it',
    (path) => {
      const source = readFileSync(join(viewsDir, path), 'utf8');

      expect(source.match(/\{\{~?[\w./@]*name~?\}\}/gi)).toBeNull();
    },
  );

  it.each([...ourNames])('of a server, the bot or a person is not printed by %s either', (path) => {
    const source = readFileSync(join(viewsDir, path), 'utf8');

    expect(source).not.toMatch(/\{\{~?[\w./@]*(?:guild|bot|user|who|person|server|by)\.?name~?\}\}/i);
  });

  it.each(hostile)('%s stays text wherever a page shows it', (name) => {
    const events = [
      instanceSampled(),
      applicationChanged({ user: { id: '1', name } }),
      signInChanged(),
      shardChanged(),
      happeningNoted({ guildName: name }),
    ];
    const status = statusOf(events);
    const shell = shellView(overviewPage, { status, demo: null, openCount: 0, pages: [overviewPage] });
    const html = engine.render('pages/overview', {
      ...overviewView({ status, availability: halfAvailable, trend: [], limits, newest: [], incidents: [] }),
      latency: latencyView(chartRange('1h'), [], 0),
      shell,
      base: '',
      assets: '',
    });

    expect(html).not.toMatch(/<img|<script>|onmouseover='|<b>h/);
    expect(html.match(/<bdi class="sw-guild" dir="auto">/g)).toHaveLength(3);
  });

  it('is isolated, so that it cannot turn the text around it', () => {
    const html = engine.render('partials/guild-name', { name: '\u202eevil\u2066' });

    expect(html).toBe('<bdi class="sw-guild" dir="auto">evil</bdi>');
  });
});

describe('what strangers wrote into an incident', () => {
  const status = statusOf([instanceSampled(), signInChanged(), shardChanged()]);
  const frame = {
    shell: shellView(overviewPage, { status, demo: null, openCount: 1, pages: [overviewPage] }),
    base: '',
    assets: '',
  };

  it.each(hostile)('%s stays text on both pages and on the overview', (words) => {
    const weighed = [{ culprit: 'discord', confidence: 'likely', supporting: [words], opposing: [words] } as const];
    const evil = incident({ kind: 'crash', culprit: 'discord', weighed, lastWords: [words], endedAt: null });
    const list = { now: 0, recent: [evil], isRead: true, older: null, cause: null, availability: halfAvailable };
    const pages = [
      engine.render('pages/incidents', { ...frame, ...incidentsView(list) }),
      engine.render('pages/incident', { ...frame, incident: incidentView({ incident: evil, told: [] }, status) }),
      engine.render('partials/overview/incidents', { ...frame, incidents: [incidentRow(evil, 0)] }),
    ];

    for (const html of pages) expect(html).not.toMatch(/<img|<script>|onmouseover='|<b>h/);
  });
});

describe('the name of a command', () => {
  it.each(hostile)('%s stays text on the page of the commands, and where a sync is confirmed', (name) => {
    const fields = [{ path: name, inCode: name, atDiscord: [name] }];
    const differences = [{ place: 'global', name, type: 'user' as const, kind: 'changed' as const, fields }];
    const lastFailure = { ...failure, error: name };
    const events = [commandsCompared({ differences }), commandsMeasured([{ ...commandUse(name), lastFailure }])];
    const status = statusOf(events);
    const frame = {
      shell: shellView(overviewPage, { status, demo: null, openCount: 0, pages: [overviewPage] }),
      base: '',
      assets: '',
    };
    const wish = { span: 'start' as const, find: name, isAll: true };
    const action = { title: 'Sync', name: 'sync' };
    const pages = [
      engine.render('pages/commands', {
        ...frame,
        ...commandsView({ status, wish, hours: null, maySync: true, hasFailed: false }),
      }),
      engine.render('pages/action', { ...frame, action, sync: syncView(status) }),
    ];

    for (const html of pages) expect(html).not.toMatch(/<img|<script>|onmouseover='|<b>h/);
    expect(pages[0]?.match(/<bdi class="sw-cmd" dir="auto">/g)).toHaveLength(2);
  });
});

describe('what Discord said', () => {
  it('stays text too', () => {
    const detail = '<b>503</b>';
    const status = statusOf([signInChanged({ stage: 'refused', problem: problem({ detail }) })]);
    const html = engine.render('partials/overview/verdict', {
      ...overviewView({ status, availability: halfAvailable, trend: [], limits, newest: [], incidents: [] }),
    });

    expect(html).toContain('&lt;b&gt;503&lt;/b&gt;');
  });
});

describe('the template engine', () => {
  it('says which template is missing', () => {
    expect(() => engine.render('pages/nowhere', {})).toThrow('There is no template pages/nowhere');
  });

  it('does not hand the settings of the server to a template', () => {
    let seen: Readonly<Record<string, unknown>> = {};
    const spying = new HandlebarsEngine(viewsDir);
    spying.render = (_name, context) => {
      seen = context;
      return '';
    };
    spying.express(join(viewsDir, 'pages/error.hbs'), { settings: {}, _locals: {}, cache: true, code: 404 }, () => {});

    expect(seen).toEqual({ code: 404 });
  });
});
