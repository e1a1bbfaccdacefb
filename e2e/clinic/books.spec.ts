import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { call } from "./arrange.ts";
import { signIn } from "./clinic.ts";
import { Hand } from "./hand.ts";
import { Keyboard } from "./keyboard.ts";

/** The months of the books: closing one, its journal, opening it again. What it may cost, by hand and by keyboard. */

interface Months {
  readonly next: string;
}
const nextMonth = async (page: Page) => (await call<Months>(page, "billing.listMonths", {})).next;

test("a month closed 2A+1E, its journal 1A, opened again 2A+1E; by keyboard alone; in every look", async ({
  browser,
}) => {
  const { page, context } = await signIn(browser, "biller");
  await page.goto("/money");
  const month = await nextMonth(page);
  const name = formatted(month);
  const detail = page.getByRole("region", { name, exact: true });
  const why = detail.getByRole("textbox", { name: "Why it is closed although this is open" });

  await test.step("the biller closes the month that is next", async () => {
    const hand = new Hand(page);
    await hand.click(page.getByRole("link", { name: "Month close" }));
    await expect(detail.getByText("Ready to close")).toBeVisible();
    await inEveryLook(page, "a month to close");
    // On the first days of a month there is a week's work in the one before.
    if (await why.isVisible()) await hand.type(why, "The demonstration's week");
    await hand.click(detail.getByRole("button", { name: `Close ${name}` }));
    await expect(page.getByText(`${name} is closed.`)).toBeVisible();
    await expect(detail.getByText("Closed", { exact: true })).toBeVisible();
    hand.expectWithin({ activations: 2, fields: 1 });
    await expect(detail.getByText("The practice manager can open it again.")).toBeVisible();
  });

  await test.step("its journal is a file that says that the month is closed", async () => {
    const hand = new Hand(page);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      hand.click(detail.getByRole("button", { name: "Export journal" })),
    ]);
    expect(download.suggestedFilename()).toBe(`journal-${month}-closed.csv`);
    expect(await readFile(await download.path(), "utf8")).toMatch(/^Date,Account,Name,Type,Debit,Credit\r\n/);
    hand.expectWithin({ activations: 1 });
  });
  await context.close();

  const { page: manager, context: second } = await signIn(browser, "manager");
  await test.step("the manager opens it again, with a reason", async () => {
    await manager.goto(`/money/months?month=${month}`);
    const hand = new Hand(manager);
    const of = manager.getByRole("region", { name, exact: true });
    await hand.click(of.getByRole("button", { name: "Open again…" }));
    await hand.typeAtCaret(of.getByRole("textbox", { name: "Why is it opened again?" }), "A deposit was forgotten");
    await hand.press("Enter");
    await expect(manager.getByText(`${name} is open again.`)).toBeVisible();
    await expect(of.getByRole("list", { name: "History" })).toContainText("A deposit was forgotten");
    await inEveryLook(manager, "a month that was opened again");
    hand.expectWithin({ activations: 2, fields: 1 });
  });

  await test.step("by keyboard: the palette leads there, Tab to the button, Enter", async () => {
    const keys = new Keyboard(manager);
    await manager.goto("/money");
    await expect(manager.getByRole("grid", { name: "Queues" })).toBeVisible();
    await keys.press("Control+k");
    await keys.type("month close");
    await keys.take(/Month close/);
    const of = manager.getByRole("region", { name, exact: true });
    const button = of.getByRole("button", { name: `Close ${name}` });
    await expect(button).toBeVisible();
    const reason = of.getByRole("textbox", { name: "Why it is closed although this is open" });
    if (await reason.isVisible()) {
      await keys.goTo(reason);
      await keys.type("The demonstration's week");
      await keys.press("Enter");
    } else {
      await keys.goTo(button);
      await keys.press("Enter");
    }
    await expect(manager.getByText(`${name} is closed.`)).toBeVisible();
    await call(manager, "billing.reopenMonth", { month, because: "As it was before the test" });
    expect(await nextMonth(manager)).toBe(month);
  });
  await second.close();
});

/** "October 2026" of "2026-10". */
function formatted(month: string): string {
  const day = new Date(`${month}-15T12:00:00Z`);
  return new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric" }).format(day);
}
