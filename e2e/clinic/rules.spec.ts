import { expect } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { call } from "./arrange.ts";
import { signIn } from "./clinic.ts";
import { Hand } from "./hand.ts";

interface Rule {
  readonly rule: string;
  readonly version: number;
  readonly setting: { readonly mode: string; readonly payers: readonly { readonly mode: string }[] };
}

/** Of Blue Shield the demonstration has a claim of a sprained ankle that was denied because nobody had said of which accident it comes. */
test("a rule is tried on past claims and set for one payer in 4A+2E, and taken back in 1A", async ({ browser }) => {
  const { page, context } = await signIn(browser, "biller");
  const accident = async () => {
    const rules = await call<readonly Rule[]>(page, "billing.listScrubRules", {});
    return rules.find((one) => one.rule === "23");
  };
  await page.goto("/money/rules?show=switchable");
  await page.getByRole("textbox", { name: "Find a rule" }).fill("accident");
  const list = page.getByRole("grid", { name: "Rules" });
  await list.getByRole("row", { name: /^23 / }).click();
  await expect(page).toHaveURL(/\/money\/rules\/23/);
  const before = await accident();
  const form = page.getByRole("form", { name: "How strict it is" });
  const changes = page.getByRole("region", { name: "Changes" });

  await test.step("4A+2E", async () => {
    const hand = new Hand(page);
    await hand.type(form.getByRole("combobox", { name: "Otherwise for a payer" }), "Blue Shield PPO");
    await hand.take(/Blue Shield PPO/);
    await hand.type(form.getByRole("combobox", { name: /^For Blue Shield PPO/ }), "Always");
    await hand.take(/Always stops/);
    await hand.click(form.getByRole("button", { name: "Try on past claims" }));
    // Its first page of claims is there with the sums.
    await expect(form.getByRole("status").first()).toContainText(/Would have stopped [1-9]\d* of \d+ claims/);
    await expect(form.getByRole("grid", { name: "Claims that would have been stopped" })).toContainText(/CO-16/);
    await inEveryLook(page, "a rule that was tried");
    await hand.click(form.getByRole("button", { name: "Save" }));
    await expect(page.getByText("Rule 23 is set.", { exact: false })).toBeVisible();
    hand.expectWithin({ activations: 4, fields: 2 });
  });
  await expect(changes).toContainText(/for Blue Shield.*: always stops the claim/);
  await expect(changes).toContainText(/tried on \d+ claims: would have stopped [1-9]/);
  await expect(list.getByRole("row", { name: /^23 / })).toContainText("else for 1");
  expect(await accident()).toMatchObject({
    version: (before?.version ?? 0) + 1,
    setting: { mode: "usual", payers: [{ mode: "stops" }] },
  });

  await test.step("1A", async () => {
    const hand = new Hand(page);
    await hand.click(changes.getByRole("button", { name: "Reverse this change" }));
    await expect(changes).toContainText(/reverses version/);
    hand.expectWithin({ activations: 1 });
  });
  expect(await accident()).toMatchObject({ version: (before?.version ?? 0) + 2, setting: before?.setting });
  await context.close();
});

test("without a trial or a reason it is not made stricter, and what was chosen stays; what the file needs says why it stays", async ({
  browser,
}) => {
  const { page, context } = await signIn(browser, "biller");
  await page.goto("/money/rules/44");
  const form = page.getByRole("form", { name: "How strict it is" });
  const mode = form.getByRole("combobox", { name: "For all payers" });
  await mode.fill("Always");
  await mode.press("Enter");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByText("Try it on past claims first", { exact: false }).first()).toBeVisible();
  await expect(mode).toHaveValue("Always stops the claim");
  await page.goto("/money/rules/20");
  const rule = page.getByRole("region", { name: "Rule 20" });
  await expect(rule).toContainText("The file can't be without it");
  await expect(form).toBeHidden();
  await context.close();
});
