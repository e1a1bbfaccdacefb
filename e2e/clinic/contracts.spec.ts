import { expect } from "@playwright/test";
import { test } from "../support/test.ts";
import { call } from "./arrange.ts";
import { signIn } from "./clinic.ts";
import { Hand } from "./hand.ts";

interface Contract {
  readonly contractId: string;
  readonly payerId: string;
  readonly payerName: string;
  readonly latest: { readonly name: string | null };
}

/** Sharp's claims were decided long before: its contract for one specialty is entered late, and pays what is charged. */
test("a contract that is entered late finds what was paid below it; it is compared in the lab, and taken back nothing is left of it", async ({
  browser,
}) => {
  const { page, context } = await signIn(browser, "manager");
  const contracts = await call<readonly Contract[]>(page, "billing.listContracts", { onDate: "2026-11-30" });
  const payerId = contracts.find((one) => one.payerName === "Sharp Health Plan")?.payerId ?? null;
  const ask = { open: true, payerId, before: null, limit: 50 };
  const missing = async () => {
    const { underpayments } = await call<{ underpayments: readonly { contractName: string | null }[] }>(
      page,
      "billing.listUnderpayments",
      ask,
    );
    return underpayments.filter((one) => one.contractName === "Family practice").length;
  };

  await test.step("5A+4E", async () => {
    await page.goto("/money/contracts");
    const hand = new Hand(page);
    await hand.click(page.getByRole("button", { name: "Add a contract" }));
    const form = page.getByRole("form", { name: "New contract" });
    await hand.type(form.getByRole("combobox", { name: "Payer" }), "Sharp");
    await hand.take(/Sharp Health Plan/);
    await hand.type(form.getByRole("textbox", { name: "Name", exact: true }).first(), "Family practice");
    await hand.type(form.getByRole("textbox", { name: "From" }), "1/1/26");
    await hand.type(form.getByRole("textbox", { name: "Specialties" }), "207Q");
    await hand.click(form.getByRole("button", { name: "Add the contract" }));
    await expect(page.getByText("Family practice is saved.")).toBeVisible();
    hand.expectWithin({ activations: 5, fields: 4 });
  });

  await test.step("the lab shows both on the payer's own claims", async () => {
    await page.goto("/money/contracts/lab");
    const form = page.getByRole("form", { name: "Compare" });
    const pick = async (label: string, text: string, option: RegExp) => {
      const hand = new Hand(page);
      await hand.type(form.getByRole("combobox", { name: label }), text);
      await hand.take(option);
    };
    await pick("This contract", "Sharp Health Plan agreement", /^Sharp Health Plan: Sharp Health Plan agreement/);
    await pick("beside this one", "Family", /Sharp Health Plan: Family practice/);
    await form.getByRole("button", { name: "Compare" }).click();
    await expect(page.getByRole("region", { name: "Comparison" })).toContainText("Family practice");
  });

  await test.step("what was paid below it waits, and says by which contract", async () => {
    await expect.poll(missing).toBeGreaterThan(0);
    await page.goto(`/money/underpayments?show=open&payer=${payerId}`);
    await expect(page.getByRole("grid", { name: "Underpayments" })).toContainText("Sharp Health Plan");
    await expect(page.getByText("Family practice").first()).toBeVisible();
  });

  await test.step("taken back it leaves nothing", async () => {
    const now = await call<readonly Contract[]>(page, "billing.listContracts", { onDate: "2026-11-30" });
    const own = now.find((one) => one.latest.name === "Family practice");
    await page.goto(`/money/contracts/${own?.contractId}`);
    await page.getByRole("region", { name: "Changes" }).getByRole("button", { name: "Reverse this change" }).click();
    await expect.poll(missing).toBe(0);
  });
  await context.close();
});
