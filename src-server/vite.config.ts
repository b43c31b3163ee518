// Bundles the branch server (ESM) for machines that run nothing else: one program and the addons it loads. PostgreSQL's
// driver is a part of its own, loaded only where DATABASE_URL says so.
import { defineConfig } from 'vite';

const native = ['better-sqlite3', '@node-rs/argon2', 'pg-native'];

export default defineConfig({
  root: import.meta.dirname,
  mode: 'production',
  publicDir: false, // src-server/public is code
  ssr: { noExternal: true, external: native },
  build: {
    ssr: true,
    target: 'node22',
    minify: false,
    sourcemap: false,
    reportCompressedSize: false,
    outDir: '../build/server',
    emptyOutDir: true,
    rolldownOptions: {
      // The counter's own code makes the file of a first fill.
      input: { main: 'main.ts', 'snapshot-maker': '../src-main/service/sync/snapshot-maker-thread.ts' },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
