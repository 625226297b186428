/**
 * Bundles the programs in `dist/` in place, each with its packages: one file is read many times faster than thousands.
 * What they share goes to `dist/bundle`. Every other module stays where the Nest CLI put it, for benchmarks and tests.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

/** The programs, by their names below `dist/`. */
export const PROGRAMS = [
  'main',
  'app.commands',
  'cli/keys',
  'cli/probe',
  'cli/signin-link',
  'cli/store',
  'embedded-discord/main',
];

/** The rooms, from the ground up: a chunk for each, which only needs those before it. Settings are read by all programs. */
const ROOMS = [
  ...['model', 'config', 'bus', 'store', 'monitor', 'incidents', 'alerts', 'control', 'auth', 'gateway', 'features'],
  ...['format', 'streams', 'health', 'metrics', 'api', 'commands', 'web'].map((name) => `faces/${name}`),
];

/** Native, or with files of their own to be found beside them; each is loaded when it is needed. */
const APART = /^(libsql|pg|swagger-ui-dist)(\/|$)/;

/** What a package takes where it is installed, and does without otherwise. We do not install it. */
const OPTIONAL = /^(@nestjs\/(microservices|websockets)|zlib-sync)(\/|$)/;

/** Warnings that we know, by code and file: `Client.eval` of discord.js is for its own sharding, which we do not use. */
const KNOWN = [{ code: 'EVAL', id: /discord\.js\/src\/client\/Client\.js$/ }];

/** @param dist where the Nest CLI has built the program */
export async function buildBundle(root, dist) {
  const bundle = await rolldown({
    cwd: root,
    input: inputs(dist),
    platform: 'node',
    // As Node resolves: the copy that discord.js requires is the one that we patch.
    resolve: { mainFields: ['main'], conditionNames: ['node'] },
    external: [APART, OPTIONAL],
    plugins: [ours(dist), required, slender],
    onLog: heed,
  });
  await bundle.write({
    dir: dist,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: ({ name }) => `bundle/${name.split('~')[0]}.js`,
    keepNames: true,
    comments: false,
    sourcemap: true,
    sourcemapExcludeSources: true,
    codeSplitting: { groups: chunks(dist) },
  });
}

/** The programs, and the discord.js in them: benchmarks listen to its client. */
function inputs(dist) {
  const programs = PROGRAMS.map((name) => [name, join(dist, `${name}.js`)]);
  return Object.fromEntries([...programs, ['bundle/discord', createRequire(import.meta.url).resolve('discord.js')]]);
}

/** Which modules come together. Of packages and settings a program does not read what only others need. */
function chunks(dist) {
  const packages = { name: 'packages', test: /[\\/]node_modules[\\/]/, entriesAware: true };
  const rooms = ROOMS.map((room) => ({
    name: room.replace('/', '-'),
    test: join(dist, room),
    entriesAware: room === 'config',
  }));
  return [packages, ...rooms];
}

/** Our own modules come with the source maps of the first step. */
const ours = (dist) => ({
  name: 'ours',
  load: {
    filter: { id: new RegExp(`^${RegExp.escape?.(dist) ?? dist}`) },
    handler: (id) => ({ code: readFileSync(id, 'utf8'), map: JSON.parse(readFileSync(`${id}.map`, 'utf8')) }),
  },
});

/** A module that makes itself a `require` would get a second copy from node_modules; the bundler's gives the one. */
const required = {
  name: 'required',
  transform: {
    filter: { code: 'createRequire(import.meta.url)' },
    handler: (code) => ({
      code: code
        .replace('const require = createRequire(import.meta.url);', '')
        .replace('createRequire(import.meta.url)(', 'require('),
      map: null,
    }),
  },
};

const slender = {
  name: 'slender',
  generateBundle(_options, files) {
    for (const file of Object.values(files).filter(({ type }) => type === 'chunk')) {
      file.code = readFast(file.code);
      if (/^bundle\/packages\d*\.js$/.test(file.fileName)) dropMap(file, files);
    }
  },
};

/**
 * The same code, read faster. ASCII: with one letter beyond Latin, V8 keeps all of a file in two bytes a letter. And a
 * package's module is a function in parentheses, which V8 compiles at once; an arrow it would read twice.
 */
function readFast(code) {
  const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return code
    .replace(/[^\0-\x7f]/g, escaped)
    .replace(/(?<=__commonJSMin(?:\$\d+)?\()\(\(([\w$, ]*)\) => \{/g, '(function($1) {');
}

/** Packages have no source maps: ten megabytes that the first error would have the event loop read. */
function dropMap(file, files) {
  file.code = file.code.replace(/\n\/\/# sourceMappingURL=.*\n?$/, '\n');
  delete files[`${file.fileName}.map`];
}

function heed(level, log) {
  if (KNOWN.some(({ code, id }) => log.code === code && id.test(log.id))) return;
  process.stderr.write(`${log.message}\n`);
}
