import { expect } from "@playwright/test";
import { expectAccessible, inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { openSandbox, workAs } from "./sandbox.ts";

test.setTimeout(300_000);

test("CUR-40 CUR-42: help stands beside the work, goes along from screen to screen, and begins its lesson", async ({
  page,
}) => {
  await openSandbox(page);
  await workAs(page, "Tanya Brooks");
  await expect(page.getByRole("grid").getByText("Booked").first()).toBeVisible();
  await page.keyboard.press("F1");
  const help = page.getByRole("complementary", { name: "Help" });
  await expect(help.getByRole("heading", { name: "Help: Day sheet" })).toBeFocused();
  await expect(help).toContainText("A provider sees one patient at a time.");
  await inEveryLook(page, "the day sheet with its help");
  // Beside the work at a desk, above it on a tablet: never over it.
  for (const width of [1440, 820]) {
    await page.setViewportSize({ width, height: 900 });
    const [beside, work] = [await help.boundingBox(), await page.locator("main#page").boundingBox()];
    if (beside === null || work === null) throw new Error("help and work are both to be seen");
    const isLeft = beside.x + beside.width <= work.x + 1;
    const isAbove = beside.y + beside.height <= work.y + 1;
    expect(isLeft || isAbove, `at ${width}`).toBe(true);
    expect(work.height, `at ${width}`).toBeGreaterThan(300);
    if (process.env["PICTURES"] !== undefined)
      await page.screenshot({ path: `${process.env["PICTURES"]}/help-${width}.png` });
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("link", { name: "Flow" }).click();
  await expect(help.getByRole("heading", { name: "Help: Flow board" })).toBeVisible();
  await page.keyboard.press("F1");
  await expect(help).toBeHidden();
  await expect(page.getByRole("button", { name: "Help F1" })).toBeFocused();

  await page.getByRole("link", { name: "Patients" }).click();
  await page.getByRole("button", { name: "Help F1" }).click();
  const guide = page.waitForEvent("popup");
  await help.getByRole("link", { name: "The whole guide for your role, to print" }).click();
  const printed = await guide;
  await expect(printed.getByRole("heading", { name: "User's guide: Front desk" })).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await printed.emulateMedia({ colorScheme });
    // It has no colours of its own to wait for.
    await printed.evaluate((scheme) => (document.documentElement.dataset["mantineColorScheme"] = scheme), colorScheme);
    await expectAccessible(printed, `the guide, ${colorScheme}`);
  }
  if (process.env["PICTURES"] !== undefined) await printed.screenshot({ path: `${process.env["PICTURES"]}/guide.png` });
  await printed.close();
  await help.getByRole("button", { name: "Begin the lesson Register a patient, and nobody twice" }).click();
  await expect(page.getByRole("complementary", { name: "Lesson" })).toContainText("Register a patient", {
    timeout: 60_000,
  });
});
