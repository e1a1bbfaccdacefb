import { expect, type Page } from "@playwright/test";
import { test } from "../support/test.ts";
import { book, call, checkIn, cover, register, sign, stranger, today, write } from "./arrange.ts";
import { signIn } from "./clinic.ts";
import { Hand } from "./hand.ts";

/** What a task may cost: activations (A) and typed fields (E), counted from the screen on which the task begins. */

const names = (family: string) => new RegExp(family, "i");

test("registration 3A+5E; booking 4A+1E; moving 3A", async ({ browser }) => {
  const { page, context } = await signIn(browser, "frontDesk");
  const { family, given, phone } = stranger("Ines");
  await test.step("registration", async () => {
    await page.goto("/patients");
    const hand = new Hand(page);
    await hand.click(page.getByRole("link", { name: "Register a patient" }));
    const field = (name: string) => page.getByRole("main").getByRole("textbox", { name, exact: true });
    await hand.typeAtCaret(field("Last name"), family);
    await hand.type(field("First name"), given);
    await hand.type(field("Birth date"), "3/4/81");
    await hand.type(
      page
        .getByRole("main")
        .getByRole("textbox", { name: "Sex" })
        .or(page.getByRole("combobox", { name: "Sex" })),
      "f",
    );
    await hand.type(field("Phone"), phone);
    await hand.press("Enter");
    await expect(page).toHaveURL(/\/p\/[0-9a-f-]+\/insurance/);
    hand.expectWithin({ activations: 3, fields: 5 });
    const patientId = /\/p\/([0-9a-f-]+)\//.exec(page.url())?.[1];
    expect(await call(page, "scheduling.getPatient", { patientId })).toMatchObject({ sex: "female", phone });
  });

  await test.step("booking", async () => {
    await page.goto("/desk");
    const hand = new Hand(page);
    await hand.click(page.getByRole("button", { name: "Book", exact: true }));
    const dock = page.getByRole("complementary", { name: "Book a visit" });
    await hand.typeAtCaret(dock.getByRole("textbox", { name: "Patient" }), family);
    await hand.take(names(family));
    const slots = dock.getByRole("list", { name: "Open times, best first" }).getByRole("button");
    await expect(slots.first()).toBeVisible();
    await hand.press("1");
    await expect(dock.getByRole("button", { name: "Book", exact: true })).toBeFocused();
    await hand.press("Enter");
    await expect(dock).toBeHidden();
    hand.expectWithin({ activations: 4, fields: 1 });
  });

  await test.step("moving", async () => {
    const visit = await bookedAt(page, family);
    await page.goto(`/desk?date=${visit.date}`);
    const hand = new Hand(page);
    const grid = page.getByRole("grid", { name: /^Day sheet/ });
    await hand.click(grid.getByText(names(family)).first());
    await hand.click(page.getByRole("button", { name: "Move", exact: true }));
    const rows = await rowsToFree(page, visit);
    const card = await grid.getByText(names(family)).first().boundingBox();
    if (!card) throw new Error("the card is not on the screen");
    await page.mouse.move(card.x + 20, card.y + 8 + rows * ROW_PX);
    await expect(page.locator("[data-ghost=true]")).toBeVisible();
    await hand.press("Enter");
    await expect.poll(async () => (await bookedAt(page, family)).start).not.toBe(visit.start);
    hand.expectWithin({ activations: 3 });
  });
  await context.close();
});

test("a telephone call is routed in 3A+1E from the patient's page", async ({ browser }) => {
  const { page, context } = await signIn(browser, "frontDesk");
  const { patientId } = await register(page, "Ada");
  await page.goto(`/p/${patientId}/summary`);
  await expect(page.getByRole("heading", { name: "Demographics" })).toBeVisible();
  const hand = new Hand(page);
  await hand.press("F2");
  const dock = page.getByRole("complementary", { name: "Take a call" });
  await expect(dock.getByRole("button", { name: "New or worse symptom" })).toBeFocused();
  // Medication question.
  await hand.press("2");
  await hand.typeAtCaret(dock.getByRole("textbox", { name: "Message" }), "May she take it with milk?");
  await hand.press("Control+Enter");
  await expect(dock).toBeHidden();
  hand.expectWithin({ activations: 3, fields: 1 });
  const asked = { whose: "patient", patientId, open: true };
  const { calls } = await call<{ calls: readonly object[] }>(page, "messaging.listCalls", asked);
  expect(calls).toMatchObject([
    { reason: "Medication question", message: "May she take it with milk?", pool: "medical-assistant", ownerId: null },
  ]);
  await context.close();
});

test("clean check-in 4A; a step of the flow 1A", async ({ browser }) => {
  const { page, context } = await signIn(browser, "frontDesk");
  const visit = await book(page, await register(page, "Jo"), today());
  await cover(page, visit);
  await page.goto(`/desk?dock=check-in&about=${visit.appointmentId}`);
  await test.step("check-in", async () => {
    const dock = page.getByRole("complementary", { name: "Check in" });
    await expect(dock.getByRole("button", { name: "Take $30.00" })).toBeVisible();
    // The payer's answer has settled the insurance before the patient comes.
    await ask(page, visit.patientId);
    await expect(dock.getByRole("region", { name: "Insurance: done" })).toBeVisible();
    const hand = new Hand(page);
    await hand.click(dock.getByRole("button", { name: "Name and birth date match" }));
    await hand.click(dock.getByRole("button", { name: "Signed", exact: true }));
    await hand.click(dock.getByRole("button", { name: "Take $30.00" }));
    const submit = dock.getByRole("button", { name: "Check in", exact: true });
    await expect(submit).toBeFocused();
    await hand.press("Enter");
    await expect(page.getByText(/is checked in\./)).toBeVisible();
    hand.expectWithin({ activations: 4 });
  });
  await context.close();

  const { page: assistant, context: second } = await signIn(browser, "assistant");
  const { version } = await call<{ version: number }>(assistant, "scheduling.getAppointment", {
    appointmentId: visit.appointmentId,
  });
  await call(assistant, "scheduling.advanceVisit", {
    appointmentId: visit.appointmentId,
    version,
    to: "rooming",
    roomResourceId: null,
  });
  await assistant.goto("/flow");
  const card = assistant.getByRole("article", { name: names(visit.family) });
  const hand = new Hand(assistant);
  await hand.click(card.getByRole("button", { name: "Ready", exact: true }));
  await expect(assistant.getByRole("region", { name: "Ready" })).toContainText(names(visit.family));
  hand.expectWithin({ activations: 1 });
  await second.close();
});

test("allergy 4A; a favourite prescription 3A+1E; signing 2A", async ({ browser }) => {
  const { page: desk, context: first } = await signIn(browser, "frontDesk");
  const visit = await book(desk, await register(desk, "Kim"), today());
  const encounterId = await checkIn(desk, visit);
  await first.close();
  const { page, context } = await signIn(browser, "physician");
  await write(page, encounterId);
  await page.goto(`/p/${visit.patientId}/visit/${encounterId}`);

  await test.step("allergy", async () => {
    const panel = page.getByRole("region", { name: "Allergies" });
    const hand = new Hand(page);
    await hand.click(panel.getByRole("button", { name: "Sulfa antibiotics" }));
    await hand.click(panel.getByRole("button", { name: "Hives" }));
    await hand.click(panel.getByText("Mild", { exact: true }));
    await hand.click(panel.getByRole("button", { name: "Add allergy" }));
    await expect(panel.getByRole("listitem")).toContainText(/Sulfa antibiotics – Hives \(mild\)/);
    hand.expectWithin({ activations: 4 });
  });

  await test.step("prescription", async () => {
    const hand = new Hand(page);
    await hand.press("F8");
    const dock = page.getByRole("complementary", { name: "Order a medication" });
    await hand.typeAtCaret(dock.getByRole("textbox", { name: "Medication" }), "amoxicillin");
    await hand.click(page.getByRole("option", { name: /Amoxicillin 500 mg/ }));
    await hand.click(dock.getByRole("button", { name: "Add the order" }));
    await expect(page.getByRole("region", { name: "Orders" })).toContainText(/Amoxicillin 500 mg.*Draft/);
    hand.expectWithin({ activations: 3, fields: 1 });
  });

  await test.step("signing", async () => {
    const hand = new Hand(page);
    await hand.click(page.getByRole("button", { name: "Sign…" }));
    await hand.click(page.getByRole("button", { name: /^Sign as Alvarez, MD/ }));
    await expect(page.getByRole("heading", { level: 1, name: "Signed note" })).toBeVisible();
    hand.expectWithin({ activations: 2 });
  });
  await context.close();
});

test("charge batch 2A; claim fixed and released 2A+1E; remittance 2A", async ({ browser }) => {
  const { page: desk, context: first } = await signIn(browser, "frontDesk");
  const visit = await book(desk, await register(desk, "Lee"), today());
  await cover(desk, visit);
  const encounterId = await checkIn(desk, visit);
  await first.close();
  const { page: physician, context: second } = await signIn(browser, "physician");
  await write(physician, encounterId);
  await sign(physician, visit, encounterId);
  await second.close();

  const { page, context } = await signIn(browser, "biller");
  await test.step("release of the clean visits", async () => {
    await page.goto("/money/charges");
    await expect(page.getByRole("grid", { name: "Visits to review" }).getByText(names(visit.family))).toBeVisible();
    await page.goto("/money");
    const hand = new Hand(page);
    await hand.click(page.getByRole("link", { name: "Charges", exact: true }));
    await hand.click(page.getByRole("button", { name: /^Release \d+ clean/ }));
    await expect(page.getByText(/ released, /)).toBeVisible();
    hand.expectWithin({ activations: 2 });
  });

  await test.step("an error of a line, mended and sent", async () => {
    const claim = await claimOf(page, visit.patientId);
    await spoil(page, claim);
    await page.goto(`/money/claims/${claim}`);
    const hand = new Hand(page);
    await hand.click(page.getByRole("button", { name: /points to no diagnosis/ }));
    await hand.typeAtCaret(page.getByRole("textbox", { name: "Diagnoses of line 1, by letter" }), "A");
    await hand.press("Control+Enter");
    await expect(page.getByText(/^Claim .* sent\.$/)).toBeVisible();
    hand.expectWithin({ activations: 2, fields: 1 });
  });

  await test.step("the payer's answer has posted itself; its variance is zero", async () => {
    await page.goto(`/p/${visit.patientId}/ledger`);
    await expect(page.getByText(/Sharp Health Plan paid/).first()).toBeVisible({ timeout: 60_000 });
    await page.goto("/money");
    const hand = new Hand(page);
    await hand.click(page.getByRole("link", { name: "Remittances" }));
    await hand.click(page.getByRole("grid", { name: "Remittances" }).getByRole("row").nth(1));
    await expect(page.getByRole("status").filter({ hasText: "Variance" })).toContainText("Variance $0.00");
    hand.expectWithin({ activations: 2 });
  });

  await test.step("the ledger explains a figure in 1A", async () => {
    await page.goto(`/p/${visit.patientId}/ledger`);
    const hand = new Hand(page);
    await hand.click(page.getByRole("button", { name: "Explain: Patient due" }));
    await expect(page.getByRole("region", { name: "Explanation" }).getByRole("row").nth(1)).toBeVisible();
    hand.expectWithin({ activations: 1 });
  });

  await test.step("a payment with its receipt in 2A+1E", async () => {
    const hand = new Hand(page);
    await hand.type(page.getByRole("textbox", { name: "Payment" }), "12.50");
    await hand.click(page.getByRole("button", { name: "Take $12.50" }));
    const receipt = page.getByRole("dialog", { name: "Receipt" });
    await expect(receipt).toContainText("$12.50");
    await expect(receipt.getByRole("button", { name: "Print" })).toBeFocused();
    await hand.click(receipt.getByRole("button", { name: "Close" }).last());
    hand.expectWithin({ activations: 2, fields: 1 });
  });
  await context.close();

  await test.step("the audit trail answers in 2A+1E who opened the chart", async () => {
    const { page: manager, context: last } = await signIn(browser, "manager");
    await manager.goto("/admin");
    const hand = new Hand(manager);
    await hand.click(manager.getByRole("link", { name: "Privacy and audit" }));
    await hand.type(manager.getByRole("textbox", { name: "Which patient" }), visit.family);
    await hand.take(names(visit.family));
    const entries = manager.getByRole("grid", { name: "Entries of the audit trail" });
    await expect(entries.getByRole("row", { name: /Elena Alvarez/ }).first()).toBeVisible();
    hand.expectWithin({ activations: 2, fields: 1 });
    await last.close();
  });
});

interface Slot {
  readonly date: string;
  readonly start: string;
  readonly providerResourceId: string;
  readonly visitTypeId: string;
}

/** A quarter of an hour on the day sheet. */
const ROW_PX = 38;

/** How many rows below or above a visit the nearest time is that its provider has free. */
async function rowsToFree(page: Page, { date, start, providerResourceId, visitTypeId }: Slot): Promise<number> {
  const { slots } = await call<{ slots: readonly Slot[] }>(page, "scheduling.findSlots", {
    patientId: null,
    visitTypeId,
    providerResourceId,
    locationId: null,
    from: date,
    limit: 50,
  });
  const rows = slots.filter((one) => one.date === date).map((one) => (minuteOf(one.start) - minuteOf(start)) / 15);
  const [nearest] = rows.filter(Number.isInteger).toSorted((a, b) => Math.abs(a) - Math.abs(b));
  if (!nearest) throw new Error("the provider has nothing else free on that day");
  return nearest;
}

function minuteOf(time: string): number {
  const [hour, minute] = time.split(":").map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
}

async function bookedAt(page: Page, family: string): Promise<Slot> {
  const [found] = await call<readonly { patientId: string }[]>(page, "scheduling.searchPatients", {
    text: family,
    limit: 1,
  });
  const [visit] = await call<readonly Slot[]>(page, "scheduling.patientAppointments", { patientId: found?.patientId });
  if (!visit) throw new Error("nothing is booked");
  return visit;
}

/** Asks the payer about the patient's first coverage. */
async function ask(page: Page, patientId: string): Promise<void> {
  const [coverage] = await call<readonly { coverageId: string }[]>(page, "billing.listCoverages", { patientId });
  await call(page, "billing.checkEligibility", {
    eligibilityId: crypto.randomUUID(),
    coverageId: coverage?.coverageId,
    patientId,
    serviceDate: today(),
  });
}

async function claimOf(page: Page, patientId: string): Promise<string> {
  const { claims } = await call<{ claims: readonly { claimId: string }[] }>(page, "billing.listClaims", {
    statuses: [],
    patientId,
    before: null,
    limit: 1,
  });
  const [claim] = claims;
  if (!claim) throw new Error("no claim was built");
  return claim.claimId;
}

interface Line {
  readonly charge: { readonly chargeId: string; readonly version: number; readonly unitPrice: number };
  readonly units: number;
}

/** Takes the pointers off the claim's first line, as a slip of the hand would. */
async function spoil(page: Page, claimId: string): Promise<void> {
  const { lines } = await call<{ lines: readonly Line[] }>(page, "billing.getClaim", { claimId });
  const [line] = lines;
  if (!line) throw new Error("the claim has no line");
  const { chargeId, version, unitPrice } = line.charge;
  await call(page, "billing.updateCharge", {
    chargeId,
    version,
    unitPrice,
    units: line.units,
    modifiers: [],
    pointers: [],
  });
  await call(page, "billing.refreshClaim", { claimId });
}
