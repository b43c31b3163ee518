// Builds the bench's processes as the product is built: one file each without types to strip, so that memory and start are
// those of the program and not of its sources.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const SOURCES = import.meta.dirname;
/** As deep in the repository as the sources, so that paths made from there hold. */
export const BUNDLE = join(SOURCES, '..', '..', 'build', 'bench-bundle');

/** All files that end in -process.ts, beside this one. */
export async function bundleProcesses(): Promise<void> {
  const processes = readdirSync(SOURCES).filter((name) => name.endsWith('-process.ts'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: join(SOURCES, '..', '..'),
    // As the product: bundled, but for what is native or a peer.
    ssr: {
      noExternal: true,
      external: [
        ...['better-sqlite3', '@node-rs/argon2', 'pg', 'flexsearch', 'minisearch', 'pouchdb', 'pouchdb-find'],
        ...['express', 'express-pouchdb'],
      ],
    },
    build: {
      ssr: true,
      target: 'node24',
      outDir: BUNDLE,
      rolldownOptions: {
        input: {
          ...Object.fromEntries(processes.map((name) => [name.replace(/\.ts$/, ''), join(SOURCES, name)])),
          // Looked for beside the bundle, as in the built program.
          'database-helper': join(SOURCES, '..', '..', 'src-main', 'service', 'helper-process.ts'),
          'import-thread': join(SOURCES, '..', '..', 'src-main', 'service', 'customer-import', 'thread.ts'),
          'duplicates-thread': join(SOURCES, '..', '..', 'src-main', 'service', 'duplicates', 'thread.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
}
