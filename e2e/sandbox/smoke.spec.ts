import { expect } from "@playwright/test";
import { test } from "../support/test.ts";
import { clockText, moveClock, openSandbox, workAs } from "./sandbox.ts";

test.setTimeout(300_000);

test("a trainee opens the practice, works as the front desk, moves the clock, works as the biller", async ({
  page,
}) => {
  await openSandbox(page);
  await workAs(page, "Tanya Brooks");
  await expect(page.getByRole("heading", { level: 1, name: "Day sheet" })).toBeVisible();
  await expect(page.getByRole("complementary", { name: "Training" })).toContainText("TRAINING");
  const day = page.locator("strong[aria-live]");
  await expect(day).toHaveText("Tuesday, November 17, 2026");
  await expect(page.getByRole("grid").getByText("Booked").first()).toBeVisible();

  await page.getByRole("button", { name: "Next day" }).click();
  await expect(clockText(page)).toContainText("Wed 11/18/2026, 9:4");
  // The sheet of today goes along, at once.
  await expect(day).toHaveText("Wednesday, November 18, 2026");

  await workAs(page, "Priya Nair");
  await expect(page).toHaveURL(/#\/money/);
  await moveClock(page, "3 days");
  await page.getByRole("link", { name: "Claims" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /claim/i })).toBeVisible();
});
