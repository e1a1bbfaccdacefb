import { test as base } from "@playwright/test";

/**
 * Playwright's `test`, after which no browser stays open. A page left open goes on hearing what the practice does and asks for it anew,
 * so that every test after it is slower, and a failure's pictures are of pages that have nothing to do with it.
 */
export const test = base.extend<{ readonly nothingStaysOpen: void }>({
  nothingStaysOpen: [
    async ({ browser }, use) => {
      await use();
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    { auto: true },
  ],
});
