// Reports of `annals report`, opened from disk as a person would: report.mjs REPORT.html… [--pictures FOLDER].
//
// Demands of each page, at a desktop's and a phone's width, light and dark: no request but for the file itself, no message on the
// console, no script that runs, nothing that axe-core calls serious, nothing wider than the window; and that it can be printed.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const words = process.argv.slice(2);
const at = words.indexOf('--pictures');
const folder = at < 0 ? null : words.splice(at, 2)[1];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const failures = [];
let checks = 0;

function demand(holds, what) {
  checks++;
  if (!holds) failures.push(what);
}

async function violations(context, page) {
  const session = await context.newCDPSession(page);
  const expression = `${axe};axe.run(document, { resultTypes: ['violations'] }).then((r) => JSON.stringify(r.violations.map((v) =>
    [v.impact, v.id, v.nodes.slice(0, 3).map((n) => n.target.join(' ') + ': ' + n.failureSummary)])))`;
  const { result } = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
  return JSON.parse(result.value);
}

async function look(browser, file, { width, height, scheme, device }) {
  const url = pathToFileURL(resolve(file)).href;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme });
  const page = await context.newPage();
  const where = `${basename(file)} (${device}, ${scheme})`;
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => demand(false, `${where}: console: ${message.text()}`));
  page.on('pageerror', (error) => demand(false, `${where}: ${error}`));
  page.on('dialog', (dialog) => { demand(false, `${where}: a script ran: ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(url);
  await page.waitForLoadState('networkidle');
  demand(requests.length === 1 && requests[0] === url, `${where}: asks ${requests}`);
  demand((await page.locator('h1').count()) === 1, `${where}: one heading`);
  demand((await page.locator('script, iframe, object, embed, img, link').count()) === 0, `${where}: an element that loads or runs`);
  const widest = await page.evaluate(() => document.documentElement.scrollWidth);
  demand(widest <= width, `${where}: ${widest} wide`);
  const marked = await page.evaluate(() => getComputedStyle(document.querySelector('mark.e')).outlineStyle);
  demand(marked === 'solid', `${where}: the style is not applied`);
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
  for (const [impact, id, nodes] of await violations(context, page)) {
    demand(!['serious', 'critical'].includes(impact), `${where}: axe ${impact} ${id}: ${nodes.join('\n    ')}`);
  }
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = false)));
  if (folder) await page.screenshot({ path: `${folder}/${basename(file, '.html')}-${device}-${scheme}.png` });
  if (folder && device === 'desktop' && scheme === 'light') {
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 794, height: 1123 });
    await page.screenshot({ path: `${folder}/${basename(file, '.html')}-print.png` });
    const paper = await page.pdf({ format: 'A4' });
    demand(paper.length > 10000, `${where}: nothing to print`);
  }
  await context.close();
}

if (folder) mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const file of words) {
  for (const scheme of ['light', 'dark']) {
    await look(browser, file, { width: 1280, height: 900, scheme, device: 'desktop' });
    await look(browser, file, { width: 390, height: 844, scheme, device: 'phone' });
  }
}
await browser.close();
for (const failure of failures) console.error(failure);
console.log(`${checks} demands, ${failures.length} failed`);
process.exit(failures.length || !words.length ? 1 : 0);
