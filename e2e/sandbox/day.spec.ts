import { expect, type Page } from "@playwright/test";
import { test } from "../support/test.ts";
import { moveClock, openSandbox, workAs } from "./sandbox.ts";

const PATIENT = "QUEZADA, Marisela";
/** Seeing the patient, and three weeks of the practice's time. */
test.setTimeout(600_000);

test("a practice day in the sandbox, from registration to a balance of zero, by five people", async ({ page }) => {
  await openSandbox(page);
  await workAs(page, "Tanya Brooks");
  await test.step("the front desk registers, covers and books", () => registerAndBook(page));
  await test.step("the front desk checks in, with a part of the copay", () => checkIn(page));
  await workAs(page, "Luis Ramirez");
  await test.step("the assistant rooms", () => room(page));
  await workAs(page, "Elena Alvarez");
  await test.step("the physician writes, orders and signs", () => writeAndSign(page));
  await workAs(page, "Priya Nair");
  await test.step("the biller releases and sends", () => releaseAndSend(page));
  await test.step("three weeks later the payer has paid", () => answers(page));
  await test.step("the patient gets a statement, pays, and owes nothing", () => statementAndPayment(page));
  await test.step("a denial raised a task, and the patient has a message", () => messages(page));
  await workAs(page, "Susan Whitfield");
  await test.step("the manager sees who opened the chart", () => audit(page));
});

async function registerAndBook(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Patients", exact: true }).click();
  await page.getByRole("link", { name: "Register a patient" }).click();
  const main = page.getByRole("main");
  await main.getByLabel("Last name").fill("Quezada");
  await main.getByLabel(/^First name/).fill("Marisela");
  await main.getByLabel("Birth date").fill("3/4/1981");
  await main.getByLabel("Sex").click();
  await page.getByRole("option", { name: "Female" }).click();
  await main.getByLabel("Phone", { exact: true }).fill("619 555 0177");
  await main.getByLabel("Street").fill("4120 Mission Blvd");
  await main.getByLabel("City").fill("San Diego");
  await main.getByLabel("ZIP").fill("92109");
  await main.getByRole("button", { name: "Register" }).click();

  await main.getByRole("button", { name: "Add a coverage" }).first().click();
  await main.getByLabel("Payer").click();
  await page.getByRole("option", { name: "Aetna PPO" }).click();
  await main.getByLabel("Member ID").fill("P123456712");
  await main.getByRole("button", { name: "Add and check eligibility" }).click();
  // The 271 came back from the simulated payer in this page.
  const coverage = page.getByRole("article", { name: "Primary: Aetna PPO" });
  await expect(coverage.getByRole("status")).toContainText("Active.");
  await expect(coverage.getByRole("status")).toContainText("Copay $40.00");

  await main.getByRole("button", { name: "Book" }).click();
  const booking = page.getByRole("complementary", { name: "Book a visit" });
  await booking
    .getByRole("button", { name: /Elena Alvarez/ })
    .first()
    .click();
  await booking.getByLabel("Reason for the visit").fill("Cough for a week");
  await booking.getByRole("button", { name: "Book", exact: true }).click();
  await expect(booking).toBeHidden();
}

async function checkIn(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Schedule" }).click();
  await page.getByRole("grid").getByText(PATIENT).click();
  await page.getByRole("complementary", { name: "Appointment" }).getByRole("button", { name: "Check in" }).click();
  const dock = page.getByRole("complementary", { name: "Check in" });
  await dock.getByRole("button", { name: "Name and birth date match" }).click();
  await dock.getByRole("button", { name: "Signed" }).click();
  await dock.getByLabel("Amount").fill("20");
  await dock.getByRole("button", { name: "Take $20.00" }).click();
  await dock.getByRole("button", { name: "Receipt", exact: true }).click();
  const receipt = page.getByRole("dialog", { name: "Receipt" });
  await expect(receipt).toContainText("$20.00");
  await receipt.getByRole("button", { name: "Close" }).last().click();
  await dock.getByRole("button", { name: "Check in", exact: true }).click();
  await expect(page.getByText(`${PATIENT} is checked in.`)).toBeVisible();
}

async function room(page: Page): Promise<void> {
  await expect(page).toHaveURL(/#\/flow$/);
  const card = page.getByRole("article", { name: new RegExp(`^${PATIENT}`) });
  await card.getByRole("button", { name: "Room", exact: true }).click();
  // Others of this day are in rooms already.
  const free = page.getByRole("menuitem", { name: /^MB /, disabled: false }).first();
  const name = await free.innerText();
  await free.click();
  await expect(card).toContainText(name);
  await card.getByRole("link", { name: PATIENT }).click();
  await page.getByRole("link", { name: "Rooming" }).click();
  const main = page.getByRole("main");
  const vitals = { "Blood pressure": "128/82", Pulse: "76", Temperature: "98.6", Weight: "160", Height: "65" };
  for (const [label, value] of Object.entries(vitals))
    await main.getByRole("textbox", { name: label, exact: true }).fill(value);
  await main.getByRole("button", { name: "Save vital signs" }).click();
  await expect(main.getByRole("region", { name: "Vital signs so far" })).toContainText("128/82");
  await main.getByRole("button", { name: "Use it" }).click();
  await main.getByRole("button", { name: "Asked: no known allergies" }).click();
  await expect(main.getByText("The patient was asked: no known allergies.")).toBeVisible();
  await page.getByRole("link", { name: "Flow" }).click();
  await card.getByRole("button", { name: "Ready" }).click();
  await expect(page.getByRole("region", { name: "Ready" })).toContainText(PATIENT);
}

async function writeAndSign(page: Page): Promise<void> {
  await expect(page).toHaveURL(/#\/today$/);
  await page.getByRole("row", { name: new RegExp(PATIENT) }).click();
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { level: 1, name: "Note" })).toBeVisible();
  const texts = {
    "History of present illness": "Dry cough for a week, no fever.",
    Exam: "Lungs clear. Throat red.",
    Assessment: "Acute bronchitis.",
    Plan: "Rest and fluids. Back if worse.",
  };
  for (const [name, text] of Object.entries(texts)) await main.getByRole("textbox", { name }).fill(text);
  await main.getByRole("textbox", { name: "Add a diagnosis" }).fill("acute bronchitis");
  await page.getByRole("option", { name: /J20\.9/ }).click();
  await main.getByRole("textbox", { name: "Add a procedure or visit code" }).fill("99203");
  await page.getByRole("option", { name: /99203/ }).click();
  await expect(main.getByRole("checkbox", { name: "99203 was done for J20.9" })).toBeChecked();
  await main.getByRole("button", { name: /Order a medication/ }).click();
  const order = page.getByRole("complementary", { name: "Order a medication" });
  await order.getByRole("textbox", { name: "Medication" }).fill("amoxicillin");
  await page.getByRole("option", { name: /Amoxicillin 500 mg/ }).click();
  await expect(order).toContainText("Checked against allergies, medications and other draft orders: nothing found.");
  await order.getByRole("button", { name: "Add the order" }).click();
  await expect(main.getByRole("region", { name: "Orders" })).toContainText("Draft");
  await main.getByRole("button", { name: "Sign…" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Sign as Alvarez, MD/ })
    .click();
  await expect(main.getByRole("heading", { level: 1, name: "Signed note" })).toBeVisible();
}

async function releaseAndSend(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Charges", exact: true }).click();
  const visits = page.getByRole("grid", { name: "Visits to review" });
  await expect(visits.getByRole("row", { name: new RegExp(PATIENT) })).toContainText("99203");
  await page.getByRole("button", { name: /^Release \d+ clean visits$/ }).click();
  await expect(visits.getByRole("row", { name: new RegExp(PATIENT) })).toBeHidden();
  await page.getByRole("link", { name: "Claims" }).click();
  await page.getByRole("link", { name: "Ready", exact: true }).click();
  const claim = page.getByRole("grid", { name: "Claims" }).getByRole("row", { name: new RegExp(PATIENT) });
  await expect(claim).toContainText("Ready");
  await page.getByRole("button", { name: /^Send \d+ ready claims$/ }).click();
  await expect(claim).toBeHidden();
}

async function answers(page: Page): Promise<void> {
  await moveClock(page, "20 days");
  await moveClock(page, "3 days");
  await page.getByRole("link", { name: "Paid, closed" }).click();
  const claim = page.getByRole("grid", { name: "Claims" }).getByRole("row", { name: new RegExp(PATIENT) });
  await expect(claim).toContainText("Paid");
}

/** The figures of a ledger's head, by name. */
async function expectLedger(page: Page, figures: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, amount] of Object.entries(figures)) {
    const figure = page.getByRole("definition").filter({ has: page.getByRole("button", { name: `Explain: ${name}` }) });
    await expect(figure).toContainText(amount);
  }
}

async function statementAndPayment(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Statements" }).click();
  const due = page.getByRole("grid", { name: "Patients with something due" });
  const row = due.getByRole("row", { name: new RegExp(PATIENT) });
  await expect(row).toContainText("$20.00");
  await row.getByRole("button", { name: "Create statement" }).click();
  await expect(page.getByRole("main")).toContainText("$20.00");
  await openPatient(page, "Ledger");
  await expectLedger(page, { "Insurance pending": "$0.00", "Patient due": "$20.00" });
  await expect(page.getByRole("textbox", { name: "Payment" })).toHaveValue("$20.00");
  await page.getByRole("button", { name: "Take $20.00" }).click();
  await page.getByRole("dialog", { name: "Receipt" }).getByRole("button", { name: "Close" }).last().click();
  await expectLedger(page, { "Insurance pending": "$0.00", "Patient due": "$0.00", Unapplied: "$0.00" });
}

/** By the palette, then one of the patient's tabs. */
async function openPatient(page: Page, tab: string): Promise<void> {
  await page.getByRole("button", { name: /Find a patient or a command/ }).click();
  await page.getByRole("textbox", { name: "Find a patient or a command" }).fill("quezada");
  await page.getByRole("option", { name: new RegExp(PATIENT) }).click();
  await page.getByRole("navigation", { name: "Patient" }).getByRole("link", { name: tab }).click();
}

async function messages(page: Page): Promise<void> {
  await openPatient(page, "Messages");
  await page.getByRole("button", { name: "New conversation" }).click();
  const dock = page.getByRole("complementary", { name: "New conversation" });
  await dock.getByLabel("About").fill("Cough");
  await dock.getByLabel("Message").fill("Called: the cough is gone.");
  await dock.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("region", { name: "Open" })).toContainText("Called: the cough is gone.");
  await page.getByRole("link", { name: /^Tasks \d/ }).click();
  const tasks = page.getByRole("grid", { name: "Tasks" });
  await expect(tasks.getByRole("row", { name: /Denied: claim C\d+/ }).first()).toContainText("Biller pool");
}

async function audit(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Admin" }).click();
  await page.getByRole("link", { name: "Privacy and audit" }).click();
  await page.getByRole("textbox", { name: "Which patient" }).fill("quezada");
  await page.getByRole("option", { name: new RegExp(PATIENT) }).click();
  const entries = page.getByRole("grid", { name: "Entries of the audit trail" });
  await expect(entries.getByRole("row", { name: /Priya Nair/ }).first()).toBeVisible();
  await page.getByRole("button", { name: "Verify the chain" }).click();
  await expect(page.getByRole("main").getByRole("status").first()).toContainText("Unchanged:");
}
