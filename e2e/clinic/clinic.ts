import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import { setAhead } from "../support/clock.ts";
import { watchRequests } from "../support/unanswered.ts";

/** The people of the demonstration that the day needs; `packages/seed/src/practice.ts` has them all. */
export const people = {
  frontDesk: "brooks@missionbay.example",
  assistant: "ramirez@missionbay.example",
  physician: "alvarez@missionbay.example",
  physicianAssistant: "okafor@missionbay.example",
  biller: "nair@missionbay.example",
  manager: "whitfield@missionbay.example",
} as const;

export type Person = keyof typeof people;

export const password = "learn-by-doing";

/** The gateway of the practice that runs for these tests. */
export function address(): string {
  const url = process.env["PRACTICUM_URL"];
  if (!url) throw new Error("PRACTICUM_URL is not set: support/start-everything.ts does it");
  return url.replace(/\/$/, "");
}

/** How far the practice's clock is ahead of this machine's. */
export function practiceAheadMs(): number {
  return Number(process.env["PRACTICUM_CLOCK_AHEAD_MS"] ?? "0");
}

interface Options {
  readonly colorScheme?: "light" | "dark";
}

/** A browser of its own, at the practice's moment, with nobody signed in. */
export async function openBrowser(browser: Browser, options: Options = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: address(), ...options });
  watchRequests(context);
  await setAhead(context, practiceAheadMs());
  return context;
}

/**
 * A browser of a person's own, signed in, on no page yet. The cookie comes straight from the gateway: the sign-in page has tests of
 * its own (by keyboard, and for a new person).
 */
export async function signIn(
  browser: Browser,
  person: Person,
  options: Options = {},
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await openBrowser(browser, options);
  const answer = await context.request.post("/api/auth/sign-in", {
    data: { email: people[person], password },
    headers: { origin: address() },
  });
  expect(answer.ok(), `sign-in of ${person}`).toBe(true);
  return { page: await context.newPage(), context };
}
