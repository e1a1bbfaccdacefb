import { expect, type Page } from "@playwright/test";
import { test } from "../support/test.ts";
import { book, refusedClaim, register, today } from "./arrange.ts";
import { signIn } from "./clinic.ts";

/** The practice day of one patient, by five roles, through the screens: from the call to a balance of zero. */
test.describe.configure({ mode: "serial" });

// A person of this run alone: the duplicate check is real.
const run = Date.now();
const family = `Fontaine${[...String(run)]
  .slice(-6)
  .map((digit) => "bdfghjklmn"[Number(digit)])
  .join("")}`;
const phone = `619${200 + (run % 700)}01${String(run % 100).padStart(2, "0")}`;
const birthDate = `${1 + (run % 12)}/${1 + (run % 28)}/${60 + (run % 39)}`;
const memberId = `SHP${String(run % 100_000).padStart(5, "0")}10`;
let patientUrl = "";

test("front desk registers, covers, books and checks in", async ({ browser }) => {
  const { page, context } = await signIn(browser, "frontDesk");
  await page.goto("/patients/new");
  await field(page, "Last name").fill(family);
  await field(page, "First name").fill("Odile");
  await field(page, "Birth date").fill(birthDate);
  await pick(page, "Sex", "Female");
  await field(page, "Phone").fill(phone);
  await field(page, "Street").fill("1 Cass St");
  await field(page, "City").fill("San Diego");
  await field(page, "State").fill("CA");
  await field(page, "ZIP").fill("92109");
  await page.getByRole("button", { name: /Register/ }).click();
  await expect(page).toHaveURL(/\/p\/[0-9a-f-]+\//);
  patientUrl = page.url().replace(/(\/p\/[0-9a-f-]+).*/, "$1");

  await page.goto(`${patientUrl}/insurance`);
  await page
    .getByRole("button", { name: /Add a coverage|Add coverage/ })
    .first()
    .click();
  await pick(page, "Payer", "Sharp Health Plan");
  await field(page, "Member ID").fill(memberId);
  await field(page, "Effective date").fill("1/1/26");
  await field(page, "Copay").fill("30");
  await page
    .getByRole("button", { name: /^(Save|Add)/ })
    .last()
    .click();
  await expect(page.getByText(memberId)).toBeVisible();

  await page.getByRole("button", { name: /Book/ }).first().click();
  await pick(page, "Visit type", /Acute visit/);
  await pick(page, "Provider", "Elena Alvarez, MD");
  const slots = page.getByRole("list", { name: "Open times, best first" });
  await expect(slots.getByRole("button").first()).toBeVisible();
  await slots.getByRole("button").first().click();
  await field(page, "Reason for the visit").fill("Sore throat");
  await page.getByRole("button", { name: "Book", exact: true }).last().click();
  await expect(page.getByText(/Booked|is booked/).first()).toBeVisible();

  // The visit's dock, from the patient's page: two identifiers, the card, consents, the copay with its receipt.
  await page.goto(`${patientUrl}/summary`);
  await page
    .getByRole("button", { name: /\d [AP]M$/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Check in", exact: true }).click();
  await page.getByRole("button", { name: "Name and birth date match" }).click();
  const card = page.getByRole("button", { name: "Card matches" });
  // An active answer of the payer marks the card too, whenever it comes.
  await expect(async () => {
    if (await card.isVisible()) await card.click({ timeout: 1000 });
    await expect(page.getByRole("region", { name: "Insurance: done" })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.getByRole("button", { name: "Signed", exact: true }).click();
  // A part of it: the rest is what a statement will ask for.
  await field(page, "Amount").fill("10");
  await page.getByRole("button", { name: "Take $10.00" }).click();
  await page.getByRole("button", { name: "Receipt", exact: true }).click();
  const receipt = page.getByRole("dialog", { name: "Receipt" });
  await expect(receipt).toContainText("$10.00");
  await page.keyboard.press("Escape");
  await expect(receipt).toBeHidden();
  await page.getByRole("button", { name: "Check in", exact: true }).last().click();
  await expect(page.getByText(/checked in|Arrived/i).first()).toBeVisible();
  await context.close();
});

test("a medical assistant rooms the patient", async ({ browser }) => {
  const { page, context } = await signIn(browser, "assistant");
  await page.goto("/flow");
  const card = page.getByRole("article", { name: new RegExp(family, "i") });
  await card.getByRole("button", { name: "Room", exact: true }).click();
  // The card moves before the service has answered: whoever leaves the page in the same moment takes the question along.
  const answered = page.waitForResponse((response) => response.url().includes("scheduling.advanceVisit"));
  await page.locator("[role=menuitem]:not([disabled])").first().click();
  await answered;
  await expect(
    page.getByRole("region", { name: "Rooming" }).getByRole("article", { name: new RegExp(family, "i") }),
  ).toBeVisible();
  await page.goto(`${patientUrl}/rooming`);
  await field(page, "Blood pressure").fill("124/78");
  await field(page, "Pulse").fill("72");
  await field(page, "Weight").fill("150");
  await page.getByRole("button", { name: "Save vital signs" }).click();
  await page.getByRole("button", { name: "Asked: no known allergies" }).click();
  await expect(page.getByText("No known allergies").first()).toBeVisible();
  await field(page, "Reason for visit").fill("Sore throat for two days");
  await expect(page.getByText(/Saved \d/).first()).toBeVisible();
  await page.getByRole("button", { name: "Ready for the provider" }).click();
  await expect(page.getByText("Ready", { exact: true }).first()).toBeVisible();
  await context.close();
});

test("the physician writes, codes and signs the note", async ({ browser }) => {
  const { page, context } = await signIn(browser, "physician");
  await page.goto("/today");
  await page.getByText(new RegExp(family, "i")).first().click();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/visit\//);
  await field(page, "History of present illness").fill(
    "Sore throat for two days, fever last night. Nobody else at home is ill.",
  );
  await field(page, "Review of systems").fill("Otherwise well.");
  await field(page, "Exam").fill("Throat red, no exudate. Chest clear.");
  await field(page, "Assessment").fill("Viral sore throat.");
  await field(page, "Plan").fill("Fluids and rest. Back if fever lasts.");
  await field(page, "Add a diagnosis").fill("pharyngitis");
  await page
    .getByRole("option", { name: /J02\.9/ })
    .first()
    .click();
  await field(page, "Add a procedure or visit code").fill("99213");
  await page.getByRole("option", { name: /99213/ }).first().click();
  await page.getByRole("button", { name: "Sign…" }).click();
  await page.getByRole("button", { name: /^Sign as Alvarez, MD/ }).click();
  await expect(page.getByText(/Signed by|Signed \d|is signed/).first()).toBeVisible();
  await context.close();
});

test("a biller releases the charge and sends the claim; the payer's answer posts itself", async ({ browser }) => {
  const { page, context } = await signIn(browser, "biller");
  await page.goto("/money/charges");
  await expect(page.getByText(new RegExp(family, "i")).first()).toBeVisible();
  const release = page.getByRole("button", { name: /^Release \d+ clean/ });
  await release.click();
  await expect(release).toHaveCount(0);
  await page.goto("/money/claims");
  await page.getByRole("button", { name: /^Send \d+ ready/ }).click();
  await expect(page.getByRole("button", { name: /^Send \d+ ready/ })).toHaveCount(0);
  // A payer's day is a tenth of a second here: 999, 277CA and 835 come within seconds.
  await page.goto(`${patientUrl}/ledger`);
  await expect(page.getByText(/Sharp Health Plan paid/).first()).toBeVisible({ timeout: 60_000 });
  await expectLedger(page, { "Insurance pending": "$0.00", "Patient due": "$20.00" });
  await context.close();
});

test("the patient gets a statement, pays, and the balance explains itself to zero", async ({ browser }) => {
  const { page, context } = await signIn(browser, "biller");
  await page.goto("/money/statements");
  const due = page.getByRole("grid", { name: "Patients with something due" });
  await due
    .getByRole("row", { name: new RegExp(family, "i") })
    .getByRole("button", { name: "Create statement" })
    .click();
  const statement = page.getByRole("article", { name: "Statement" });
  await expect(statement.getByRole("table", { name: "What makes up the balance" })).toContainText("$20.00");
  await statement.getByRole("link", { name: new RegExp(family, "i") }).click();
  await expect(field(page, "Payment")).toHaveValue("$20.00");
  await page.getByRole("button", { name: "Take $20.00" }).click();
  await page.getByRole("dialog", { name: "Receipt" }).getByRole("button", { name: "Close" }).last().click();
  await expectLedger(page, { "Insurance pending": "$0.00", "Patient due": "$0.00", Unapplied: "$0.00" });
  // Every line with its source, and the last balance is nothing.
  await page.getByRole("button", { name: "Explain: Patient due" }).click();
  const lines = page.getByRole("region", { name: "Explanation" }).getByRole("row");
  await expect(lines.filter({ hasText: "−$20.00" })).toHaveCount(1);
  await expect(lines.last().getByRole("cell").last()).toHaveText("$0.00");
  await context.close();
});

test("a refusal of the payer raises a task that leads to the denial and its cause", async ({ browser }) => {
  const refused = await refusedClaim(browser, "97");
  const { page, context } = await signIn(browser, "biller");
  await page.goto("/inbox/tasks");
  const task = page.getByRole("grid", { name: "Tasks" }).getByRole("row", { name: new RegExp(refused.family, "i") });
  // What comes while somebody reads waits behind a button: rows never move under the cursor.
  await expect(async () => {
    const newer = page.getByRole("button", { name: /^\d+ new$/ });
    if (await newer.isVisible()) await newer.click({ timeout: 1000 });
    await expect(task).toContainText(/Denied: claim C\d+/, { timeout: 1000 });
  }).toPass({ timeout: 60_000 });
  await expect(task).toContainText("Biller pool");
  await page.goto("/money/denials");
  await page
    .getByRole("grid", { name: "Denials" })
    .getByRole("row", { name: new RegExp(refused.family, "i") })
    .click();
  const denial = page.getByRole("region", { name: "Denial" });
  await denial.getByRole("link", { name: /^Sharp Health Plan, member/ }).click();
  await expect(page).toHaveURL(/\/insurance\?field=to&/);
  await context.close();
});

test("a reminder is planned with a visit, for the day before", async ({ browser }) => {
  const { page, context } = await signIn(browser, "frontDesk");
  const { patientId } = await book(page, await register(page, "Sol"), today(3));
  await page.goto(`/p/${patientId}/messages`);
  const reminders = page.getByRole("region", { name: "Reminders" });
  await expect(reminders).toContainText(/Scheduled \d\d\/\d\d\/\d{4}.*text message/);
  await context.close();
});

test("the manager sees who opened the chart, and the chain verifies", async ({ browser }) => {
  const { page, context } = await signIn(browser, "manager");
  await page.goto("/admin/audit");
  await expect(page.getByRole("grid", { name: "Entries of the audit trail" })).toBeVisible();
  await expect(page.getByText("Elena Alvarez").first()).toBeVisible();
  await context.close();
});

/** The figures of a ledger's head, by name. */
async function expectLedger(page: Page, figures: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, amount] of Object.entries(figures)) {
    const figure = page.getByRole("definition").filter({ has: page.getByRole("button", { name: `Explain: ${name}` }) });
    await expect(figure).toContainText(amount);
  }
}

const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

/** Chooses in a list that opens below a field. */
async function pick(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole("combobox", { name: label, exact: true }).or(field(page, label)).first().click();
  await page.getByRole("option", { name: option }).first().click();
}
