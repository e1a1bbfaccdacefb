import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** WCAG 2.2 A and AA, as far as axe can see. */
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  await settled(page);
  const { violations } = await new AxeBuilder({ page })
    // No frame of a foreign origin is there, so axe needs no second page to put the answers together.
    .setLegacyMode(true)
    .options({ runOnly: TAGS, resultTypes: ["violations"] })
    .analyze();
  const told = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join("; ")}`);
  expect.soft(told, `axe on ${screen}`).toEqual([]);
}

/** Colours are the same at every width, so the narrow page is looked at in one scheme. */
const LOOKS = [
  [1440, "light"],
  [1440, "dark"],
  [820, "dark"],
] as const;

/** The same screen in light and dark, at a desk and on a tablet: the page stays, its surroundings change. */
export async function inEveryLook(page: Page, screen: string): Promise<void> {
  const before = page.viewportSize();
  for (const [width, colorScheme] of LOOKS) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await expect(page.locator(`html[data-mantine-color-scheme=${colorScheme}]`)).toBeAttached();
    await expectAccessible(page, `${screen}, ${colorScheme}, ${width} px`);
  }
  if (before) await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: null });
}

/** Colours and places are what they will be: nothing fades or slides any more. What turns for ever does not count. */
async function settled(page: Page): Promise<void> {
  const moving = () =>
    document
      .getAnimations()
      .filter((one) => one.playState === "running" && one.effect?.getComputedTiming().iterations !== Infinity).length;
  await expect.poll(() => page.evaluate(moving), { message: "nothing moves" }).toBe(0);
}
