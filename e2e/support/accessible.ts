import { expect, type Page } from "@playwright/test";
import axe, { type AxeResults, type RunOptions } from "axe-core";

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** A look takes less than a second where nothing else runs. */
const LOOK_MS_MAX = 90_000;

/** WCAG 2.2 A and AA, as far as axe can see. */
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  await settled(page);
  let violations = await runAxe(page);
  if (violations.length > 0) {
    // A page that changed under the look, as lists do when axe scrolls them, is looked at once more: what is wrong with it stays wrong.
    await settled(page);
    violations = await runAxe(page);
  }
  const told = violations.map((one) => `${one.id}: ${one.nodes.map(said).join("; ")}`);
  expect.soft(told, `axe on ${screen}`).toEqual([]);
}

/** Where it is, and of colours which ones. */
function said({ target, any }: AxeResults["violations"][number]["nodes"][number]): string {
  const { fgColor, bgColor }: { fgColor?: string; bgColor?: string } = any[0]?.data ?? {};
  return `${target.join(" ")}${fgColor === undefined ? "" : ` (${fgColor} on ${bgColor})`}`;
}

/** Axe stays in a page once it is there: reading it again costs four times what a look does. */
async function runAxe(page: Page): Promise<AxeResults["violations"]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const options: RunOptions = { runOnly: TAGS, resultTypes: ["violations"] };
  const look = page.evaluate(async (given) => (await window.axe.run(given)).violations, options);
  // A page that answers no more would be waited for until the whole test is over.
  let tooLong: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    tooLong = setTimeout(() => reject(new Error(`axe did not come to an end on ${page.url()}`)), LOOK_MS_MAX);
  });
  return Promise.race([look, over]).finally(() => clearTimeout(tooLong));
}

/** Colours are the same at every width and places in every scheme, so each is looked at once. */
const LOOKS = [
  [1440, "light"],
  [820, "dark"],
] as const;

/** The same screen in light and dark, at a desk and on a tablet: the page stays, its surroundings change. */
export async function inEveryLook(page: Page, screen: string): Promise<void> {
  const before = page.viewportSize();
  for (const [width, colorScheme] of LOOKS) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `${screen}, ${colorScheme}, ${width} px`);
  }
  if (before) await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: null });
}

/** Colours and places are what they will be: nothing fades or slides any more. What turns for ever does not count. */
async function settled(page: Page): Promise<void> {
  const moving = async () => {
    // What has just come in begins to move in the next frame.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const wanted = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    // The page takes over a new scheme a moment after the browser has it, and only then do its colours begin to move.
    if (document.documentElement.dataset["mantineColorScheme"] !== wanted) return 1;
    return document
      .getAnimations()
      .filter((one) => one.playState === "running" && one.effect?.getComputedTiming().iterations !== Infinity).length;
  };
  await expect.poll(() => page.evaluate(moving), { message: "nothing moves" }).toBe(0);
}
