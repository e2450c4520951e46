declare module '*.css';
/** Names by ISO 3166-1 code: vite.config.ts takes them from the file. */
declare module '*/countries.txt' {
  const names: Record<string, string>;
  export default names;
}
