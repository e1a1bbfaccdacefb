import { expect, type Page } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";

test.setTimeout(600_000);

const BOOT_MS_MAX = 180_000;
/** What is pressed from the opened page to the verdict: more would be no three minutes for a person who reads each text. */
const PRESSES_MAX = 6;

/**
 * Somebody who knows nothing of the practice presses what a text names between quotation marks: a button of that name, or else the box
 * or door that shows it.
 */
async function press(page: Page, named: string, what: "button" | "box"): Promise<void> {
  const boxes = page.locator("main, .s-app").getByText(named, { exact: false });
  await (what === "button" ? page.getByRole("button", { name: named, exact: true }) : boxes).first().click();
}

test("CUR-32: who reads nothing but the screen has a first win, in a handful of presses", async ({ page }) => {
  const url = process.env["SANDBOX_URL"] ?? "";
  await page.goto(url);
  let presses = 0;
  const doIt = async (named: string, what: "button" | "box" = "button") => {
    presses += 1;
    await press(page, named, what);
  };
  // The door's button has its text beside its name.
  await doIt("I want to learn", "box");
  await expect(page.getByRole("heading", { name: "Learn", exact: true })).toBeFocused();
  await expect(page.getByRole("button", { name: "Take your first call" })).toBeEnabled({ timeout: BOOT_MS_MAX });
  await inEveryLook(page, "the door of learning");
  await doIt("Take your first call");
  const lesson = page.getByRole("complementary", { name: "Lesson" });
  await expect(lesson).toBeVisible({ timeout: BOOT_MS_MAX });
  await inEveryLook(page, "the first call");
  const story = await lesson.innerText();
  const named = [...story.matchAll(/“([^”]+)”/g)].map(([, words]) => words ?? "");
  expect(named.length).toBeGreaterThanOrEqual(3);
  const [box = "", ...buttons] = named;
  await doIt(box, "box");
  for (const words of buttons) await doIt(words);
  await expect(lesson.getByText("Passed, with 100 of 100 points.")).toBeVisible({ timeout: BOOT_MS_MAX });
  await expect(lesson.getByText(/^That is how all of it goes/)).toBeVisible();
  expect(presses).toBeLessThanOrEqual(PRESSES_MAX);
});
