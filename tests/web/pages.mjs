// Every page of the web page, as a person's browser shows it: pages.mjs ANNALS STORE [--hostile] [--pictures FOLDER] [--only PATH].
//
// Demands of each page, at a desktop's and a phone's width, light and dark: no message on the console, no request to anywhere else, nothing
// that axe-core calls serious, nothing wider than the window, a heading, and with the keyboard alone a way to every link.
import { readFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { serve } from './server.mjs';

const [annals, store] = process.argv.slice(2);
const pictures = process.argv.indexOf('--pictures');
const folder = pictures > 0 ? process.argv[pictures + 1] : null;
const hostile = process.argv.includes('--hostile');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const failures = [];
let checks = 0;

function demand(holds, what) {
  checks++;
  if (!holds) failures.push(what);
}

async function addresses(base) {
  const rows = async (path) => (await (await fetch(base + path)).json()).rows ?? [];
  const paths = ['/', '/events', '/events?facet=any', '/events?type=CONSULT&status=happened&order=oldest', '/events?match=zzzzzz',
    '/actors', '/statements', '/stories', '/map', '/map?area=world&side=Cyprus', '/articles', '/search', '/search?match=turkey',
    '/sources', '/event/ffffffffffffffff', '/nonsense'];
  const differing = await rows('/api/events?facet=any&limit=3&order=newest');
  for (const row of [...differing, ...(await rows('/api/events?limit=2'))]) paths.push(`/event/${row.id}`);
  for (const row of await rows('/api/articles?limit=3')) paths.push(`/article/${row.key}?s=0`);
  for (const row of await rows('/api/actors?limit=2')) paths.push(`/actor/${row.id}`);
  for (const row of await rows('/api/stories?limit=2').catch(() => [])) paths.push(`/story/${row.id}`);
  return paths;
}

const name = (path) => path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'overview';

async function settle(page) {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]') && !document.querySelector('p[role="status"]'), null, { timeout: 20000 });
}

async function look(browser, base, path, { width, height, scheme, device }) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, reducedMotion: 'reduce', locale: 'en-GB' });
  const page = await context.newPage();
  const where = `${path} (${device}, ${scheme})`;
  const missing = path.startsWith('/nonsense') || path.startsWith('/event/ffff');
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && !missing && demand(false, `${where}: console: ${message.text()}`));
  page.on('pageerror', (error) => demand(false, `${where}: ${error}`));
  page.on('dialog', (dialog) => { demand(false, `${where}: a script ran: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', (request) => demand(request.url().startsWith(base), `${where}: asks ${request.url()}`));
  await page.goto(base + path);
  if (path !== '/nonsense') {
    await settle(page);
    demand((await page.locator('h1').count()) === 1, `${where}: one heading`);
    demand(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${where}: wider than the window: ${await page.evaluate(() => document.documentElement.scrollWidth)}`);
    demand(!(await page.evaluate(() => window.executed)), `${where}: the text of an article was executed`);
    // What is closed is looked at too.
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
    const session = await context.newCDPSession(page);
    const { result } = await session.send('Runtime.evaluate', { expression: `${axe};axe.run(document, { resultTypes: ['violations'] }).then((r) => JSON.stringify(r.violations.map((v) => [v.impact, v.id, v.nodes.slice(0, 3).map((n) => n.target.join(' ') + ': ' + n.failureSummary)])))`, awaitPromise: true, returnByValue: true });
    for (const [impact, id, nodes] of JSON.parse(result.value ?? '[]')) {
      demand(!['serious', 'critical'].includes(impact), `${where}: axe ${impact} ${id}: ${nodes.join('\n    ')}`);
    }
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = details.matches('.filters') && window.innerWidth > 700)));
  }
  if (folder) await page.screenshot({ path: `${folder}/${name(path)}-${device}-${scheme}.png`, fullPage: false });
  await context.close();
}

/** With the keyboard: to the content, along the links, into a filter and out with its result, back. */
async function keyboard(browser, base) {
  const page = await (await browser.newContext({ viewport: { width: 1200, height: 800 } })).newPage();
  await page.goto(`${base}/`);
  await settle(page);
  await page.keyboard.press('Tab');
  demand((await page.evaluate(() => document.activeElement.className)) === 'skip', 'the first stop leads to the content');
  const seen = new Set();
  for (let i = 0; i < 11; i++) {
    await page.keyboard.press('Tab');
    seen.add(await page.evaluate(() => document.activeElement.getAttribute('href')));
  }
  for (const href of ['/events', '/actors', '/map', '/search']) demand(seen.has(href), `${href} is reached with Tab`);
  demand((await page.getByRole('link', { name: /Russia → Turkey/ }).count()) > 0, 'countries have names');
  demand((await page.locator('.differs').first().innerText()).startsWith('≠ '), 'the overview says on what reports differ');
  await page.locator('.chart details summary').click();
  await page.locator('.chart tbody tr').nth(1).waitFor({ timeout: 5000 }).catch(() => demand(false, 'the drawing has its table'));
  await page.goto(`${base}/events`);
  await settle(page);
  await page.getByLabel('Words of the sentence').fill('zzzzzz');
  await page.keyboard.press('Enter');
  await settle(page);
  demand(page.url().includes('match=zzzzzz'), 'a filter stands in the address');
  demand(await page.getByText('Nothing in the record fits.').isVisible(), 'nothing found is said');
  await page.goBack();
  await settle(page);
  demand((await page.locator('main tbody tr').count()) > 0, 'back brings the list again');
  await page.locator('main tbody a[href^="/event/"]').first().focus();
  await page.keyboard.press('Enter');
  await settle(page);
  demand(page.url().includes('/event/'), 'Enter opens an event');
  await page.waitForFunction(() => document.activeElement.tagName === 'H1', null, { timeout: 5000 }).catch(() => demand(false, 'the heading has the focus'));
  await page.goto(`${base}/events?facet=where`);
  await settle(page);
  await page.locator('main tbody a[href^="/event/"]').first().click();
  await settle(page);
  await page.locator('.differences a').first().click();
  await page.locator('.report:target').waitFor({ timeout: 5000 }).catch(() => undefined);
  demand((await page.locator('.report:target blockquote').count()) === 1, 'a value opens onto its report');
  demand((await page.locator('.agreements li').count()) > 0, 'what reports agree on is told');
  await page.locator('.report a[href^="/article/"]').first().click();
  await settle(page);
  demand((await page.locator('#wanted').count()) === 1, 'the sentence is marked in its article');
  demand((await page.locator('.text .hl.event').count()) > 0, 'events are marked in the text');
  await page.getByLabel('Actors').check();
  demand((await page.locator('.text .hl.actor').count()) > 0, 'actors are marked when asked for');
  await page.close();
}

const { server, base } = await serve(annals, store);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  if (folder) mkdirSync(folder, { recursive: true });
  const devices = [
    { device: 'desktop', width: 1280, height: 900, scheme: 'light' },
    { device: 'phone', width: 390, height: 844, scheme: 'dark' },
    { device: 'desktop', width: 1280, height: 900, scheme: 'dark' },
    { device: 'phone', width: 390, height: 844, scheme: 'light' },
  ];
  const only = process.argv.indexOf('--only');
  const paths = only > 0 ? [process.argv[only + 1]] : await addresses(base);
  for (const path of paths) {
    // The example is looked at in all four ways, other records in two.
    for (const device of hostile ? devices.slice(0, 2) : devices) await look(browser, base, path, device);
  }
  if (!hostile) await keyboard(browser, base);
} finally {
  await browser.close();
  server.kill('SIGTERM');
}
for (const failure of failures) console.log(failure);
console.log(`${checks - failures.length} passed, ${failures.length} failed`);
process.exit(failures.length ? 1 : 0);
