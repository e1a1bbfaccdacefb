import { expect } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { openSandbox } from "./sandbox.ts";

test.setTimeout(600_000);

test("a lesson: work that counts wherever it is done, hints, a verdict that says where, and a reload goes on", async ({
  page,
}) => {
  await openSandbox(page);
  const begin = page.getByRole("button", { name: "Begin: Register a patient, and nobody twice" });
  await begin.click();
  const panel = page.getByRole("complementary", { name: "Lesson" });
  await expect(panel).toBeVisible({ timeout: 180_000 });
  await expect(panel.getByText("0 of 2 reached")).toBeVisible();
  await panel
    .getByRole("button", { name: "A hint: The patient who was there already has the new telephone number" })
    .click();
  await expect(panel.getByText("Somebody who was here years ago")).toBeVisible();

  await panel.getByRole("button", { name: "I am done" }).click();
  await expect(panel.getByText("Not yet: 0 of 100 points.")).toBeVisible();
  await inEveryLook(page, "a lesson's verdict");
  await panel.getByRole("button", { name: "Go on" }).click();

  // The second caller is in the register, and says the new number.
  const caller = panel.locator("figure").nth(1);
  const name = await caller.locator("figcaption").innerText();
  const said = await caller.innerText();
  const number = /: ([\d ]+)\./.exec(said)?.[1] ?? "no number";
  const born = /birthday is ([\d/]+)/.exec(said)?.[1] ?? "no date";
  await page.getByRole("button", { name: /Find a patient or a command/ }).click();
  await page.getByRole("textbox", { name: "Find a patient or a command" }).fill(name);
  await page
    .getByRole("option", { name: new RegExp(born) })
    .first()
    .click();
  await page.getByRole("button", { name: "Edit demographics" }).click();
  await page.getByLabel("Phone").first().fill(number);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(panel.getByText("1 of 2 reached")).toBeVisible();

  await page.reload();
  await expect(panel.getByText("1 of 2 reached")).toBeVisible({ timeout: 180_000 });
  await panel.getByRole("button", { name: "Leave the lesson" }).click();
  await expect(panel).toBeHidden();
  await expect(begin).toBeVisible();
});
