import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { clockText, moveClock, openPractices, openSandbox, startOver, trainingBar, workAs } from "./sandbox.ts";

test.setTimeout(600_000);

const run = promisify(execFile);
const verify = fileURLToPath(new URL("../../infra/simtest/verify.ts", import.meta.url));
const seed = fileURLToPath(new URL("../../apps/sandbox/public/seed", import.meta.url));

test("a reload goes on where one left; several practices are kept; a second tab says that it keeps nothing; Node comes to the same practice", async ({
  page,
  context,
}) => {
  await openSandbox(page);
  await workAs(page, "Tanya Brooks");
  const booked = page.getByRole("grid").getByText("Booked");
  await booked.last().click();
  const dock = page.getByRole("complementary", { name: "Appointment" });
  await dock.getByRole("button", { name: "Cancel appointment" }).click();
  await dock.getByRole("button", { name: "Booked by mistake" }).click();
  await expect(page.getByText(/^The visit of .* is cancelled\.$/)).toBeVisible();
  const left = await booked.count();

  await page.reload();
  await expect(trainingBar(page)).toBeVisible({ timeout: 180_000 });
  await expect(booked.first()).toBeVisible();
  await expect(booked).toHaveCount(left);

  const second = await context.newPage();
  await openSandbox(second);
  await expect(second.getByText(/open in another tab/)).toBeVisible();
  await second.close();

  await moveClock(page, "7 days");
  await expect(clockText(page)).toContainText("Tue 11/24/2026");
  // What happened meanwhile is told, and what comes next.
  await expect(page.getByText(/^While 7 days passed: .* None of it came of your steps\./)).toBeVisible();
  await page.getByRole("button", { name: "What happened" }).click();
  await expect(page.getByRole("region", { name: /^\d+ reminders sent$/ })).toBeVisible();
  await inEveryLook(page, "what happened");
  await page.keyboard.press("Escape");
  await trainingBar(page).getByRole("button", { name: "Move the clock" }).click();
  await page.getByRole("menuitem", { name: /^What comes/ }).click();
  await page
    .getByRole("button", { name: /^Go there: .*, Tue 11\/24\/2026/ })
    .first()
    .click();
  await expect(clockText(page)).not.toContainText("9:4");

  // A fresh one takes nothing from this one: both are on the shelf.
  await startOver(page);
  await workAs(page, "Priya Nair");
  await expect(clockText(page)).toContainText("Tue 11/17/2026");
  await moveClock(page, "1 hour");
  const shelf = await openPractices(page);
  await expect(shelf.getByRole("listitem")).toHaveCount(2);
  await inEveryLook(page, "the shelf of practices");
  await shelf.getByRole("button", { name: /^Open: Your practice, \d+ steps, to 11\/24\/2026/ }).click();
  await expect(clockText(page)).toContainText("Tue 11/24/2026");
  await expect(shelf).toBeHidden();
  await expect(page.getByRole("button", { name: "Tanya Brooks" })).toBeVisible();

  const saving = page.waitForEvent("download");
  await (await openPractices(page)).getByRole("button", { name: "Save as a file", exact: true }).click();
  const saved = await (await saving).path();
  const { stdout } = await run(process.execPath, [verify, saved, seed]);
  expect(stdout).toBe("");

  // Back to before the visit was cancelled; the week after it is on the shelf.
  await page.keyboard.press("Escape");
  await trainingBar(page).getByRole("button", { name: "Steps" }).click();
  const steps = page.getByRole("dialog", { name: "Your steps" });
  await expect(steps.getByText(/Time passed, to Tue 11\/24\/2026/)).toBeVisible();
  await inEveryLook(page, "the list of steps");
  // WLD-46: what had come of it without that step, in copies.
  await steps.getByRole("button", { name: /^Had you not done this: .*Cancel appointment/ }).click();
  const futures = page.getByRole("dialog", { name: "Two futures" });
  await futures.getByText("7 days").click();
  await futures.getByRole("button", { name: "Play both" }).click();
  await expect(futures.getByRole("row", { name: /^Payers owe/ })).toBeVisible({ timeout: 240_000 });
  await expect(futures.getByText(/^As it is: cancelled visit|^Without step \d+: reminder sent/).first()).toBeVisible();
  await inEveryLook(page, "two futures");
  await page.keyboard.press("Escape");
  await expect(clockText(page)).toContainText("Tue 11/24/2026");
  await trainingBar(page).getByRole("button", { name: "Steps" }).click();
  await steps.getByRole("button", { name: /^Go back to before this: .*Cancel appointment/ }).click();
  await expect(clockText(page)).toContainText("Tue 11/17/2026");
  await expect(booked).toHaveCount(left + 1);
  await expect((await openPractices(page)).getByRole("listitem")).toHaveCount(3);

  // The file stands beside them, and is what it says.
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open a file" }).click();
  await (await choosing).setFiles(saved);
  await expect(page.getByText(/^Checked: its steps lead to exactly what the file says\./)).toBeVisible();
  await expect(clockText(page)).toContainText("Tue 11/24/2026");
  await expect((await openPractices(page)).getByRole("listitem")).toHaveCount(4);
});
