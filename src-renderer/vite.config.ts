// Bundles the screen, and the hidden page that Electron prints from: no code from elsewhere at run time, everything servable under a strict CSP.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: '../build/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: 'index.html', print: 'print-page/print.html' },
    },
    chunkSizeWarningLimit: 4000,
  },
});
