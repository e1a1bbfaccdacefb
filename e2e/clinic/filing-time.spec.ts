import { randomUUID } from "node:crypto";
import { type Browser, expect, type Page } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { call, cover, register, release, today, type Somebody } from "./arrange.ts";
import { signIn } from "./clinic.ts";
import { Hand } from "./hand.ts";

/** A claim of 76 days ago that is ready: its payer takes claims for 90 days. Other tests send what the demonstration has ready. */
async function nearItsLimit(browser: Browser, biller: Page): Promise<Somebody> {
  const { page: desk, context } = await signIn(browser, "frontDesk");
  const somebody = await register(desk, "Remy");
  await cover(desk, somebody);
  const staff = await call<readonly { staffId: string; family: string }[]>(desk, "identity.listStaff", {});
  const sites = await call<readonly { locationId: string; name: string }[]>(desk, "identity.listLocations", {});
  await context.close();
  const encounterId = randomUUID();
  await call(biller, "billing.chargeWithoutNote", {
    encounterId,
    patientId: somebody.patientId,
    serviceDate: today(-76),
    providerId: staff.find(({ family }) => family === "Alvarez")?.staffId,
    locationId: sites.find(({ name }) => name === "Mission Bay")?.locationId,
    diagnoses: [{ code: "I10", label: "Essential (primary) hypertension" }],
    chargeId: randomUUID(),
    code: "99213",
    modifiers: [],
    units: 1,
    pointers: [1],
    because: "Note is in the earlier system",
  });
  await release(biller, encounterId);
  return somebody;
}

/** One that is past its time the demonstration has (packages/seed, money-cases.ts): it has an error, so nobody sends it. */
test("filing time that runs out: from the queue to the file in 2A; then a 277CA proves it", async ({ browser }) => {
  const { page, context } = await signIn(browser, "biller");
  const { family } = await nearItsLimit(browser, page);
  await page.goto("/money");
  const claims = page.getByRole("grid", { name: "Claims" });
  const soon = claims.getByRole("row", { name: new RegExp(family, "i") });

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
    await page.getByRole("textbox", { name: "Find a claim" }).fill(family);
    await soon.click();
    const claim = page.getByRole("region", { name: "Claim", exact: true });
    await expect(claim).toContainText(/File by.*90 days from the service/);
    await expect(claim.getByRole("link", { name: /^277CA of/ })).toBeVisible({ timeout: 60_000 });
  });
  await context.close();
});
