import AxeBuilder from "@axe-core/playwright";
import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";

/** The people of the demonstration that the day needs; `packages/seed/src/practice.ts` has them all. */
const people = {
  frontDesk: "brooks@missionbay.example",
  assistant: "ramirez@missionbay.example",
  physician: "alvarez@missionbay.example",
  physicianAssistant: "okafor@missionbay.example",
  biller: "nair@missionbay.example",
  manager: "whitfield@missionbay.example",
} as const;

export type Person = keyof typeof people;

const password = "learn-by-doing";

/** The gateway of the practice that runs for these tests. */
export function address(): string {
  const url = process.env["PRACTICUM_URL"];
  if (!url) throw new Error("PRACTICUM_URL is not set: support/start-everything.ts does it");
  return url.replace(/\/$/, "");
}

/** A browser of a person's own, at the practice's moment, signed in through the sign-in page. */
export async function signIn(
  browser: Browser,
  person: Person,
  options: { readonly colorScheme?: "light" | "dark" } = {},
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ baseURL: address(), ...options });
  const aheadMs = Number(process.env["PRACTICUM_CLOCK_AHEAD_MS"] ?? "0");
  if (aheadMs !== 0) await context.clock.install({ time: Date.now() + aheadMs });
  const page = await context.newPage();
  await page.goto("/");
  await page.getByLabel("E-mail").fill(people[person]);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("navigation").first()).toBeVisible();
  return { page, context };
}

/** WCAG 2.2 A and AA, as far as axe can see. */
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const told = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join("; ")}`);
  expect.soft(told, `axe on ${screen}`).toEqual([]);
}
