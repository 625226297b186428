import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { families } from '../src/faces/metrics/exposition.js';
import { byPromtool, complaints, isWithoutPromtool } from './promtool.js';

const folder = join(import.meta.dirname, '../docs/deploy/prometheus');
const path = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(path(name), 'utf8');

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string };
}

interface Expectation {
  readonly alertname: string;
  readonly exp_alerts?: readonly unknown[];
}

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly datasource?: { readonly uid: string };
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string; readonly datasource: { readonly uid: string } }[];
}

interface Board {
  readonly schemaVersion: number;
  readonly uid: string;
  readonly templating: { readonly list: readonly { readonly name: string; readonly type: string }[] };
  readonly panels: readonly Panel[];
}

/** Metrics of ours in PromQL. `up` is Prometheus's own. */
const namesIn = (expression: string) => expression.match(/\b(?:shardwatch|process|nodejs)_\w+/g) ?? [];
const isGiven = (name: string) => families.some((family) => family.name === name);

describe('the alerts', () => {
  const { groups } = parse(read('alerts.yaml')) as { groups: readonly { rules: readonly Rule[] }[] };
  const rules = groups.flatMap((group) => group.rules);
  const { tests } = parse(read('alerts.test.yaml')) as {
    tests: readonly { alert_rule_test: readonly Expectation[] }[];
  };
  const expectations = tests.flatMap((test) => test.alert_rule_test);

  it('are about metrics that /metrics gives', () => {
    expect(rules.flatMap(({ expr }) => namesIn(expr)).length).toBeGreaterThan(10);
    expect(rules.flatMap(({ expr }) => namesIn(expr)).filter((name) => !isGiven(name))).toEqual([]);
  });

  it.each(rules.map((rule) => [rule.alert, rule] as const))(
    '%s says what it is, how bad, and what to do',
    (_, rule) => {
      expect(['critical', 'warning']).toContain(rule.labels.severity);
      expect(rule.annotations.summary).toMatch(/^[A-Z].{10,60}$/);
      expect(rule.annotations.description).toMatch(/^.{80,}\.$/);
    },
  );

  it.each(rules.map(({ alert }) => alert))('%s has been seen to speak and to keep quiet', (alert) => {
    const own = expectations.filter(({ alertname }) => alertname === alert);

    expect(own.filter(({ exp_alerts = [] }) => exp_alerts.length > 0).length).toBeGreaterThan(0);
    expect(own.filter(({ exp_alerts = [] }) => exp_alerts.length === 0).length).toBeGreaterThan(0);
  });

  it.skipIf(isWithoutPromtool)(`are found correct ${byPromtool}`, () => {
    expect(complaints(['check', 'rules', path('alerts.yaml')])).toBe('');
  });

  it.skipIf(isWithoutPromtool)(`speak when they should and only then, tried ${byPromtool}`, () => {
    expect(complaints(['test', 'rules', path('alerts.test.yaml')])).toBe('');
  });

  it.skipIf(isWithoutPromtool)(`are loaded by the example, found correct ${byPromtool}`, () => {
    expect(complaints(['check', 'config', path('prometheus.yaml')])).toBe('');
    expect(read('prometheus.yaml')).toContain('job_name: shardwatch\n');
  });
});

describe('the Grafana board', () => {
  const board = JSON.parse(read('grafana-board.json')) as Board;
  const rows = board.panels.filter(({ type }) => type === 'row');
  const panels = board.panels.filter(({ type }) => type !== 'row');
  const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

  it('goes from the verdict to the process', () => {
    expect(board).toMatchObject({ schemaVersion: 39, uid: 'shardwatch' });
    expect(rows.map(({ title }) => title)).toEqual([
      'Verdict and availability',
      'Shards',
      'Budgets',
      'Interactions and REST',
      'Process',
    ]);
  });

  it('takes its figures from the data source that the reader picks', () => {
    const sources = panels.flatMap(({ datasource, targets = [] }) => [
      datasource,
      ...targets.map((one) => one.datasource),
    ]);

    expect(board.templating.list[0]).toMatchObject({ name: 'datasource', type: 'datasource', query: 'prometheus' });
    expect(sources.filter((source) => source?.uid !== '${datasource}')).toEqual([]);
  });

  it('shows metrics that /metrics gives, of the bot that the reader picks', () => {
    const unselected = expressions.filter(
      (expr) => namesIn(expr).length > expr.split('instance=~"$instance"').length - 1,
    );

    expect(expressions.flatMap(namesIn).filter((name) => !isGiven(name))).toEqual([]);
    expect(unselected).toEqual([]);
  });

  it('has no two panels in one place or with one id', () => {
    const cells = board.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, at) => `${x + (at % w)}/${y + Math.floor(at / w)}`),
    );

    expect(new Set(cells).size).toBe(cells.length);
    expect(new Set(board.panels.map(({ id }) => id)).size).toBe(board.panels.length);
    expect(board.panels.filter(({ gridPos: { x, w } }) => x + w > 24)).toEqual([]);
  });

  it('has a panel for every kind of figure', () => {
    const shown = new Set(expressions.flatMap(namesIn));
    const spoken = [
      'verdict',
      'shard_phase',
      'heartbeat_latency',
      'canary',
      'session_starts',
      'invalid',
      'interaction',
    ];

    for (const word of spoken) expect([...shown].some((name) => name.includes(word))).toBe(true);
  });

  it.skipIf(isWithoutPromtool)(`asks in correct PromQL, found so ${byPromtool}`, () => {
    const plain = expressions.map((expr) => expr.replaceAll(/\$__(rate_interval|range)/g, '5m'));
    const rules = plain.map((expr, at) => ({ record: `panel:${at}`, expr }));
    const dir = mkdtempSync(join(tmpdir(), 'shardwatch-board-'));
    writeFileSync(join(dir, 'board.yaml'), stringify({ groups: [{ name: 'board', rules }] }));
    const found = complaints(['check', 'rules', join(dir, 'board.yaml')]);
    rmSync(dir, { recursive: true });

    expect(found).toBe('');
  });
});
