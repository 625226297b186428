/**
 * Who may import whom: the table of ARCHITECTURE.md, and nothing else.
 * A room may import itself and the rooms named here; only `*.module.ts`, `app.*` and `main.ts` stand outside of it.
 */
const rooms = {
  model: [],
  config: ['model'],
  bus: ['model', 'config'],
  store: ['model', 'config', 'bus'],
  gateway: ['model', 'config', 'bus', 'store'],
  monitor: ['model', 'config', 'bus', 'store'],
  incidents: ['model', 'config', 'bus', 'store', 'monitor'],
  alerts: ['model', 'config', 'bus', 'store', 'monitor', 'incidents'],
  control: ['model', 'config', 'bus', 'store', 'monitor'],
  auth: ['model', 'config', 'store', 'monitor', 'control'],
  features: ['model', 'config', 'store', 'monitor'],
  'faces/web': ['model', 'config', 'monitor', 'incidents', 'control', 'auth', 'faces/format', 'faces/streams'],
  'faces/api': ['model', 'config', 'monitor', 'incidents', 'control', 'auth', 'faces/format', 'faces/streams'],
  'faces/commands': ['model', 'config', 'monitor', 'incidents', 'control', 'auth', 'faces/format'],
  'faces/streams': ['model', 'auth'],
  'faces/health': ['model', 'config', 'bus', 'store', 'monitor', 'auth'],
  'faces/metrics': ['model', 'config', 'bus', 'store', 'monitor', 'auth'],
  cli: ['model', 'config', 'store', 'monitor', 'control', 'auth', 'gateway'],
  'embedded-discord': [],
};

/** Packages that only the named rooms may know. */
const doors = [
  {
    name: 'discord.js-at-its-doors',
    packages: ['discord\\.js', '@discordjs/', 'necord', 'discord-api-types'],
    rooms: ['gateway', 'features', 'faces/commands'],
  },
  { name: 'sql-in-the-store', packages: ['libsql', 'kysely', 'pg'], rooms: ['store'] },
  { name: 'terminus-in-health', packages: ['@nestjs/terminus'], rooms: ['faces/health'] },
  { name: 'prom-client-in-the-metrics', packages: ['prom-client'], rooms: ['faces/metrics'] },
  { name: 'swagger-in-the-api', packages: ['@nestjs/swagger'], rooms: ['faces/api'] },
  {
    name: 'pages-in-the-web',
    packages: ['handlebars', 'helmet', 'compression', 'sirv', '@nestjs/platform-express'],
    rooms: ['faces/web'],
  },
  {
    name: 'express-in-the-faces',
    packages: ['express', '@types/express'],
    rooms: ['auth', 'faces/web', 'faces/api', 'faces/streams', 'faces/health', 'faces/metrics', 'embedded-discord'],
  },
  { name: 'sockets-in-the-embedded-discord', packages: ['ws'], rooms: ['embedded-discord'] },
];

const escape = (text) => text.replace(/[/.]/g, '\\$&');
const folder = (room) => (room === 'faces/format' ? '^src/faces/format\\.ts$' : `^src/${escape(room)}/`);
const tests = '\\.spec\\.ts$';

const mayImport = Object.entries(rooms).map(([room, others]) => ({
  name: `${room.replace('/', '-')}-looks-down`,
  severity: 'error',
  from: { path: folder(room), pathNot: tests },
  to: { path: '^src/', pathNot: [room, ...others].map(folder) },
}));

const knownPackages = doors.map(({ name, packages, rooms: allowed }) => ({
  name,
  severity: 'error',
  from: { path: '^src/', pathNot: [...allowed.map(folder), '^src/(main|app\\.[a-z]+)\\.ts$', tests] },
  to: { path: packages.map((pattern) => `^node_modules/${pattern}(/|$)`) },
}));

module.exports = {
  forbidden: [
    ...mayImport,
    ...knownPackages,
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'model-knows-no-library',
      severity: 'error',
      from: { path: '^src/model/', pathNot: tests },
      to: { dependencyTypes: ['npm', 'core'] },
    },
    {
      name: 'format-knows-the-words-only',
      severity: 'error',
      from: { path: '^src/faces/format', pathNot: tests },
      to: { pathNot: ['^src/model/', '^src/faces/format'] },
    },
    {
      // Any other way would load a second copy beside the one that discord.js uses.
      name: 'discordjs-ws-through-its-door',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/gateway/supervision/discordjs-ws\\.ts$'] },
      to: { path: 'node_modules/@discordjs/ws(/|$)' },
    },
    {
      name: 'adapters-are-picked-by-modules',
      severity: 'error',
      from: { path: '^src/', pathNot: ['\\.module\\.ts$', tests] },
      to: { path: '^src/bus/local\\.bus\\.ts$' },
    },
    { name: 'no-barrels', severity: 'error', from: {}, to: { path: '^src/.*index\\.ts$' } },
    {
      name: 'no-rooms-without-a-meaning',
      severity: 'error',
      from: {},
      to: { path: '/(common|shared|utils|helpers|interfaces|types|constants)/', pathNot: 'node_modules' },
    },
    {
      name: 'nothing-reaches-main',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/(main|app\\.[a-z]+)\\.ts$', pathNot: '^src/app\\.[a-z]+\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
