import { expect, type Locator, type Page } from "@playwright/test";

/** The practice boots in the page: seconds on a machine at rest, more than a minute when others use all of it. */
const BOOT_MS_MAX = 180_000;
/** A day of the practice's time passes in about a second. */
const MOVE_MS_MAX = 120_000;

/** Opens a fresh practice; it ends at the choice of a role. */
export async function openSandbox(page: Page, url = process.env["SANDBOX_URL"]): Promise<void> {
  if (url === undefined) throw new Error("SANDBOX_URL is not set: the global set-up serves the built sandbox");
  await page.goto(url);
  await expect(page.getByRole("button", { name: "Work as Tanya Brooks" })).toBeVisible({ timeout: BOOT_MS_MAX });
}

/** One need not wait for it to choose; what begins in the practice can be pressed only then, and the page changes with that. */
export async function practiceIsReady(page: Page): Promise<void> {
  await expect(page.getByText("The practice is ready.")).toBeVisible({ timeout: BOOT_MS_MAX });
}

/** Becomes somebody of the practice, from the choice of roles or from the app. */
export async function workAs(page: Page, name: string): Promise<void> {
  const bar = trainingBar(page);
  if (await bar.isVisible()) await bar.getByRole("button", { name: "Change role" }).click();
  await page.getByRole("button", { name: `Work as ${name}` }).click();
  await expect(bar).toBeVisible({ timeout: BOOT_MS_MAX });
  await expect(page.getByRole("button", { name })).toBeVisible();
}

export function trainingBar(page: Page): Locator {
  return page.getByRole("complementary", { name: "Training" });
}

/** The list of all practices that this browser keeps. */
export async function openPractices(page: Page): Promise<Locator> {
  await trainingBar(page).getByRole("button", { name: "Practices" }).click();
  const shelf = page.getByRole("dialog", { name: "Practices" });
  await expect(shelf.getByText("Open now")).toBeVisible();
  return shelf;
}

/** Leaves this practice for a fresh one; ends at the choice of a role. */
export async function startOver(page: Page): Promise<void> {
  await (await openPractices(page)).getByRole("button", { name: "Start over" }).click();
  await expect(trainingBar(page)).toBeHidden();
}

/** Day and time of the practice, as the bar says them. */
export function clockText(page: Page): Locator {
  return trainingBar(page).getByRole("status");
}

/** Chooses a jump of the clock by how its label begins, and waits until the time has passed. */
export async function moveClock(page: Page, jump: string): Promise<void> {
  const before = await clockText(page).innerText();
  await trainingBar(page).getByRole("button", { name: "Move the clock" }).click();
  await page.getByRole("menuitem", { name: new RegExp(`^${jump}`) }).click();
  // An hour passes before anybody could read that time passes.
  await expect(clockText(page)).not.toHaveText(before);
  await expect(clockText(page)).not.toContainText("Time passes", { timeout: MOVE_MS_MAX });
}
