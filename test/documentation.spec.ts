import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { SETTINGS } from '../src/app.settings.js';
import { settingsOf } from '../src/config/env.js';
import { settingWords } from '../src/config/setting-words.js';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** Name and default (as text) of every setting; `undefined` where the default depends on something else. */
const settings = SETTINGS.flatMap((Settings) => {
  const defaults = new Settings() as unknown as Record<string, unknown>;
  return settingsOf(Settings).map(({ name, property }) => ({ name, value: asText(defaults[property]) }));
});

function asText(value: unknown): string {
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

describe('.env.example', () => {
  const lines = [...read('.env.example').matchAll(/^# ([A-Z][A-Z_]+)=(.*)$/gm)].map(([, name, value]) => ({
    name,
    value,
  }));

  it('names every setting that the program reads, with its default, and no other', () => {
    expect(lines.sort(byName)).toEqual([...settings].sort(byName));
  });

  it('sets nothing when it is copied as it is', () => {
    expect(read('.env.example')).not.toMatch(/^[^#\n]/m);
  });
});

describe('the README', () => {
  const rows = [...read('README.md').matchAll(/^\| `([A-Z][A-Z_]+)` \| (?:`([^`]*)`|([^|]*?)) \|/gm)];

  it('has a row for every setting that the program reads, and no other', () => {
    expect(rows.map(([, name]) => name).sort()).toEqual(settings.map(({ name }) => name).sort());
  });

  it('names the defaults that the program has', () => {
    const told = rows
      .filter(([, , value]) => value !== undefined)
      .map(([, name, value]) => ({ name, value: value ?? '' }));
    const fixed = settings.filter(({ value }) => value !== '');

    expect(told.sort(byName)).toEqual(fixed.sort(byName));
  });

  it('says what each setting is for in the words of the settings page', () => {
    const told = [...read('README.md').matchAll(/^\| `([A-Z][A-Z_]+)` \| [^|]* \| (.*) \|$/gm)];
    const plain = (text = '') => text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '');

    expect(Object.fromEntries(told.map(([, name, words]) => [name, plain(words)]))).toEqual(settingWords);
  });

  it.each([['README.md'], ['ARCHITECTURE.md'], ['CONTRIBUTING.md']])('points to files that exist: %s', (document) => {
    const links = [...read(document).matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(([, path]) => path ?? '');

    expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('names scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...`${read('README.md')}${read('CONTRIBUTING.md')}`.matchAll(/npm run ([\w:-]+)/g)].map(
      ([, name]) => name ?? '',
    );

    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('docs/security.md', () => {
  const rows = [...read('docs/security.md').matchAll(/^\| ([\d.]+) +\| (.+?) +\| (.*?) *\|$/gm)];

  it('names tests that exist', () => {
    const tests = rows.flatMap(([, , , test = '']) => (test === '' ? [] : [test.replaceAll('`', '')]));

    expect(tests.length).toBeGreaterThan(20);
    expect(tests.filter((path) => !path.endsWith('.spec.ts') || !existsSync(join(root, path)))).toEqual([]);
  });

  it('says of each item, once, how it is kept and where that is shown, or "not yet"', () => {
    expect(new Set(rows.map(([, item]) => item)).size).toBe(rows.length);
    expect(rows.filter(([, , control, test]) => (control === 'not yet') !== (test === ''))).toEqual([]);
  });
});

interface Manifest {
  readonly kind: string;
  readonly spec: {
    readonly strategy: { readonly type: string };
    readonly template: {
      readonly spec: { readonly containers: readonly Record<string, unknown>[]; readonly volumes: unknown };
    };
  };
}

describe('the Kubernetes manifest', () => {
  const documents = parseAllDocuments(read('docs/deploy/kubernetes.yaml'));
  const deployment = documents.map((one) => one.toJS() as Manifest).find(({ kind }) => kind === 'Deployment');

  it('is well-formed', () => {
    expect(documents.flatMap(({ errors }) => errors)).toEqual([]);
  });

  it('never runs two processes with one token', () => {
    expect(deployment?.spec.strategy.type).toBe('Recreate');
  });

  it('asks the three probes by the program that the image has', () => {
    const [container] = deployment?.spec.template.spec.containers ?? [];

    for (const [probe, name] of [
      ['startupProbe', 'startup'],
      ['livenessProbe', 'live'],
      ['readinessProbe', 'ready'],
    ] as const) {
      expect(container?.[probe]).toMatchObject({ exec: { command: ['node', 'dist/cli/probe.js', name] } });
    }
  });

  it('takes the token from a secret, by reference', () => {
    expect(deployment?.spec.template.spec.volumes).toContainEqual({
      name: 'token',
      secret: { secretName: 'shardwatch' },
    });
  });
});

function byName(a: { name?: string | undefined }, b: { name?: string | undefined }): number {
  return String(a.name).localeCompare(String(b.name));
}
