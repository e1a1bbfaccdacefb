import { expect, type Locator, type Page } from "@playwright/test";
import { inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { openSandbox, practiceIsReady } from "./sandbox.ts";

test.setTimeout(600_000);

/** What is pointed at lies within the ring, and the note lies neither over it nor outside of the window. */
async function pointsWell(page: Page, target: Locator): Promise<void> {
  const ring = page.locator(".s-guide-ring");
  const note = page.locator(".s-guide-note");
  await expect(note).toBeVisible();
  // What lies below does not show through: the build knows no light-dark() in a style.
  await expect(note).not.toHaveCSS("background-color", "rgba(0, 0, 0, 0)");
  await expect(async () => {
    const [of, around, beside] = [await target.boundingBox(), await ring.boundingBox(), await note.boundingBox()];
    if (of === null || around === null || beside === null) throw new Error("something is not drawn");
    expect(around.x).toBeLessThanOrEqual(of.x);
    expect(around.y).toBeLessThanOrEqual(of.y);
    expect(around.x + around.width).toBeGreaterThanOrEqual(of.x + of.width);
    expect(around.y + around.height).toBeGreaterThanOrEqual(of.y + of.height);
    const isApart =
      beside.x >= of.x + of.width ||
      beside.x + beside.width <= of.x ||
      beside.y >= of.y + of.height ||
      beside.y + beside.height <= of.y;
    expect(isApart).toBe(true);
    const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
    expect(
      beside.x >= 0 && beside.y >= 0 && beside.x + beside.width <= width && beside.y + beside.height <= height,
    ).toBe(true);
  }).toPass({ timeout: 30_000 });
}

test("CUR-60, CUR-61: guided, one is led by keyboard from place to place, and on by what the practice says", async ({
  page,
}) => {
  await openSandbox(page);
  await page.getByRole("radio", { name: "Guided" }).check();
  await page.getByRole("button", { name: "Begin: Your first call" }).click();
  const panel = page.getByRole("complementary", { name: "Lesson" });
  await expect(panel).toBeVisible({ timeout: 180_000 });
  await expect(panel.getByText("Next: The caller's visit is confirmed")).toBeVisible();
  const listed = /“([^”]+)”/.exec(await panel.innerText())?.[1] ?? "nobody";
  await expect(panel.getByText(`Open ${listed}, and compare the birth date.`)).toBeVisible();
  const visit = page.getByRole("gridcell", { name: new RegExp(listed) });
  await pointsWell(page, visit);
  await visit.click();
  const confirm = page.getByRole("button", { name: "Confirm", exact: true });
  for (const width of [1440, 820]) {
    await page.setViewportSize({ width, height: 900 });
    await pointsWell(page, confirm);
  }
  await inEveryLook(page, "a guided lesson");
  await expect(panel.getByText("Is it the birth date that the caller said? Then press Confirm.")).toBeVisible();
  await panel.getByRole("button", { name: "Take me there" }).press("Enter");
  await expect(confirm).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(panel.getByText("1 of 1 reached")).toBeVisible();
  await expect(panel.getByText("All that can be seen now is reached. Say that you are done.")).toBeVisible();
  await expect(page.locator(".s-guide-ring")).toBeHidden();

  // The way to another page, by keyboard alone.
  await panel.getByRole("button", { name: "I am done" }).click();
  await expect(panel.getByText("Passed, with 100 of 100 points.")).toBeVisible();
  await panel.getByRole("button", { name: /^Next: / }).click();
  await expect(
    panel.getByText("Next: The new patient is in the register, with what was said on the telephone"),
  ).toBeVisible({ timeout: 180_000 });
  const register = page.getByRole("button", { name: "Register", exact: true });
  await expect(async () => {
    await panel.getByRole("button", { name: "Take me there" }).press("Enter");
    if (!(await register.isVisible())) await page.keyboard.press("Enter");
    await expect(register).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 30_000 });
  await panel.getByRole("button", { name: "Take me there" }).press("Enter");
  await expect(register).toBeFocused();
  await pointsWell(page, register);
});

test("CUR-53: an exam says nothing until it is handed in, once, and begins with the instructor's word", async ({
  page,
}) => {
  await openSandbox(page);
  await page.getByRole("radio", { name: "Exam" }).check();
  await page.getByLabel("The word of your instructor, if you were given one").fill("spring");
  await practiceIsReady(page);
  await inEveryLook(page, "the choice of help");
  await page.getByRole("button", { name: "Begin: Register a patient, and nobody twice" }).click();
  const panel = page.getByRole("complementary", { name: "Lesson" });
  await expect(panel.getByText("Exam: nobody says how far you are")).toBeVisible({ timeout: 180_000 });
  await expect(panel.getByRole("button", { name: /hint/i })).toHaveCount(0);
  await panel.getByRole("button", { name: "Hand it in" }).click();
  await expect(panel.getByText("Not yet: 0 of 100 points.")).toBeVisible();
  await expect(panel.getByText("Exam: handed in")).toBeVisible();
  await expect(panel.getByRole("button", { name: "Go on" })).toHaveCount(0);
  await expect(panel.getByRole("region", { name: "What was lost, and why" })).toBeVisible();
  await inEveryLook(page, "an exam's debriefing");
});
