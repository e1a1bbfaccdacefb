import { expect } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { refusedClaim } from "./arrange.ts";
import { signIn } from "./clinic.ts";
import { Hand } from "./hand.ts";

test("the void of a claim: 3A and 1E from the claim to the file, undone while unsent; voided, it waits to be billed anew", async ({
  browser,
}) => {
  const { family } = await refusedClaim(browser, "97");
  const { page, context } = await signIn(browser, "biller");
  const claim = page.getByRole("region", { name: "Claim", exact: true });
  const errors = page.getByRole("region", { name: "Errors" });
  const find = async (show: string) => {
    await page.goto(`/money/claims?show=${show}`);
    await page.getByRole("textbox", { name: "Find a claim" }).fill(family);
    const row = page.getByRole("grid", { name: "Claims" }).getByRole("row", { name: new RegExp(family, "i") });
    await row.click({ timeout: 2000 });
  };
  await expect(async () => find("denied")).toPass({ timeout: 60_000 });

  await test.step("3A and 1E, with an undo between", async () => {
    const hand = new Hand(page);
    await hand.click(errors.getByRole("button", { name: "Void claim" }));
    await hand.type(
      errors.getByRole("textbox", { name: "Why it should never have been sent" }),
      "Another patient's visit",
    );
    await hand.click(errors.getByRole("button", { name: "Void it" }));
    await expect(claim).toContainText("Void (8)");
    await inEveryLook(page, "a void that is not sent");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(claim).toContainText("Original");
    await expect(errors.getByRole("button", { name: "Void claim" })).toBeVisible();
    hand.expectWithin({ activations: 2, fields: 1 });
    await errors.getByRole("button", { name: "Void claim" }).click();
    await errors.getByRole("textbox", { name: "Why it should never have been sent" }).fill("Another patient's visit");
    await page.keyboard.press("Enter");
    await expect(claim).toContainText("Void (8)");
    await hand.click(errors.getByRole("button", { name: "Send" }));
    await expect(errors).toContainText(/A void is with/);
    hand.expectWithin({ activations: 3, fields: 1 });
    await expect(page.getByRole("region", { name: "History" })).toContainText("Another patient's visit");
  });

  await test.step("the payer takes its decision back: the claim waits among the voided ones until it is billed anew", async () => {
    await expect(async () => find("voided")).toPass({ timeout: 60_000 });
    await expect(errors).toContainText(/has voided it, and its charges are open/);
    await inEveryLook(page, "a claim that its payer voided");
    await page.goto("/money");
    await expect(page.getByRole("grid", { name: "Queues" }).getByRole("row", { name: /Voided claims/ })).toBeVisible();
    await find("voided");
    await errors.getByRole("button", { name: "Bill as a new claim" }).click();
    await expect(claim).toContainText("Original");
    await find("all");
    await expect(claim.getByText("Voided", { exact: true })).toBeHidden();
  });
  await context.close();
});
