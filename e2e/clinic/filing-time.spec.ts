import { expect, test } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { signIn } from "./clinic.ts";
import { Hand } from "./hand.ts";

/** The demonstration has one claim that is near the end of its filing time, and one past it (packages/seed, money-cases.ts). */
test("filing time that runs out: from the queue to the file in 2A; then a 277CA proves it", async ({ browser }) => {
  const { page, context } = await signIn(browser, "biller");
  await page.goto("/money");
  const claims = page.getByRole("grid", { name: "Claims" });
  const soon = claims.getByRole("row", { name: /Delacroix/i });

  await test.step("2A", async () => {
    const hand = new Hand(page);
    await hand.click(page.getByRole("grid", { name: "Queues" }).getByRole("row", { name: /Timely filing/ }));
    await expect(page).toHaveURL(/\/money\/claims\?show=soon$/);
    await expect(soon).toBeVisible();
    // The one that is past its time is in the queue too, and stays in the house.
    await expect(claims.getByRole("row", { name: /Ellsworth/i })).toBeVisible();
    await inEveryLook(page, "claims whose filing time runs out");
    await hand.click(page.getByRole("button", { name: /^Send \d+ ready claims?$/ }));
    await expect(page.getByText(/ sent in one file\./)).toBeVisible();
    hand.expectWithin({ activations: 2 });
  });

  await test.step("the claim says by when it has to be there, and once the payer has it, what proves it", async () => {
    await page.goto("/money/claims?show=all");
    await page.getByRole("textbox", { name: "Find a claim" }).fill("Delacroix");
    await soon.click();
    const claim = page.getByRole("region", { name: "Claim", exact: true });
    await expect(claim).toContainText(/File by.*90 days from the service/);
    await expect(claim.getByRole("link", { name: /^277CA of/ })).toBeVisible({ timeout: 60_000 });
  });
  await context.close();
});
