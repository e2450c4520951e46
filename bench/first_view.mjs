// How long the first view of a record takes in Chromium: first_view.mjs ANNALS STORE [RUNS]. Needs tests/web/node_modules (make test-web).
//
// Each run is a new browser context, so nothing is cached: milliseconds from the start of the navigation to the first paint of anything
// ("shell") and to the frame in which the overview stands whole ("view"). As a measure of the machine and of the browser, an empty static
// page is opened before each from a server in this process. Medians and quartiles are told, and the ratio of the medians.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { serve } from '../tests/web/server.mjs';

const { chromium } = createRequire(new URL('../tests/web/package.json', import.meta.url))('playwright-core');
const [annals, store, runs = '15'] = process.argv.slice(2);

/** In the page: the first frame in which the selector's element is there and laid out. */
const watch = (selector) => {
  const look = () => {
    if (!document.querySelector(selector)) return requestAnimationFrame(look);
    requestAnimationFrame(() => { window.viewed = performance.now(); });
  };
  requestAnimationFrame(look);
};

async function open(browser, address, selector) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(watch, selector);
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForFunction(() => window.viewed && performance.getEntriesByName('first-contentful-paint').length > 0, null, { polling: 50 });
  const times = await page.evaluate(() => ({ shell: performance.getEntriesByName('first-contentful-paint')[0].startTime, view: window.viewed }));
  await context.close();
  return times;
}

const at = (values, part) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * part)];
const told = (values) => `${at(values, 0.5).toFixed(0)} ms (${at(values, 0.25).toFixed(0)}–${at(values, 0.75).toFixed(0)})`;

const empty = createServer((request, response) => response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>x</title><p id="x">x'));
await new Promise((resolve) => empty.listen(0, '127.0.0.1', resolve));
const { server, base } = await serve(annals, store);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const shell = [];
const view = [];
const nothing = [];
try {
  await open(browser, `http://127.0.0.1:${empty.address().port}/`, '#x'); // the browser itself warms up
  for (let i = 0; i < Number(runs); i++) {
    nothing.push((await open(browser, `http://127.0.0.1:${empty.address().port}/`, '#x')).view);
    const times = await open(browser, `${base}/`, '.totals');
    shell.push(times.shell);
    view.push(times.view);
  }
} finally {
  await browser.close();
  server.kill('SIGTERM');
  empty.close();
}
console.log(`${runs} runs, medians (quartiles): empty page ${told(nothing)}; shell ${told(shell)}; view ${told(view)}, ` +
  `${(at(view, 0.5) / at(nothing, 0.5)).toFixed(1)} times the empty page`);
