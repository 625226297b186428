import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const built = join(root, 'dist/assets');
/** Both come without types that fit. */
const modules: Readonly<Record<string, string>> = { fontverter: 'fontverter', harfbuzz: 'harfbuzzjs' };

interface Icons {
  readonly iconsInUse: (root: string) => Map<string, number>;
  readonly knownIcons: () => Map<string, number>;
}
interface Fonts {
  readonly default: { convert(font: Buffer, to: 'sfnt'): Promise<Buffer> };
}
interface HarfBuzz {
  readonly Blob: new (font: Buffer) => object;
  readonly Face: new (blob: object, index: number) => { collectUnicodes(): Iterable<number> };
}

function builtFile(name: RegExp): string {
  const file = readdirSync(built).find((file) => name.test(file));
  return join(built, file ?? 'nothing');
}

function namesIn(folder: string): readonly string[] {
  const paths = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return paths.filter((path) => /\.(?:hbs|ts|js|css)$/.test(path) && !path.endsWith('.spec.ts'));
}

const wordsOf = (folder: string): string =>
  namesIn(folder)
    .map((path) => readFileSync(join(root, folder, path), 'utf8'))
    .join('\n');

async function charactersOf(font: string): Promise<readonly number[]> {
  const { default: fonts } = (await import(/* @vite-ignore */ String(modules.fontverter))) as Fonts;
  const { Blob, Face } = (await import(/* @vite-ignore */ String(modules.harfbuzz))) as HarfBuzz;
  const face = new Face(new Blob(await fonts.convert(readFileSync(font), 'sfnt')), 0);
  return [...face.collectUnicodes()].sort((a, b) => a - b);
}

describe('the icons', async () => {
  const { iconsInUse, knownIcons } = (await import(join(root, 'scripts/assets/icons.mjs'))) as Icons;
  const inUse = iconsInUse(root);
  const pages = ['src/faces/web', 'views', 'public'].map(wordsOf).join('\n');

  it('are in the font when they are in use, and no other is', async () => {
    const codes = [...new Set(inUse.values())].sort((a, b) => a - b);

    expect(await charactersOf(builtFile(/^icons\..*\.woff2$/))).toEqual(codes);
  });

  it('have a rule in the style sheet when they are in use, and no other has', () => {
    const sheet = readFileSync(builtFile(/^site\..*\.css$/), 'utf8');
    const ruled = [...sheet.matchAll(/((?:\.fa-[a-z0-9-]+,?)+)\{--fa:/g)].flatMap(
      ([, names]) => names?.split(',') ?? [],
    );

    expect(ruled.sort()).toEqual([...inUse.keys()].map((name) => `.fa-${name}`).sort());
  });

  /** A word with a hyphen that is the name of an icon is hardly ever anything else. */
  it('are found wherever a page writes the name of one', () => {
    const written = new Set([...pages.matchAll(/['"]([a-z0-9]+(?:-[a-z0-9]+)+)['"]/g)].map(([, word]) => word ?? ''));
    const icons = [...written].filter((word) => knownIcons().has(word));

    expect(icons.length).toBeGreaterThan(20);
    expect(icons.filter((name) => !inUse.has(name))).toEqual([]);
  });

  it('are no relics: each is written somewhere', () => {
    const codeOf = (code: number | undefined): string => `\\${code?.toString(16) ?? 'none'}`;
    const isWritten = (name: string): boolean =>
      new RegExp(`['"\`]${name}['"\`]|fa-${name}\\b`).test(pages) || pages.includes(codeOf(inUse.get(name)));

    expect([...inUse.keys()].filter((name) => !isWritten(name))).toEqual([]);
  });
});
