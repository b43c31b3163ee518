// The server as it is delivered: bundled, started from any folder, small in memory, on both kinds of database.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServerProcess, startServer } from '../support/branch-server.ts';
import { noPostgres, startPostgres } from '../support/postgres.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const OUT = join(ROOT, 'build', 'server-test');
const MEGABYTE = 1024 * 1024;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tresen-bundle-'));
  const configFile = join(ROOT, 'src-server', 'vite.config.ts');
  await build({ configFile, logLevel: 'error', build: { outDir: OUT } });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = (settings: Record<string, string> = {}): Promise<ServerProcess> =>
  startServer({ TRESEN_DATA: join(folder, 'data'), ...settings }, [], { main: join(OUT, 'main.js'), cwd: folder });

test('with an empty database it stays below 120 MB', async () => {
  const server = await start();
  expect((await fetch(`${server.address}/ready`)).status).toBe(200);
  const metrics = await (await fetch(`${server.address}/metrics`)).text();
  const resident = Number(/^process_resident_memory_bytes (\d+)$/m.exec(metrics)?.[1]);
  expect(resident).toBeGreaterThan(30 * MEGABYTE);
  expect(resident).toBeLessThan(120 * MEGABYTE);
  expect(await server.stop()).toBe(0);
});

test('PostgreSQL’s driver is a part of its own, and the program alone holds no source of another folder', () => {
  const files = readdirSync(OUT);
  expect(files.every((name) => /^(main|snapshot-maker|[\w.-]+-[\w-]{8})\.js$/.test(name))).toBe(true);
  const main = readFileSync(join(OUT, 'main.js'), 'utf8');
  expect(main).not.toContain('SCRAM-SERVER-FIRST-MESSAGE');
  expect(files.some((name) => readFileSync(join(OUT, name), 'utf8').includes('SCRAM-SERVER-FIRST-MESSAGE'))).toBe(true);
});

test.skipIf(noPostgres)(`it runs on PostgreSQL${noPostgres ? `, skipped: ${noPostgres}` : ''}`, async () => {
  const postgres = await startPostgres();
  try {
    const server = await start({ DATABASE_URL: await postgres.database() });
    expect((await fetch(`${server.address}/ready`)).status).toBe(200);
    expect(await server.stop()).toBe(0);
  } finally {
    await postgres.close();
  }
});
