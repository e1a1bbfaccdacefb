import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { serveFolder } from "../support/static-server.ts";
import { test } from "../support/test.ts";
import { clockText, moveClock, openSandbox, practiceIsReady, startOver, trainingBar, workAs } from "./sandbox.ts";

test.setTimeout(300_000);

test("below any path, and with no network once it is loaded", async ({ page, context }) => {
  const folder = await mkdtemp(join(tmpdir(), "practicum-sandbox-"));
  await mkdir(join(folder, "some", "where"), { recursive: true });
  await symlink(
    fileURLToPath(new URL("../../apps/sandbox/dist", import.meta.url)),
    join(folder, "some", "where", "training"),
  );
  const server = await serveFolder(folder);
  try {
    const foreign: string[] = [];
    // A text of the page's own, made into an address inside the browser, goes over no network.
    const isOwnText = (url: string) => url.startsWith("blob:");
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(server.url) && !isOwnText(url)) foreign.push(url);
    });
    await openSandbox(page, `${server.url}some/where/training/`);
    await practiceIsReady(page);
    await page.waitForLoadState("networkidle");
    await context.setOffline(true);
    const late: string[] = [];
    page.on("request", (request) => {
      const url = request.url();
      // The browser asks for the page's picture whenever the title changes, and has it from what the page keeps.
      if (!isOwnText(url) && !url.endsWith("/icon.svg")) late.push(url);
    });
    await workAs(page, "Tanya Brooks");
    await expect(page.getByRole("grid").getByText("Booked").first()).toBeVisible();
    await page.getByRole("link", { name: "Flow" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Flow" })).toBeVisible();
    await expect(page.getByText("No network.")).toBeHidden();
    await workAs(page, "Priya Nair");
    await page.getByRole("link", { name: "Denials" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Denials" })).toBeVisible();
    expect(foreign).toEqual([]);
    expect(late).toEqual([]);
    // A fresh practice needs no network either.
    await startOver(page);
    await workAs(page, "Tanya Brooks");
    await expect(page.getByRole("grid").getByText("Booked").first()).toBeVisible();
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

test("what is done stays through a change of role; starting over makes the practice new", async ({ page }) => {
  await openSandbox(page);
  await workAs(page, "Tanya Brooks");
  await moveClock(page, "To 8:00 of the next working day");
  await expect(clockText(page)).toContainText("Wed 11/18/2026, 8:00 AM");
  await page.getByRole("button", { name: "Tanya Brooks" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(trainingBar(page)).toBeHidden();
  await workAs(page, "Luis Ramirez");
  await expect(clockText(page)).toContainText("Wed 11/18/2026, 8:0");
  await startOver(page);
  await workAs(page, "Luis Ramirez");
  await expect(clockText(page)).toContainText("Tue 11/17/2026, 9:4");
});

test("accessible: choice of roles and training bar, light and dark, wide and narrow", async ({ page }) => {
  await openSandbox(page);
  await practiceIsReady(page);
  await inEveryLook(page, "choice of roles");
  // CUR-31: three doors; what is behind the first can be read on a telephone.
  await page.getByRole("button", { name: /^I want to learn/ }).click();
  await expect(page.getByRole("heading", { name: "Learn", exact: true })).toBeFocused();
  await page.getByText("The way of the money").click();
  await inEveryLook(page, "orientation");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByText(/^A 277CA comes within days/).scrollIntoViewIfNeeded();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.setViewportSize({ width: 1440, height: 900 });
  await workAs(page, "Omar Haddad");
  await expect(page.getByRole("heading", { level: 1, name: "Day sheet" })).toBeVisible();
  await inEveryLook(page, "day sheet under the bar");
  // CUR-30: the words of the screen behind come first.
  await trainingBar(page).getByRole("button", { name: "Words" }).click();
  const wordsHere = page.getByRole("dialog", { name: "Words" });
  await expect(wordsHere.getByRole("region", { name: "On this screen" })).toContainText("MD");
  await wordsHere.getByRole("textbox", { name: "Look for a word" }).fill("remittance");
  await expect(wordsHere.getByRole("region", { name: /found$/ })).toContainText("835");
  await inEveryLook(page, "words");
  await page.keyboard.press("Escape");
  await trainingBar(page).getByRole("button", { name: "Move the clock" }).click();
  await expect(page.getByRole("menuitem", { name: /^45 days/ })).toBeVisible();
  // WLD-62: who plays a role may have its work left.
  const mine = page.getByRole("menuitemcheckbox", { name: /^They leave my work to me/ });
  await expect(mine).toBeHidden();
  await page.getByRole("menuitemradio", { name: /^They work carefully/ }).click();
  await expect(mine).toHaveAttribute("aria-checked", "false");
  await expect(mine).toContainText("Front desk");
  await mine.click();
  await expect(mine).toHaveAttribute("aria-checked", "true");
  await inEveryLook(page, "the clock's menu");
  await page.keyboard.press("Escape");
  await workAs(page, "Priya Nair");
  await trainingBar(page).getByRole("button", { name: "Move the clock" }).click();
  await expect(mine).toContainText("Biller");
  await expect(mine).toHaveAttribute("aria-checked", "false");
  const others = page.getByRole("menuitemcheckbox", { name: /^They leave other work, too/ });
  await expect(others).toContainText("Front desk");
  await others.click();
  await expect(others).toBeHidden();
});

test("a practice that cannot be fetched: what is missing is said, and trying again helps", async ({ page }) => {
  await page.route("**/parts/directory-*", (route) => route.fulfill({ status: 404 }));
  await page.goto(process.env["SANDBOX_URL"] ?? "");
  await expect(page.getByRole("alert")).toContainText(/The server has no parts\/directory-\S* \(404\)/, {
    timeout: 180_000,
  });
  await page.unroute("**/parts/directory-*");
  await page.getByRole("button", { name: "Try again" }).click();
  await practiceIsReady(page);
});
