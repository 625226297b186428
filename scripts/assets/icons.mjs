/**
 * Which of Font Awesome's icons the pages use, and a font with only these. An icon is in use where a template says
 * `icon name="…"` or `icon="…"`, a view `icon: '…'` or a map called `…Icon`, a script `fa-…`, or a style sheet its code.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import subsetFont from 'subset-font';

const fontAwesome = (path) => createRequire(import.meta.url).resolve(`@fortawesome/fontawesome-free/${path}`);

/** Where the words of the pages are: folders of the project. */
export const sources = { templates: 'views', views: 'src/faces/web', public: 'public' };

const quoted = /'([a-z0-9-]+)'/g;
const firsts = (text, pattern) => [...text.matchAll(pattern)].map(([, first]) => first);

/** The text of all files below `folder` but tests. */
export function textOf(root, folder) {
  const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  const paths = files.filter((file) => file.isFile() && !file.name.endsWith('.spec.ts'));
  return paths.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')).join('\n');
}

/** Code point of every icon of the solid style, by name. */
export function knownIcons() {
  const sheet = readFileSync(fontAwesome('css/fontawesome.css'), 'utf8');
  const rules = sheet.matchAll(/\.fa-([a-z0-9-]+) \{\s*--fa: "\\([0-9a-f]{2,5}|.)";/g);
  const codeOf = (escape) => (escape.length > 1 ? Number.parseInt(escape, 16) : escape.codePointAt(0));
  return new Map([...rules].map(([, name, escape]) => [name, codeOf(escape)]));
}

function namesIn(root, known) {
  const [templates, views, scripts] = [sources.templates, sources.views, sources.public].map((folder) =>
    textOf(root, folder),
  );
  const inViews = [...firsts(views, /\bicon: ([^,;}\n]*)/g), ...firsts(views, /\w+Icon\b[^=;(]*= \{([^}]*)\}/g)];
  const codes = firsts(scripts, /content: '\\(f[0-9a-f]{3})'/g).map((code) => Number.parseInt(code, 16));
  return [
    ...firsts(templates, /\bicon(?: name)?="([a-z0-9-]+)"/g),
    ...inViews.flatMap((part) => firsts(part.replace(/\[.*?\]/g, ''), quoted)),
    ...firsts(scripts, /\bfa-([a-z0-9-]+)/g).filter((name) => !['solid', 'font-solid'].includes(name)),
    ...codes.map((code) => [...known].find(([, other]) => other === code)?.[0] ?? `the one of code ${code}`),
  ];
}

/**
 * The icons in use, sorted: their code points by name.
 * @throws when the pages name an icon that does not exist
 */
export function iconsInUse(root) {
  const known = knownIcons();
  const names = [...new Set(namesIn(root, known))].sort();
  const wrong = names.filter((name) => !known.has(name));
  if (wrong.length > 0) throw new Error(`Font Awesome has no icon ${wrong.join(', ')}`);
  return new Map(names.map((name) => [name, known.get(name)]));
}

/** The solid font, cut down to `icons`, as WOFF2. */
export function iconFont(icons) {
  const text = String.fromCodePoint(...icons.values());
  return subsetFont(readFileSync(fontAwesome('webfonts/fa-solid-900.woff2')), text, { targetFormat: 'woff2' });
}

/** Font Awesome's style sheets, with the address of our font. */
export function iconSheet(fontUrl) {
  const sheets = ['css/fontawesome.css', 'css/solid.css'].map((path) => readFileSync(fontAwesome(path), 'utf8'));
  return sheets.join('\n').replace('../webfonts/fa-solid-900.woff2', fontUrl);
}
