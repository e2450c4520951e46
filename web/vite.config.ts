import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';

// Of the record's facts on countries the page takes the first name of each code.
const countries = {
  name: 'countries',
  enforce: 'pre' as const,
  load(id: string) {
    if (!id.endsWith('/data/actors/countries.txt')) return;
    const names: Record<string, string> = {};
    for (const [, code, name] of readFileSync(id, 'utf8').matchAll(/^([A-Z]{3}) \| name \| ([^;|\n]*[^;|\s])/gm)) names[code!] ??= name!;
    return { code: `export default ${JSON.stringify(names)};`, moduleType: 'js' };
  },
};

// Names without hashes: the server sends entity tags, and a rebuilt file shows as one change in the repository.
export default defineConfig({
  base: '/',
  plugins: [countries],
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
