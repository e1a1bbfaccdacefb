import { expect } from "@playwright/test";
import { test } from "../support/test.ts";
import { openSandbox, workAs } from "./sandbox.ts";

test.setTimeout(300_000);

test("a notice and its undo end with the person's session", async ({ page }) => {
  await openSandbox(page);
  await workAs(page, "Tanya Brooks");
  const booked = page.getByRole("grid").getByText("Booked");
  await booked.last().click();
  const dock = page.getByRole("complementary", { name: "Appointment" });
  await dock.getByRole("button", { name: "Cancel appointment" }).click();
  await dock.getByRole("button", { name: "Booked by mistake" }).click();
  const notice = page.getByText(/^The visit of .* is cancelled\.$/);
  await expect(notice).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();

  const left = await booked.count();

  await workAs(page, "Luis Ramirez");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(notice).toBeHidden();
  await expect(page.getByRole("button", { name: "Undo" })).toBeHidden();
  await page.keyboard.press("Control+z");

  // Nobody took the cancellation back.
  await workAs(page, "Tanya Brooks");
  await expect(booked).toHaveCount(left);
});
