import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { call, register } from "./arrange.ts";
import { signIn } from "./clinic.ts";
import { Hand } from "./hand.ts";
import { Keyboard } from "./keyboard.ts";

/** The cash drawer at night: counted and closed five dollars short by keyboard alone, seen by the manager, opened again. */

interface Mine {
  readonly drawer: {
    readonly drawerId: string;
    readonly expected: { cash: number; checks: number; cards: number };
  } | null;
}
const dollars = (cents: number) => (cents / 100).toFixed(2);

async function pay(page: Page, amount: number): Promise<void> {
  const { patientId } = await register(page);
  await call(page, "billing.takePayment", {
    paymentId: randomUUID(),
    patientId,
    amount,
    method: "cash",
    reference: null,
    purpose: "balance",
    appointmentId: null,
  });
}

test("a drawer closed $5.00 short by keyboard, in the daily close, opened again 2A+1E; in every look", async ({
  browser,
}) => {
  const { page, context } = await signIn(browser, "frontDesk");
  await pay(page, 2500);
  const { drawer } = await call<Mine>(page, "billing.myDrawer", {});
  const { drawerId, expected } = drawer ?? { drawerId: "", expected: { cash: 0, checks: 0, cards: 0 } };
  await page.goto("/desk");
  const keys = new Keyboard(page);

  await test.step("the palette leads to it; each count by Tab, and the difference asks why", async () => {
    await expect(page.getByRole("heading", { name: "Day sheet" })).toBeVisible();
    await keys.press("Control+k");
    await keys.type("cash drawer");
    await keys.take(/Cash drawer/);
    const count = page.getByRole("form", { name: "Count and close" });
    await inEveryLook(page, "an open drawer");
    // In pennies: whatever lies in it.
    await keys.goTo(count.getByRole("textbox", { name: "$1 bills and coins" }), "Tab", 40);
    await keys.type(String(Math.floor((expected.cash - 500) / 100)));
    await expect(count.getByText("$5.00 short")).toBeVisible();
    await keys.goTo(count.getByRole("textbox", { name: "Why it is over or short" }));
    await keys.type("Wrong change at noon");
    if (expected.checks !== 0) {
      await keys.goTo(count.getByRole("textbox", { name: /Checks in hand/ }));
      await keys.type(dollars(expected.checks));
    }
    if (expected.cards !== 0) {
      await keys.goTo(count.getByRole("textbox", { name: "Card terminal's batch" }));
      await keys.type(dollars(expected.cards));
    }
    await keys.press("Control+Enter");
    await expect(page.getByText("The drawer is closed: $5.00 short.")).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`/drawer/${drawerId}`));
    await expect(page.getByRole("article", { name: "Drawer close sheet" })).toContainText("Wrong change at noon");
    await inEveryLook(page, "a drawer's close sheet");
  });
  await test.step("what is taken afterwards goes into the next drawer", async () => {
    await pay(page, 700);
    await page.goto("/drawer");
    await expect(page.getByRole("heading", { name: /Drawer 2 of Tanya Brooks/ })).toBeVisible();
    await expect(page.getByText("What is taken now goes into the next drawer.")).toBeVisible();
  });
  await context.close();

  const { page: manager, context: second } = await signIn(browser, "manager");
  await test.step("the manager sees it in the daily close, which agrees with the ledger", async () => {
    await manager.goto("/money/drawers");
    const report = manager.getByRole("article", { name: "Daily close" });
    await expect(report.getByText("$5.00 short").first()).toBeVisible();
    await expect(report.getByText("They agree.")).toBeVisible();
    await inEveryLook(manager, "the daily close");
  });
  await test.step("and opens it again once the next one is closed", async () => {
    const { drawers } = await call<{
      drawers: readonly {
        drawerId: string;
        person: string;
        number: number;
        version: number;
        expected: { cash: number };
      }[];
    }>(manager, "billing.dailyClose", {
      on: (await manager.evaluate(() => new URL(location.href).searchParams.get("on"))) ?? (await today(manager)),
    });
    const next = drawers.find((one) => one.person === "Tanya Brooks" && one.number === 2);
    await call(manager, "billing.closeDrawer", {
      drawerId: next?.drawerId,
      version: next?.version,
      counted: [{ denomination: 1, count: 9999 }],
      left: 0,
      checks: 0,
      cards: 0,
      cashBecause: "The test counts pennies",
      checksBecause: "",
      cardsBecause: "",
    });
    await manager.goto(`/drawer/${drawerId}`);
    const hand = new Hand(manager);
    await hand.click(manager.getByRole("button", { name: "Open again…" }));
    await hand.typeAtCaret(
      manager.getByRole("textbox", { name: "Why is it opened again?" }),
      "Five dollars were found",
    );
    await hand.press("Enter");
    await expect(manager.getByText("is open again.")).toBeVisible();
    hand.expectWithin({ activations: 2, fields: 1 });
  });
  await second.close();
});

/** The practice's own day. */
async function today(page: Page): Promise<string> {
  const value = await page.getByRole("textbox", { name: "Day" }).inputValue();
  const [month, day, year] = value.split("/");
  return `${year}-${month}-${day}`;
}
