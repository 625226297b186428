import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const built = join(root, 'dist/assets');
const whole = readFileSync(createRequire(import.meta.url).resolve('bootstrap/dist/css/bootstrap.css'), 'utf8');
const ours = readFileSync(join(built, readdirSync(built).find((name) => /^site\..*\.css$/.test(name)) ?? ''), 'utf8');

const classesIn = (sheet: string): ReadonlySet<string> =>
  new Set([...sheet.matchAll(/\.(-?[a-z_][\w-]*)(?=[^{}]*\{)/gi)].flatMap(([, name]) => name ?? []));

function texts(folder: string, ending: RegExp): readonly string[] {
  const paths = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  const known = paths.filter((path) => ending.test(path) && !path.endsWith('.spec.ts'));
  return known.map((path) => readFileSync(join(root, folder, path), 'utf8'));
}

/** Every value of a class attribute, conditions taken out: `btn{{#if a}} active{{/if}}` is `btn active`. */
const attributes = texts('views', /\.hbs$/).flatMap((text) => [
  ...[...text.matchAll(/\bclass="([^"]*(?:\{\{[^}]*\}\}[^"]*)*)"/g)].map(([, value]) => value ?? ''),
]);

describe('what is left of Bootstrap', () => {
  const kept = classesIn(ours);
  const known = [...classesIn(whole)];

  it('holds every class that a template writes', () => {
    const written = new Set(attributes.flatMap((value) => value.replace(/\{\{[^}]*\}\}/g, ' ').split(/\s+/)));
    const inUse = known.filter((name) => written.has(name));

    expect(inUse.length).toBeGreaterThan(15);
    expect(inUse.filter((name) => !kept.has(name))).toEqual([]);
  });

  it('holds every class that a view or a script may put on', () => {
    const code = [...texts('src/faces/web', /\.ts$/), ...texts('public', /\.js$/)].join('\n');
    const strings = [...code.matchAll(/(['"`])((?:(?!\1)[^\n])*)\1/g)].flatMap(
      ([, , text]) => text?.split(/\s+/) ?? [],
    );
    const words = new Set(strings);

    expect(known.filter((name) => words.has(name) && !kept.has(name))).toEqual([]);
  });

  it('misses nothing that is put together: only classes of our own are', () => {
    const glued = attributes.flatMap((value) =>
      [...value.matchAll(/([\w-]+)\{\{(?![#/]|else)/g)].map(([, start]) => start),
    );

    expect(glued.filter((start) => !/^(?:sw|fa)-/.test(start ?? ''))).toEqual([]);
  });

  it('is a small part of it', () => {
    expect(known.length - known.filter((name) => kept.has(name)).length).toBeGreaterThan(1_000);
  });
});
