import { expect, type Page } from "@playwright/test";
import { test } from "../support/test.ts";
import { call, stranger } from "./arrange.ts";
import { signIn } from "./clinic.ts";

/** A choice list never takes something else than what was meant. */

const sex = (page: Page) => page.getByRole("main").getByRole("combobox", { name: "Sex" });
const field = (page: Page, name: string) => page.getByRole("main").getByRole("textbox", { name, exact: true });

async function fillNames(page: Page, name: string): Promise<void> {
  const { family, given, phone, birthDate } = stranger(name);
  await page.goto("/patients/new");
  await field(page, "Last name").fill(family);
  await field(page, "First name").fill(given);
  await field(page, "Birth date").fill(birthDate);
  await field(page, "Phone").fill(phone);
}

const registered = async (page: Page) => {
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/p\/[0-9a-f-]+\/insurance/);
  return call(page, "scheduling.getPatient", { patientId: /\/p\/([0-9a-f-]+)\//.exec(page.url())?.[1] });
};

for (const [typed, name] of [
  ["m", "Idris"],
  ["male", "Bartholomew"],
] as const)
  test(`“${typed}” and Tab in Sex registers the patient as male`, async ({ browser }) => {
    const { page, context } = await signIn(browser, "frontDesk");
    await fillNames(page, name);
    await sex(page).click();
    await page.keyboard.type(typed);
    await page.keyboard.press("Tab");
    await expect(sex(page)).toHaveValue("Male");
    await expect(field(page, "Phone")).toBeFocused();
    expect(await registered(page)).toMatchObject({ sex: "male" });
    await context.close();
  });

test("what the list does not have is kept with an error, and nothing is registered with it", async ({ browser }) => {
  const { page, context } = await signIn(browser, "frontDesk");
  await fillNames(page, "Noor");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Choose one.", { exact: true })).toBeVisible();
  await expect(sex(page)).toBeFocused();
  await page.keyboard.type("emale");
  await page.keyboard.press("Tab");
  await expect(sex(page)).toHaveValue("emale");
  await expect(page.getByText("Nothing in the list begins with “emale”.", { exact: false })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/patients\/new/);
  await expect(sex(page)).toHaveValue("emale");
  await sex(page).click();
  // What was not understood is marked once the browser has put its caret: no hand is faster than that.
  await expect
    .poll(() =>
      sex(page).evaluate((one: HTMLInputElement) => one.value.slice(one.selectionStart ?? 0, one.selectionEnd ?? 0)),
    )
    .toBe("emale");
  await page.keyboard.type("f");
  await page.keyboard.press("Tab");
  await expect(sex(page)).toHaveValue("Female");
  await expect(field(page, "Phone")).toBeFocused();
  expect(await registered(page)).toMatchObject({ sex: "female" });
  await context.close();
});
