import { expect, type Page } from "@playwright/test";
import { expectAccessible, inEveryLook } from "../support/accessible.ts";
import { test } from "../support/test.ts";
import { address, signIn } from "./clinic.ts";

/** Tasks and conversations live for everybody; people, sign-in codes, the audit trail; sessions that end at once. */
const stamp = Date.now().toString(36);

function rowsOf(page: Page, label: string) {
  return page.getByRole("grid", { name: label }).getByRole("row");
}

async function makeTask(page: Page, title: string): Promise<void> {
  await page.goto("/inbox");
  await page.getByRole("button", { name: "New task" }).click();
  await page.getByLabel("What is to be done").fill(title);
  await page.getByRole("combobox", { name: "Given to" }).fill("Biller pool");
  await page.getByRole("option", { name: "Biller pool" }).click();
  await page.getByRole("textbox", { name: "Due" }).fill("+1d");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("The task is made.")).toBeVisible();
}

test("a task goes to a pool, is done by a key, and is taken back, live for others", async ({ browser }) => {
  const title = `Call the payer ${stamp}`;
  const { page: biller } = await signIn(browser, "biller");
  await biller.goto("/inbox");
  const { page: manager } = await signIn(browser, "manager");
  await makeTask(manager, title);
  const counter = biller.getByRole("link", { name: /^Tasks/ });
  await expect(counter).not.toHaveText(/Tasks\s*0/);
  const pill = biller.getByRole("button", { name: /^\d+ new$/ });
  const row = rowsOf(biller, "Tasks").filter({ hasText: title });
  await expect(pill.or(row)).toBeVisible();
  if (await pill.isVisible()) await pill.click();
  await expect(row).toContainText("Biller pool");
  await expectAccessible(biller, "tasks");
  await row.focus();
  await biller.keyboard.press("d");
  await expect(biller.getByText(`Done: ${title}`)).toBeVisible();
  await expect(row).toHaveCount(0);
  await biller.getByRole("button", { name: /undo/i }).click();
  await expect(row).toHaveCount(1);
  await row.click();
  await expect(biller.getByRole("heading", { name: title })).toBeVisible();
  await expectAccessible(biller, "a task");
  await biller.getByRole("button", { name: "Done", exact: true }).click();
  await expect(row).toHaveCount(0);
});

test("a manager adds a person, who sets a password by code, works, and is out at once when made inactive", async ({
  browser,
}) => {
  const email = `castro-${stamp}@missionbay.example`;
  const { page: manager } = await signIn(browser, "manager");
  await manager.goto("/admin");
  await expectAccessible(manager, "people");
  await manager.getByRole("button", { name: "Add a person" }).click();
  await manager.getByLabel("Last name").fill("Castro");
  await manager.getByLabel("First name").fill("Inés");
  await manager.getByLabel("E-mail, for sign-in").fill(email);
  await manager.getByRole("button", { name: "Add", exact: true }).click();
  await expect(manager.getByText("Choose at least one role.")).toBeVisible();
  await manager.getByLabel("Front desk").check();
  await manager.getByRole("button", { name: "Add", exact: true }).click();
  await manager.getByRole("button", { name: "Create sign-in code" }).click();
  const code = await manager.locator("output.a-code").innerText();

  const context = await browser.newContext({ baseURL: address() });
  const person = await context.newPage();
  await person.goto("/");
  await person.getByRole("button", { name: /First time here/ }).click();
  await expectAccessible(person, "setting a password");
  await person.getByLabel("E-mail").fill(email);
  await person.getByLabel("Code").fill(code.toLowerCase());
  await person.getByLabel("New password").fill("short");
  await person.getByRole("button", { name: "Set the password" }).click();
  await expect(person.getByRole("alert")).toContainText("12 characters");
  await person.getByLabel("New password").fill("a long enough one");
  await person.getByRole("button", { name: "Set the password" }).click();
  await expect(person.getByText("The password is set")).toBeVisible();
  await person.getByRole("button", { name: "Sign in", exact: true }).click();
  await person.getByLabel("E-mail").fill(email);
  await person.getByRole("textbox", { name: "Password" }).fill("a long enough one");
  await person.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(person.getByRole("navigation", { name: "Main" })).toBeVisible();
  await expect(person.getByRole("link", { name: "Admin" })).toHaveCount(0);

  await manager.getByLabel("Active", { exact: true }).uncheck();
  await manager.getByRole("button", { name: "Save" }).click();
  await expect(manager.getByText("Saved.")).toBeVisible();
  await expect(person.getByRole("textbox", { name: "Password" })).toBeVisible();
});

test("IDN-78 a code of somebody who opens the charts is made by two", async ({ browser }) => {
  const { page: manager, context: first } = await signIn(browser, "manager");
  await manager.goto("/admin/users");
  await expect(manager.getByRole("columnheader", { name: "Second factor" })).toBeVisible();
  await manager.getByRole("button", { name: "Add a person" }).click();
  const family = `Ibarra${stamp}`;
  await manager.getByLabel("Last name").fill(family);
  await manager.getByLabel("First name").fill("Noa");
  await manager.getByLabel("E-mail, for sign-in").fill(`ibarra-${stamp}@missionbay.example`);
  await manager.getByLabel("Medical assistant").check();
  await manager.getByRole("button", { name: "Add", exact: true }).click();
  await manager.getByRole("button", { name: "Create sign-in code" }).click();
  await expect(manager.getByText(/This takes a second person/)).toBeVisible();
  await expect(manager.locator("output.a-code")).toHaveCount(0);
  await expectAccessible(manager, "a code that waits");

  const { page: physician, context: second } = await signIn(browser, "physician");
  await physician.goto("/today");
  await physician.locator("button.w-user").click();
  await physician.getByRole("menuitem", { name: "Second person" }).click();
  const agree = physician.getByRole("button", { name: new RegExp(`^Agree: .* code for Noa ${family}`) });
  await expect(agree).toBeVisible();
  await inEveryLook(physician, "the second person's list");
  await agree.click();
  await expect(physician.getByText(/The code is not made yet/)).toBeVisible();
  await second.close();

  await manager.getByRole("button", { name: "Create sign-in code" }).click();
  await expect(manager.locator("output.a-code")).toBeVisible();
  // A role that opens more, of somebody who has an account: asked for, and nothing is changed before.
  await manager.getByLabel("Practice manager").check();
  await manager.getByRole("button", { name: "Save" }).click();
  await expect(manager.getByText(/^Nothing is changed yet/)).toBeVisible();
  await expect(manager.getByRole("button", { name: "Second person: 1" })).toBeVisible();
  await inEveryLook(manager, "people, with one that waits");
  await first.close();
});

test("the audit trail says who opened a chart, and verifies", async ({ browser }) => {
  const { page: desk } = await signIn(browser, "frontDesk");
  await desk.goto("/patients");
  await desk.getByLabel("Find a patient").fill("ma");
  const first = rowsOf(desk, "Patients").nth(1);
  await first.click();
  await expect(desk).toHaveURL(/\/p\/[0-9a-f-]{36}\//);
  const patientId = /\/p\/([0-9a-f-]{36})\//.exec(desk.url())?.[1];

  const { page: manager } = await signIn(browser, "manager");
  await manager.goto(`/admin/audit?patient=${patientId}`);
  await expect(manager.getByRole("heading", { name: /^Who opened or changed .* today\?$/ })).toBeVisible();
  const entries = manager.getByRole("grid", { name: "Entries of the audit trail" });
  await expect(entries).toContainText("Tanya Brooks");
  await expect(entries).toContainText("A patient's demographics");
  await expectAccessible(manager, "the audit trail");
  await manager.getByRole("button", { name: "Verify the chain" }).click();
  await expect(manager.getByText(/Unchanged: \d+ entries/)).toBeVisible();
  await manager.goto("/admin/operations");
  await expect(manager.getByRole("region", { name: "Billing" })).toContainText(/Up to date|to be done/);
  await expectAccessible(manager, "operations");
});
