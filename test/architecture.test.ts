// Holds the house together: which room may import which, as data. A breach names the file, the import and the rule.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

type Room =
  | 'shared rules'
  | 'shared contract'
  | 'shared tables'
  | 'service'
  | 'database'
  | 'host'
  | 'shell'
  | 'renderer feature'
  | 'renderer ground'
  | 'server'
  | 'public contract'
  | 'web'
  | 'server storage';

/** Where a room may take values and types from; types alone may also come from `types`. */
const MAY: Record<Room, { values: Room[]; types?: Room[] }> = {
  'shared rules': { values: ['shared rules'], types: ['shared contract', 'shared tables'] },
  'shared contract': { values: ['shared contract', 'shared rules', 'shared tables'] },
  'shared tables': { values: ['shared tables', 'shared rules'] },
  service: { values: ['service', 'database', 'shared rules', 'shared contract', 'shared tables'] },
  // The room that may touch the driver; it knows the counter's ports and session by type only.
  database: { values: ['database', 'shared rules', 'shared tables'], types: ['service', 'shared contract'] },
  host: { values: ['host', 'service', 'shared rules', 'shared contract'] },
  shell: { values: ['shell', 'host', 'service', 'shared rules', 'shared contract'] },
  'renderer feature': { values: ['renderer feature', 'renderer ground', 'shared rules'], types: ['shared contract'] },
  'renderer ground': { values: ['renderer ground', 'shared rules'], types: ['shared contract'] },
  server: {
    values: ['server', 'server storage', 'shared rules', 'shared contract', 'shared tables', 'public contract'],
  },
  // What goes to customers' phones: written by hand, no table in reach.
  'public contract': { values: ['shared rules'] },
  web: { values: ['web', 'shared rules', 'public contract'] },
  'server storage': { values: ['server storage'], types: ['server'] },
};

/** Packages that only certain rooms may touch. */
const ONLY: { name: RegExp; rooms: Room[]; why: string }[] = [
  { name: /^electron$/, rooms: ['shell'], why: 'only the shell knows Electron' },
  {
    name: /^better-sqlite3$/,
    rooms: ['database', 'server storage'],
    why: 'only the rooms of databases know the driver',
  },
  {
    name: /^(react|react-dom|@fluentui|@tanstack|zustand|react-hook-form|pdfjs-dist)/,
    rooms: ['renderer feature', 'renderer ground', 'web'],
    why: 'the screen alone',
  },
  {
    name: /^(node:|fs$|path$|pino|ws$|@node-rs)/,
    rooms: ['service', 'database', 'host', 'shell', 'server', 'server storage'],
    why: 'src-shared and the screen run anywhere',
  },
  { name: /^@orpc\/server/, rooms: ['service', 'host', 'shell', 'server'], why: 'services answer, the screen asks' },
  { name: /^(fastify|@fastify|nodemailer)/, rooms: ['server'], why: 'the branch server alone' },
  { name: /^koffi$/, rooms: ['host'], why: "the counter's helper processes alone call libraries of the system" },
  { name: /^(kysely|pg$)/, rooms: ['server', 'server storage'], why: 'the branch server alone' },
];

/** Renderer folders that every feature may use; the others are features. */
const GROUND = ['frame', 'keys', 'ui', 'texts'];

/** Decisions that the branch server will share; it is not built yet. */
const WAITING_FOR_THE_SERVER = [
  'src-shared/sync/rules.ts',
  'src-shared/sync/server-address.ts',
  'src-shared/sync/state.ts',
  'src-shared/app-access/rules.ts',
  'src-shared/app-access/state.ts',
  'src-shared/customers/duplicates.ts',
];

type Import = { from: string; to: string; package: boolean; typeOnly: boolean };

const files = ['src-shared', 'src-main', 'src-renderer', 'src-server', 'src-web']
  .flatMap((root) => sources(join(ROOT, root)))
  .map((file) => relative(ROOT, file));
const imports = files.flatMap(importsOf);

test('every import stays within the table of rooms', () => {
  const breaches = imports.flatMap((one) => {
    const room = roomOf(one.from);
    if (one.package) {
      return ONLY.filter((rule) => rule.name.test(one.to) && !rule.rooms.includes(room) && !isTool(one.from)).map(
        (rule) => `${one.from} (${room}) imports ${one.to}: ${rule.why}`,
      );
    }
    const target = roomOf(one.to);
    const { values, types = [] } = MAY[room];
    const allowed = values.includes(target) || (one.typeOnly && types.includes(target)) || isComposition(one.from);
    return allowed || isTool(one.from) ? [] : [`${one.from} (${room}) imports ${one.to} (${target})`];
  });
  expect(breaches).toEqual([]);
});

test('there is no cycle of value imports', () => {
  const graph = new Map<string, string[]>();
  for (const one of imports)
    if (!one.package && !one.typeOnly) graph.set(one.from, [...(graph.get(one.from) ?? []), one.to]);
  expect(cycles(graph)).toEqual([]);
});

/** The open customer's own mask, and dialogs about the one customer somebody has just opened. */
const NAMES_THE_OPEN_CUSTOMER = [
  'src-renderer/branch-search/foreign-customer.tsx',
  'src-renderer/branch-search/hand-over.tsx',
  'src-renderer/change-log/history-tab.tsx',
  'src-renderer/contacts/mask-head.tsx',
  'src-renderer/contacts/use-leaving.ts',
  'src-renderer/deletion/deleted-customer.tsx',
  'src-renderer/deletion/deletion.tsx',
  'src-renderer/erasure/erase-command.tsx',
  'src-renderer/ui/privacy-screen.ts',
  'src-renderer/vcard/vcard-companion.tsx',
];

test('everybody but the open customer is named through the privacy screen (N-01)', () => {
  const renderer = files.filter((file) => file.startsWith('src-renderer/'));
  const naming = renderer.filter((file) => /\blistName\b/.test(code(file)));
  expect(naming.filter((file) => !NAMES_THE_OPEN_CUSTOMER.includes(file))).toEqual([]);
});

test('ipcMain and ipcRenderer appear in one file each', () => {
  const users = (name: string) => files.filter((file) => new RegExp(`\\b${name}\\b`).test(code(file)));
  expect(users('ipcMain')).toEqual(['src-main/shell/wire.ts']);
  expect(users('ipcRenderer')).toEqual(['src-main/preload.ts']);
});

test('every file of src-shared is used by at least two roots', () => {
  const shared = files.filter((file) => file.startsWith('src-shared/'));
  const lonely = shared.filter((file) => !WAITING_FOR_THE_SERVER.includes(file) && usersOf(file).size < 2);
  expect(lonely).toEqual([]);
});

test('no file name says nothing, none is crowded', () => {
  const vague = files.filter((file) => /(^|\/)(utils?|helpers?|common|misc|manager|index)(\/|\.tsx?$)/.test(file));
  expect(vague).toEqual([]);
  const crowded = files.filter(
    (file) => code(file).split('\n').length > 400 && !file.includes('/texts/') && file !== 'src-shared/tables.ts',
  );
  expect(crowded).toEqual([]);
});

// --- details

function sources(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function code(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

function importsOf(file: string): Import[] {
  const pattern = /^\s*(?:import|export)\s+(type\s+)?([^'"]*?\s+from\s+)?['"]([^'"]+)['"]/gm;
  return [...code(file).matchAll(pattern)].map(([, type, names, to = '']) => ({
    from: file,
    to: to.startsWith('.') ? normalize(join(dirname(file), to)) : to,
    package: !to.startsWith('.'),
    typeOnly: Boolean(type) || onlyTypes(names),
  }));
}

function onlyTypes(names: string | undefined): boolean {
  const list = /\{([^}]*)\}/.exec(names ?? '')?.[1];
  return (
    Boolean(list) &&
    !/^\s*\w/.test((names ?? '').replace(/^\{/, '{')) &&
    (list ?? '').split(',').every((name) => name.trim() === '' || name.trim().startsWith('type '))
  );
}

function roomOf(file: string): Room {
  if (/^src-shared\/(tables|row-schemas)\.ts$/.test(file)) return 'shared tables';
  if (file === 'src-shared/public-contract.ts') return 'public contract';
  if (/^src-shared\/(.*[/-])?(contract|calls|protocol)\.ts$/.test(file)) return 'shared contract';
  if (file.startsWith('src-shared/')) return 'shared rules';
  if (file.startsWith('src-main/service/database/')) return 'database';
  if (file.startsWith('src-main/service/')) return 'service';
  if (file.startsWith('src-main/shell/') || /^src-main\/(main|preload)\.ts$/.test(file)) return 'shell';
  if (file.startsWith('src-main/')) return 'host';
  if (file.startsWith('src-server/storage/')) return 'server storage';
  if (file.startsWith('src-server/')) return 'server';
  if (file.startsWith('src-web/')) return 'web';
  const [, folder, rest] = file.split('/');
  return rest === undefined || GROUND.includes(folder ?? '') ? 'renderer ground' : 'renderer feature';
}

/** Files that put features together may import any of them. */
function isComposition(file: string): boolean {
  return /^(src-renderer\/(main|frame\/(app|frame|status-line))\.tsx|src-main\/(own-server-process|browser-host)\.ts)$/.test(
    file,
  );
}

/** Configuration of tools, never part of the program. */
function isTool(file: string): boolean {
  return /(vite|drizzle)\.config\.ts$/.test(file);
}

/** The roots that reach a shared file, directly or through other shared files. */
function usersOf(file: string, seen = new Set<string>()): Set<string> {
  const roots = new Set<string>();
  if (seen.has(file)) return roots;
  seen.add(file);
  for (const one of imports) {
    if (one.to !== file) continue;
    const root = one.from.split('/')[0] ?? '';
    if (root === 'src-shared') for (const found of usersOf(one.from, seen)) roots.add(found);
    else roots.add(root);
  }
  return roots;
}

function cycles(graph: Map<string, string[]>): string[] {
  const found: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (file: string, path: string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      found.push([...path.slice(path.indexOf(file)), file].join(' → '));
      return;
    }
    state.set(file, 'open');
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}
