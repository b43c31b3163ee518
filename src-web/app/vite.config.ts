// Bundles the customers' app into build/web/app, servable under a strict CSP and below any path, with the list of its files
// for the service worker.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const worker = join(import.meta.dirname, 'service-worker.js');
const icons = join(import.meta.dirname, 'public', 'icons');

/** The shell as it is kept offline: all but the reader of QR codes, which helps nobody without a network. */
const offlineShell: Plugin = {
  name: 'offline-shell',
  generateBundle(_options, bundle) {
    const hash = createHash('sha256').update(readFileSync(worker));
    const files = ['./', ...readdirSync(icons).map((name) => `icons/${name}`)];
    for (const [name, file] of Object.entries(bundle)) {
      hash.update(name).update(file.type === 'chunk' ? file.code : file.source);
      const isReader = /\.wasm$|\/reader-/.test(name);
      if (name.startsWith('assets/') && !isReader) files.push(name);
    }
    const source = readFileSync(worker, 'utf8')
      .replace('__FILES__', JSON.stringify(files))
      .replace('__VERSION__', JSON.stringify(hash.digest('hex').slice(0, 16)));
    this.emitFile({ type: 'asset', fileName: 'service-worker.js', source });
  },
};

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react(), offlineShell],
  build: {
    outDir: '../../build/web/app',
    emptyOutDir: true,
    target: ['chrome107', 'safari16', 'firefox115'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
  },
});
