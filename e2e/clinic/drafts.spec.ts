import { expect, type Page, test } from "@playwright/test";
import { register, stranger } from "./arrange.ts";
import { signIn } from "./clinic.ts";

/** What is typed into a form is there again after a change of page and a reload, and ends with the session. */

const field = (page: Page, name: string) => page.getByRole("main").getByRole("textbox", { name, exact: true });
const back = (page: Page) => page.getByText("You left this unfinished; what you typed is back.");

test("a half-typed registration and coverage come back, until they are left on purpose", async ({ browser }) => {
  const { page, context } = await signIn(browser, "frontDesk");
  const { family } = stranger("Ida");
  await page.goto("/patients/new");
  await field(page, "Family name").fill(family);
  await field(page, "Street").fill("12 Half St");
  await page.reload();
  await expect(field(page, "Family name")).toHaveValue(family);
  await expect(field(page, "Street")).toHaveValue("12 Half St");
  await expect(back(page)).toBeVisible();
  await page.getByRole("button", { name: "Start over" }).click();
  await expect(field(page, "Family name")).toHaveValue("");
  await page.reload();
  await expect(back(page)).toBeHidden();

  const { patientId } = await register(page, "Jonas");
  await page.goto(`/p/${patientId}/insurance`);
  await page.getByRole("button", { name: "Add a coverage" }).first().click();
  await field(page, "Member number").fill("HALF1");
  await page.goto("/patients");
  await page.goto(`/p/${patientId}/insurance`);
  await expect(field(page, "Member number")).toHaveValue("HALF1");
  await page.getByRole("button", { name: "Not now" }).click();
  await page.reload();
  await expect(page.getByRole("button", { name: "Add a coverage" }).first()).toBeVisible();
  await expect(field(page, "Member number")).toBeHidden();

  await page.goto(`/p/${patientId}/summary?field=address`);
  await field(page, "Street").fill("99 Other St");
  await page.goto("/patients");
  await page.goto(`/p/${patientId}/summary`);
  await expect(field(page, "Street")).toHaveValue("99 Other St");
  await context.close();
});

test("what was typed ends with the session", async ({ browser }) => {
  const { page, context } = await signIn(browser, "frontDesk");
  await page.goto("/patients/new");
  await field(page, "Family name").fill("Nobodys");
  await page.getByRole("button", { name: "Tanya Brooks" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByLabel("E-mail")).toBeVisible();
  expect(
    await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith("practicum.form:"))),
  ).toEqual([]);
  await context.close();
});
