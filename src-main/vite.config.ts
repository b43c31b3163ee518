// Bundles the main process and the browser host (ESM), and the preload on its own (CommonJS, as a sandbox wants it).
// Native addons stay outside: they are loaded from node_modules, unpacked beside the asar in the packaged program.
import { type BuildOptions, defineConfig } from 'vite';

const native = ['electron', 'better-sqlite3', '@node-rs/argon2', 'koffi'];

const processes: BuildOptions['rolldownOptions'] = {
  input: {
    main: 'main.ts',
    'browser-host': 'browser-host.ts',
    'database-helper': 'service/helper-process.ts',
    'import-thread': 'service/customer-import/thread.ts',
    'duplicates-thread': 'service/duplicates/thread.ts',
    'own-server': 'own-server-process.ts',
    'card-readers': 'card-reader-process.ts',
    'raw-print': 'raw-print-process.ts',
    'snapshot-maker': 'service/sync/snapshot-maker-thread.ts',
  },
  output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
};

const preload: BuildOptions['rolldownOptions'] = {
  input: { preload: 'preload.ts' },
  output: { format: 'cjs', entryFileNames: '[name].cjs' },
};

export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  mode: 'production',
  ssr: { noExternal: true, external: native },
  build: {
    ssr: true,
    target: 'node20',
    minify: false,
    sourcemap: false,
    reportCompressedSize: false,
    outDir: '../build/main',
    emptyOutDir: mode !== 'preload',
    rolldownOptions: mode === 'preload' ? preload : processes,
  },
}));
