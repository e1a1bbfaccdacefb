import { expect } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { refusedClaim } from "./arrange.ts";
import { signIn } from "./clinic.ts";
import { Hand } from "./hand.ts";

test("a denial is appealed: 2A+1E from the denial to the letter on its way; another by hand, followed and withdrawn", async ({
  browser,
}) => {
  const first = await refusedClaim(browser, "97");
  const second = await refusedClaim(browser, "97");
  const { page, context } = await signIn(browser, "biller");
  const open = async (family: string) => {
    const row = page.getByRole("grid", { name: "Denials" }).getByRole("row", { name: new RegExp(family, "i") });
    await expect(async () => {
      await page.goto("/money/denials");
      await row.click({ timeout: 3000 });
    }).toPass({ timeout: 90_000 });
  };
  const begin = page.getByRole("region", { name: "Denial" }).getByRole("button", { name: "Appeal", exact: true });
  const appeal = page.getByRole("region", { name: "Appeal", exact: true });
  const text = page.getByRole("textbox", { name: "Text of the letter" });
  const proof = "The card that the patient showed says so.";

  await test.step("2A+1E", async () => {
    await open(first.family);
    const hand = new Hand(page);
    await hand.click(begin);
    await expect(page).toHaveURL(/\/money\/appeals\/[0-9a-f-]+/);
    await expect(text).toHaveValue(/with CO-27/);
    // The record does not hold what proves the coverage: the draft says so, and is not sent with the gap.
    await expect(appeal).toContainText("The text has a gap in square brackets");
    await hand.type(text, (await text.inputValue()).replace(/\[[^\]]+\]/, proof));
    await hand.click(appeal.getByRole("button", { name: "Send the appeal" }));
    // These payers are in a hurry: it may have been answered when one looks.
    await expect(appeal).toContainText(/Sent \d/);
    hand.expectWithin({ activations: 2, fields: 1 });
  });

  await test.step("what was typed is kept over a reload, and the denial says where it stands", async () => {
    await open(second.family);
    await begin.click();
    await expect(text).toHaveValue(/with CO-27/);
    const whole = (await text.inputValue()).replace(/\[[^\]]+\]/, proof);
    await text.fill(whole);
    await expect(page.getByRole("region", { name: "Letter" }).getByText("Saved", { exact: true })).toBeVisible();
    await page.reload();
    await expect(text).toHaveValue(whole);
    // Brought to the payer by hand, it is answered by nobody here.
    await page.getByRole("combobox", { name: "How it goes" }).fill("By hand");
    await page.keyboard.press("Tab");
    await appeal.getByRole("button", { name: "Send the appeal" }).click();
    await expect(appeal).toContainText("With the payer");
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
