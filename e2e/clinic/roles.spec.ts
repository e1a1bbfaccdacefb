import { expect } from "@playwright/test";
import { expectAccessible } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { signIn } from "./clinic.ts";

/** A role of the practice's own, and what a role looks like from inside. */
const name = `Desk without cash ${Date.now().toString(36)}`;

test("a manager makes a role, sees what it changes, and tries it on without changing anything", async ({ browser }) => {
  const { page } = await signIn(browser, "manager");
  await page.goto("/admin/roles");
  await page.getByRole("link", { name: "Add a role" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  const difference = page.getByRole("region", { name: "The difference" });
  await expect(difference).toContainText("Nobody gains or loses anything by this.");
  await page.getByRole("checkbox", { name: "Take payments" }).uncheck();
  await expect(page.getByRole("row", { name: /Take payments/ })).toContainText("Taken away");
  await expectAccessible(page, "a role of one's own");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  const row = page.getByRole("grid", { name: "Own roles" }).getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("0 added, 1 taken away");
  await page.getByRole("button", { name: `Test as ${name}` }).click();
  const banner = page.getByRole("status").filter({ hasText: `Testing as ${name}` });
  await expect(banner).toBeVisible();
  const main = page.getByRole("navigation", { name: "Main" });
  await expect(main.getByRole("link", { name: "Schedule" })).toBeVisible();
  await expect(main.getByRole("link", { name: "Drawer" })).toHaveCount(0);
  await expect(main.getByRole("link", { name: /Admin/ })).toHaveCount(0);
  await main.getByRole("link", { name: "Inbox" }).click();
  await page.getByRole("button", { name: "New task" }).click();
  await page.getByLabel("What is to be done").fill("Nothing that stays");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("form", { name: "New task" }).getByRole("alert")).toContainText(
    "You are testing a role, so nothing is changed.",
  );
  await banner.getByRole("button", { name: "End the test" }).click();
  await expect(banner).toHaveCount(0);
  await expect(main.getByRole("link", { name: /Admin/ })).toBeVisible();
});
