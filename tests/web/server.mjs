// What programs that look at the web page share: the server under them.
import { spawn } from 'node:child_process';

/** Starts `annals serve` on a free port: the process and its address. */
export function serve(annals, store) {
  const server = spawn(annals, ['serve', store, '--port', '0'], { stdio: ['ignore', 'ignore', 'pipe'] });
  return new Promise((resolve, reject) => {
    let said = '';
    server.stderr.on('data', (data) => {
      said += data;
      const found = said.match(/http:\/\/[^/]+/);
      if (found) resolve({ server, base: found[0] });
    });
    server.on('exit', () => reject(new Error(`the server ended: ${said}`)));
  });
}
