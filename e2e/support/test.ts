import { test as base } from "@playwright/test";
import { unanswered } from "./unanswered.ts";

/**
 * Playwright's `test`, after which no browser stays open. A page left open goes on hearing what the practice does and asks for it anew,
 * so that every test after it is slower, and a failure's pictures are of pages that have nothing to do with it.
 */
export const test = base.extend<{ readonly nothingStaysOpen: void }>({
  nothingStaysOpen: [
    async ({ browser }, use, about) => {
      await use();
      const asked = unanswered();
      // A screen that waited for ever: for what?
      if (about.status !== about.expectedStatus)
        for (const line of asked) console.error(`${about.title}: no answer to ${line}`);
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    { auto: true },
  ],
});
