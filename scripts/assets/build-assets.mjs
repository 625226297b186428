/**
 * Builds what browsers load: one style sheet with what the pages use of Bootstrap and Font Awesome, the scripts, the
 * font and the icon. Each has the hash of its content in its name, and lies there compressed too.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { PurgeCSS } from 'purgecss';
import { build } from 'vite';
import { iconFont, iconSheet, iconsInUse, sources, textOf } from './icons.mjs';

const resolve = createRequire(import.meta.url).resolve;
/** Whose work is in which file. */
const foreign = { 'site.': ['bootstrap', '@fortawesome/fontawesome-free', 'uplot'], 'uPlot.': ['uplot'] };
const scripts = ['theme', 'live', 'chart', 'events', 'copy'];

/** The rules of `sheet` that some word of the pages may need. */
async function purged(sheet, words) {
  const [{ css }] = await new PurgeCSS().purge({
    content: [{ raw: words, extension: 'html' }],
    css: [{ raw: sheet }],
    fontFace: false,
    keyframes: true,
  });
  return css;
}

/** Writes the parts of other people's that we use, and tells where they are. */
async function writeParts(root, dir) {
  const icons = iconsInUse(root);
  const words = Object.values(sources).map((folder) => textOf(root, folder));
  const classes = [...icons.keys()].map((name) => `fa-${name}`);
  writeFileSync(join(dir, 'icons.woff2'), await iconFont(icons));
  const sheets = {
    'bootstrap.css': readFileSync(resolve('bootstrap/dist/css/bootstrap.min.css'), 'utf8'),
    'icons.css': iconSheet('./icons.woff2'),
  };
  for (const [name, sheet] of Object.entries(sheets)) {
    writeFileSync(join(dir, name), await purged(sheet, [...words, ...classes].join('\n')));
  }
  return Object.keys(sheets).map((name) => ({ find: name, replacement: join(dir, name) }));
}

/** The tab's icon stands in no style sheet and no script. */
const tabIcon = (root) => ({
  name: 'tab-icon',
  buildStart() {
    const [name, source] = ['icon.svg', readFileSync(join(root, 'public/icon.svg'))];
    this.emitFile({ type: 'asset', name, originalFileName: `public/${name}`, source });
  },
});

/** The licences ask for it; what makes files small has dropped their own notices. */
function noteLicences(dir) {
  const notice = (name) => {
    const { version, license } = JSON.parse(readFileSync(resolve(`${name}/package.json`), 'utf8'));
    return `/*! ${name} ${version}, ${license}: https://www.npmjs.com/package/${name} */\n`;
  };
  for (const [start, packages] of Object.entries(foreign)) {
    const path = join(
      dir,
      readdirSync(dir).find((name) => name.startsWith(start)),
    );
    writeFileSync(path, packages.map(notice).join('') + readFileSync(path, 'utf8'));
  }
}

function compress(dir) {
  for (const name of readdirSync(dir)) {
    if (!/\.(?:css|js|svg)$/.test(name)) continue;
    const content = readFileSync(join(dir, name));
    writeFileSync(join(dir, `${name}.gz`), gzipSync(content, { level: 9 }));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    writeFileSync(join(dir, `${name}.br`), brotliCompressSync(content, { params }));
  }
}

/**
 * @param root the project's folder
 * @param outDir is emptied first. `.vite/manifest.json` in it tells the name of each file.
 */
export async function buildAssets(root, outDir) {
  const parts = mkdtempSync(join(tmpdir(), 'shardwatch-assets-'));
  const input = [...scripts.map((name) => `${name}.js`), 'site.css'].map((name) => join(root, 'public', name));
  const names = '[name].[hash]';
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    base: './',
    publicDir: false,
    plugins: [tabIcon(root)],
    resolve: { alias: await writeParts(root, parts) },
    build: {
      outDir,
      emptyOutDir: true,
      manifest: true,
      assetsInlineLimit: 0,
      modulePreload: false,
      reportCompressedSize: false,
      rollupOptions: {
        input,
        output: { entryFileNames: `${names}.js`, chunkFileNames: `${names}.js`, assetFileNames: `${names}[extname]` },
      },
    },
  });
  rmSync(parts, { recursive: true });
  noteLicences(outDir);
  compress(outDir);
}
