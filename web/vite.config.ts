import { defineConfig } from 'vite';

// Names without hashes: the server sends entity tags, and a rebuilt file shows as one change in the repository.
export default defineConfig({
  base: '/',
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rollupOptions: {
      output: {
        entryFileNames: 'assets/app.js',
        assetFileNames: 'assets/app[extname]',
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8020' } },
});
