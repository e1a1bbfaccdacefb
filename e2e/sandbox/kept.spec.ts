import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { clockText, moveClock, openSandbox, trainingBar, workAs } from "./sandbox.ts";

test.setTimeout(600_000);

const run = promisify(execFile);
const verify = fileURLToPath(new URL("../../infra/simtest/verify.ts", import.meta.url));
const seed = fileURLToPath(new URL("../../apps/sandbox/dist/seed", import.meta.url));

test("a reload goes on where one left; a second tab says that it keeps nothing; Node comes to the same practice", async ({
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
  const saving = page.waitForEvent("download");
  await trainingBar(page).getByRole("button", { name: "Reset" }).click();
  await page.getByRole("menuitem", { name: /^Save as a file/ }).click();
  const saved = await (await saving).path();
  const { stdout } = await run(process.execPath, [verify, saved, seed]);
  expect(stdout).toBe("");
});
