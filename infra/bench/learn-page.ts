import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { must } from "@practicum/kernel/assert";
import { staff } from "@practicum/seed/practice";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import { serveFolder } from "../../e2e/support/static-server.ts";
import { median, percentile, share, type BenchRow } from "../src/bench-row.ts";
import { buildSandbox } from "../src/build-sandbox.ts";
import { findChromium } from "../src/chromium.ts";

const ROUNDS = 3;
const CLICKS = 20;
const WAIT_MS = 120_000;

/** These run in the page. */
const IS_PUT_AWAY = `navigator.serviceWorker.ready.then(({ active }) => active !== null && active.state === "activated")`;
/** The worker's program is a text, which gets a line before it. */
const KEEP_NOTHING = `const Real = Blob;
globalThis.Blob = class extends Real {
  constructor(parts = [], options) {
    const isWorker = typeof parts[0] === "string" && parts[0].startsWith("self.assetsBase=");
    super(isWorker ? ["indexedDB.open = () => { throw new Error('no'); };", ...parts] : parts, options);
  }
};`;
/** Milliseconds from a press on the one button of the visit's dock until it is the other. */
const PRESS = (press: string, then: string) => `new Promise((resolve) => {
  const buttons = () => [...document.querySelectorAll("aside button, section button")];
  const named = (name) => buttons().find((one) => one.textContent.trim() === name);
  const started = performance.now();
  named(${JSON.stringify(press)}).click();
  const look = () => (named(${JSON.stringify(then)}) ? resolve(performance.now() - started) : requestAnimationFrame(look));
  look();
})`;

/**
 * Rows 30 to 32 and 36, in Chromium: what travels where nothing is packed by the server, a return visit, a fresh practice, and what keeping
 * an entry costs the click that made it.
 */
export async function bench(): Promise<readonly BenchRow[]> {
  const { dist } = await buildSandbox((text) => console.error(`sandbox: ${text}`));
  const server = await serveFolder(dist);
  const executablePath = await findChromium();
  const args = ["--disable-gpu", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
  const browser = await chromium.launch({ args, ...(executablePath === undefined ? {} : { executablePath }) });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const returns: number[] = [];
    const fresh: number[] = [];
    await visit(context, server.url);
    for (let round = 0; round < ROUNDS; round += 1) {
      const { page, seconds } = await visit(context, server.url);
      returns.push(seconds);
      fresh.push(await startOver(page));
      await page.close();
    }
    const { kept, memory } = {
      kept: await clicks(context, server.url, true),
      memory: await clicks(context, server.url, false),
    };
    const held = Math.max(0, percentile(kept, 0.95) - percentile(memory, 0.95));
    const unpacked = (await plainBytes(dist)) / 1e6;
    return [
      {
        number: 30,
        name: "sandbox from a server that packs nothing",
        ours: unpacked,
        unit: "MB",
        ...share(unpacked, 11),
      },
      {
        number: 31,
        name: "sandbox usable, return visit",
        ours: median(returns),
        unit: "s",
        ...share(median(returns), 2.5),
      },
      { number: 32, name: "a fresh practice (Start over)", ours: median(fresh), unit: "s", ...share(median(fresh), 1) },
      {
        number: 36,
        name: "keeping an entry holds a click, p95",
        ours: held,
        unit: "ms",
        ...share(held, 16),
        note: `A command answers in ${percentile(kept, 0.95).toFixed(1)} ms where it is kept, in ${percentile(memory, 0.95).toFixed(1)} where the browser keeps nothing (p95 of ${CLICKS}).`,
      },
    ];
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function visit(
  context: BrowserContext,
  url: string,
  keeps = true,
): Promise<{ readonly page: Page; readonly seconds: number }> {
  const desk = must(staff.find((one) => one.roles.includes("front-desk")));
  const page = await context.newPage();
  await page.addInitScript((staffId) => sessionStorage.setItem("practicum-role", staffId), desk.staffId);
  if (!keeps) await page.addInitScript({ content: KEEP_NOTHING });
  const started = performance.now();
  await page.goto(url);
  await page.getByRole("grid").getByText("Booked").first().waitFor({ timeout: WAIT_MS });
  const seconds = (performance.now() - started) / 1000;
  // The next visit is a return only when this one has put everything away.
  await page.waitForFunction(IS_PUT_AWAY, undefined, { timeout: WAIT_MS });
  return { page, seconds };
}

async function startOver(page: Page): Promise<number> {
  const bar = page.getByRole("complementary", { name: "Training" });
  await bar.getByRole("button", { name: "Practices" }).click();
  const button = page.getByRole("dialog", { name: "Practices" }).getByRole("button", { name: "Start over" });
  await button.waitFor();
  const started = performance.now();
  await button.click();
  await page.getByRole("button", { name: "Work as Tanya Brooks" }).waitFor({ timeout: WAIT_MS });
  return (performance.now() - started) / 1000;
}

/** Milliseconds from a press to the practice's word that it is done. */
async function clicks(context: BrowserContext, url: string, keeps: boolean): Promise<readonly number[]> {
  const { page } = await visit(context, url, keeps);
  await page.getByRole("grid").getByText("Booked").last().click();
  const dock = page.getByRole("complementary", { name: "Appointment" });
  const times: number[] = [];
  // The visit may have been confirmed already: each press turns it.
  const first = dock.getByRole("button", { name: /^(Confirm|Not confirmed)$/ });
  let press = (await first.innerText()).trim();
  for (let n = 0; n < CLICKS; n += 1) {
    const then = press === "Confirm" ? "Not confirmed" : "Confirm";
    const button = dock.getByRole("button", { name: press, exact: true });
    await button.waitFor();
    times.push(await page.evaluate<number>(PRESS(press, then)));
    press = then;
  }
  await page.close();
  return times;
}

/** All files of a first visit as they stand on the disk. */
async function plainBytes(folder: string): Promise<number> {
  let sum = 0;
  for (const name of await readdir(folder, { recursive: true })) {
    if (/\.(br|gz)$/.test(name) || name.includes(".stamp")) continue;
    const found = await stat(join(folder, name));
    if (found.isFile()) sum += found.size;
  }
  return sum;
}
