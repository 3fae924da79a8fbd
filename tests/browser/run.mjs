// Makes every report of reports.mjs, opens it in Chromium and says what is wrong with it.
//
//   node tests/browser/run.mjs [--shots FOLDER] [NAME…]
//
// PENHOLDER names the program (default target/debug/penholder), CHROMIUM the browser (default /usr/bin/chromium).

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { expected, page as faulty } from './faults.mjs';
import { contrast, overflow, structure } from './inspect.mjs';
import { reports } from './reports.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = process.env.PENHOLDER ?? join(root, 'target', 'debug', 'penholder');
const browserPath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const widths = [360, 800, 1400];
/** Height of a picture. */
const tall = 2000;
const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

const args = process.argv.slice(2);
const shots = args[0] === '--shots' ? args.splice(0, 2)[1] : undefined;
if (shots) mkdirSync(shots, { recursive: true });
const wanted = args.length > 0 ? reports.filter((report) => args.includes(report.name)) : reports;
const folder = mkdtempSync(join(tmpdir(), 'penholder-browser-'));

function made(report) {
  const path = join(folder, `${report.name}.html`);
  const options = ['--format', 'html', '--output', path];
  try {
    execFileSync(program, [...report.make, ...options], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    // 1 is what a check with findings says.
    if (error.status !== 1) throw new Error(`${report.make.join(' ')}: ${error.stderr}`);
  }
  if (!existsSync(path)) throw new Error(`${report.make.join(' ')} wrote nothing`);
  return path;
}

/** Whether the keyboard reaches the page: the skip link first, then everything in its order, with a mark where it is. */
async function keyboard(page) {
  const wrong = [];
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => document.activeElement?.className);
  if (first !== 'skip') wrong.push(`the first stop of the keyboard is ${first}, not the link to the report`);
  for (let stop = 0; stop < 30; stop += 1) {
    await page.evaluate(() => { window.before = document.activeElement; });
    await page.keyboard.press('Tab');
    const told = await page.evaluate(() => {
      const now = document.activeElement;
      if (now === document.body) return 'end';
      const style = getComputedStyle(now);
      if (style.outlineStyle === 'none' || Number.parseFloat(style.outlineWidth) < 1) return `no mark at ${now.outerHTML.slice(0, 80)}`;
      const order = window.before.compareDocumentPosition(now);
      return order & Node.DOCUMENT_POSITION_FOLLOWING ? '' : `the keyboard goes back to ${now.outerHTML.slice(0, 80)}`;
    });
    if (told === 'end') break;
    if (told) wrong.push(told);
  }
  const fold = page.locator('details:not([open]) > summary:visible').first();
  if ((await fold.count()) > 0) {
    const handle = await fold.elementHandle();
    await handle.focus();
    await page.keyboard.press('Enter');
    if (!(await handle.evaluate((summary) => summary.parentElement.open))) wrong.push('a fold does not open by keyboard');
  }
  return wrong;
}

/** The page from top to bottom, in pieces: a picture of all of a long page is more than Chromium makes. */
async function photograph(page, width, path) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let piece = 0; piece * tall < height && piece < 20; piece += 1) {
    const clip = { x: 0, y: piece * tall, width, height: Math.min(tall, height - piece * tall) };
    await page.screenshot({ path: `${path}-${piece}.png`, fullPage: true, clip });
  }
}

async function inspect(browser, report) {
  const path = made(report);
  const size = readFileSync(path).length;
  const wrong = [];
  if (size > report.most) wrong.push(`${size} bytes, more than ${report.most}`);
  const address = pathToFileURL(path).href;
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ colorScheme });
    const page = await context.newPage();
    const at = (where, list) => wrong.push(...list.map((what) => `${where}: ${what}`));
    page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) at('console', [message.text()]); });
    page.on('pageerror', (error) => at('error', [error.message]));
    page.on('dialog', (dialog) => { at('dialog', [dialog.message()]); dialog.dismiss(); });
    page.on('request', (request) => { if (request.url() !== address) at('request', [request.url()]); });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(address);
      if (shots) await photograph(page, width, join(shots, `${report.name}-${colorScheme}-${width}`));
      const where = `${colorScheme}, ${width}`;
      at(where, await page.evaluate(overflow));
      if (width === 1400) {
        if (colorScheme === 'light') at(where, await page.evaluate(structure));
        if (colorScheme === 'light') at(where, await keyboard(page));
      }
      await page.evaluate(() => document.querySelectorAll('details').forEach((fold) => { fold.open = true; }));
      at(`${where}, unfolded`, await page.evaluate(overflow));
      at(`${where}, unfolded`, await page.evaluate(contrast));
    }
    if (colorScheme === 'light') {
      await page.goto(address);
      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize({ width: 688, height: 1000 });
      at('paper', await page.evaluate(overflow));
      at('paper', await page.evaluate(contrast));
      const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
      if (shots) writeFileSync(join(shots, `${report.name}.pdf`), pdf);
      const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
      if (sheets === 0) wrong.push('nothing is printed');
      if (sheets > report.pages) wrong.push(`${sheets} sheets of paper, more than ${report.pages}`);
      console.log(`${report.name}: ${size} bytes, ${sheets} sheets`);
    }
    await context.close();
  }
  return wrong;
}

/** Whether the inspection sees what is wrong with a page that has every fault. */
async function blindSpots(browser) {
  const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
  await page.setContent(faulty);
  const seen = { structure: await page.evaluate(structure), overflow: await page.evaluate(overflow), contrast: await page.evaluate(contrast) };
  await page.close();
  return Object.entries(expected).flatMap(([kind, list]) =>
    list.filter((fault) => !seen[kind].some((told) => told.includes(fault))).map((fault) => `the inspection misses: ${fault}`));
}

const browser = await chromium.launch({ executablePath: browserPath, args: flags });
let failed = 0;
try {
  const blind = await blindSpots(browser);
  for (const what of blind) console.log(`  ${what}`);
  failed += blind.length;
  for (const report of wanted) {
    const wrong = await inspect(browser, report);
    for (const what of new Set(wrong)) console.log(`  ${report.name}: ${what}`);
    failed += wrong.length;
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
console.log(failed === 0 ? `${wanted.length} reports, nothing wrong` : `${failed} things wrong`);
process.exit(failed === 0 ? 0 : 1);
