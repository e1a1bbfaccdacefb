import { readFile } from "node:fs/promises";
import { expect } from "@playwright/test";
import { test } from "../support/test.ts";
import { signIn } from "./clinic.ts";

const PASSPHRASE = "four words that fit";

test("a kit is made, opens without the practice's server by its passphrase alone", async ({ browser }) => {
  test.setTimeout(240_000);
  const { page, context } = await signIn(browser, "manager");
  await page.goto("/admin/downtime");
  const form = page.getByRole("form", { name: "Make a kit" });
  await form.getByLabel("Blank sheets").fill("2");
  await form.getByLabel(/^Passphrase\s*\*?$/).fill("short");
  await form.getByRole("button", { name: "Make the kit" }).click();
  await expect(form.getByRole("alert")).toContainText("12 characters");
  await form.getByLabel(/^Passphrase\s*\*?$/).fill(PASSPHRASE);
  await form.getByLabel(/^Passphrase again/).fill(PASSPHRASE);
  const download = page.waitForEvent("download");
  await form.getByRole("button", { name: "Make the kit" }).click();
  const path = test.info().outputPath("kit.html");
  await (await download).saveAs(path);
  await expect(page.getByText("The kit is in your downloads.")).toBeVisible();

  // Another browser without a network: what an outage leaves.
  const text = await readFile(path, "utf8");
  expect(text).not.toContain("Mission Bay");
  const apart = await browser.newContext({ offline: true });
  const kit = await apart.newPage();
  const asked: string[] = [];
  kit.on("request", (request) => asked.push(request.url()));
  await kit.goto(`file://${path}`);
  await kit.getByLabel("Passphrase").fill("four words that do not");
  await kit.getByRole("button", { name: "Open" }).click();
  await expect(kit.getByRole("status")).toContainText("This does not open it");
  await kit.getByLabel("Passphrase").fill(PASSPHRASE);
  await kit.keyboard.press("Enter");
  await expect(kit.getByRole("heading", { name: /^Downtime kit for / })).toBeVisible();
  await expect(kit.getByText("Mission Bay Family Practice")).toBeVisible();
  expect(asked.filter((url) => !url.startsWith("file:"))).toEqual([]);
  await apart.close();

  await context.close();
});
