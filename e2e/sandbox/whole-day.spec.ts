import { expect } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { openSandbox, practiceIsReady, trainingBar } from "./sandbox.ts";

test.setTimeout(900_000);

test("CUR-76: a whole day: begun from the list, done from seat to seat, left and gone on with", async ({ page }) => {
  await openSandbox(page);
  const day = page.getByRole("region", { name: "A whole day" });
  await expect(day.getByText(/^Recommended first: “/).first()).toBeVisible();
  await page.getByText("How learning here works").click();
  await expect(
    page.getByText(/^What you reached by yourself is due again after 1, 3, 7, 16, 35 and 90 days/),
  ).toBeVisible();
  await practiceIsReady(page);
  await inEveryLook(page, "the lessons' page with a whole day");
  await day.getByRole("button", { name: "Begin: A whole day, from every seat" }).click();

  const panel = page.getByRole("complementary", { name: "Lesson" });
  await expect(panel.getByText(/^0 of 32 reached/)).toBeVisible({ timeout: 300_000 });
  await expect(panel.getByText("Front desk: Tanya Brooks, you · 0 of 9 reached")).toBeVisible();
  await inEveryLook(page, "a whole day at the counter");

  // Another seat: its work is open, and its own pages are there.
  await panel.getByText("Medical assistant: Luis Ramirez · 0 of 6 reached").click();
  await panel.getByRole("button", { name: "Work as Luis Ramirez" }).click();
  await expect(panel.getByText("Medical assistant: Luis Ramirez, you · 0 of 6 reached")).toBeVisible();

  // Left and gone on with.
  await trainingBar(page).getByRole("button", { name: "Change role" }).click();
  await day.getByRole("button", { name: "Go on: A whole day, from every seat" }).click();
  await expect(panel.getByText("Medical assistant: Luis Ramirez, you · 0 of 6 reached")).toBeVisible({
    timeout: 300_000,
  });
});
