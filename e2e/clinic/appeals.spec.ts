import { expect, test } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { refusedClaim } from "./arrange.ts";
import { signIn } from "./clinic.ts";
import { Hand } from "./hand.ts";

test("a denial is appealed: 2A+1E from the denial to the letter on its way, then followed and withdrawn", async ({
  browser,
}) => {
  const refused = await refusedClaim(browser, "97");
  const { page, context } = await signIn(browser, "biller");
  const row = page.getByRole("grid", { name: "Denials" }).getByRole("row", { name: new RegExp(refused.family, "i") });
  await expect(async () => {
    await page.goto("/money/denials");
    await row.click({ timeout: 3000 });
  }).toPass({ timeout: 90_000 });
  const appeal = page.getByRole("region", { name: "Appeal", exact: true });
  const text = page.getByRole("textbox", { name: "Text of the letter" });

  await test.step("2A+1E", async () => {
    const hand = new Hand(page);
    await hand.click(page.getByRole("region", { name: "Denial" }).getByRole("button", { name: "Appeal", exact: true }));
    await expect(page).toHaveURL(/\/money\/appeals\/[0-9a-f-]+/);
    await expect(text).toHaveValue(/with CO-27/);
    // The record does not hold what proves the coverage: the draft says so, and is not sent with the gap.
    await expect(appeal).toContainText("The text has a gap in square brackets");
    const whole = (await text.inputValue()).replace(/\[[^\]]+\]/, "The card that the patient showed says so.");
    await hand.type(text, whole);
    await hand.click(appeal.getByRole("button", { name: "Send the appeal" }));
    await expect(appeal).toContainText("With the payer");
    hand.expectWithin({ activations: 2, fields: 1 });
  });

  await test.step("what was typed is kept over a reload, and the denial says where it stands", async () => {
    await appeal.getByRole("button", { name: "Correct the letter" }).click();
    await text.fill("A corrected text that is not sent yet.");
    await expect(page.getByRole("region", { name: "Letter" }).getByText("Saved", { exact: true })).toBeVisible();
    await page.reload();
    await appeal.getByRole("button", { name: "Correct the letter" }).click();
    await expect(text).toHaveValue("A corrected text that is not sent yet.");
    await inEveryLook(page, "an appeal");
    await appeal.getByRole("link", { name: "denial" }).click();
    const denial = page.getByRole("region", { name: "Denial" });
    await expect(denial.getByRole("list", { name: "Appeals" })).toContainText("With the payer");
    await denial.getByRole("link", { name: "First appeal" }).click();
  });

  await test.step("withdrawn with its reason, by a letter of its own", async () => {
    await appeal.getByRole("button", { name: "Withdraw", exact: true }).click();
    await page.getByRole("textbox", { name: /^Why is the appeal withdrawn/ }).fill("The coverage is corrected instead");
    await page.getByRole("button", { name: "Withdraw it" }).click();
    await expect(appeal).toContainText("Withdrawn");
    await expect(appeal.getByRole("button", { name: /^PDF of the/ })).toHaveCount(2);
  });
  await context.close();
});
