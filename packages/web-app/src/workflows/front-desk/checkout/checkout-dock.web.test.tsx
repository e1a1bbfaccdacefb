import type { PatientShare } from "@practicum/contracts/billing/patient-share";
import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services, type Reply, type Services } from "../../../testing/in-app.tsx";
import { InRouter } from "../../../testing/in-router.tsx";
import { noDrafts } from "../../../testing/open-drafts.ts";
import { SignedIn, TEST_DAY } from "../../../testing/signed-in.tsx";
import { CheckoutDock } from "./checkout-dock.tsx";

const appointmentId = "0190b000-0000-7000-8000-000000000001";
const patientId = "0190a000-0000-7000-8000-00000000000a";
const visit = {
  appointmentId,
  patientId,
  patientName: { family: "Lopez", given: "Maria", middle: null, suffix: null },
  date: TEST_DAY,
  status: "checkout",
  locationId: "l",
  providerStaffId: "s",
};
const line = {
  lineNumber: 1,
  code: "11102",
  label: "Biopsy",
  modifiers: [],
  units: 1,
  charge: 20_000,
  allowed: 14_000,
  because: "$140.00 a unit.",
  capitated: false,
  share: 10_800,
  copay: 0,
  deductible: 10_000,
  coinsurance: 800,
  shareBecause: "$100.00 of the deductible and 20% coinsurance of $40.00.",
};
const share: PatientShare = {
  serviceDate: TEST_DAY,
  coverage: {
    coverageId: "0190c000-0000-7000-8000-000000000001",
    payerName: "Harbor PPO",
    planName: null,
    eligibility: "active",
    copay: 2500,
    copayFrom: "payer",
    deductibleRemaining: 10_000,
    coinsurancePercent: 20,
  },
  contract: { contractId: "0190d000-0000-7000-8000-000000000001", name: "Harbor 2026", version: 2, from: "2026-01-01" },
  laterPayers: [],
  lines: [line],
  allowed: 14_000,
  share: 10_800,
  known: 10_800,
};
const receipt = { appointmentId, amount: 2500, refunded: 0, reversedAt: null };

const clinic = (
  told: PatientShare | null,
  receipts: readonly object[] = [],
  more: { readonly [path: string]: unknown } = {},
) =>
  services(({ path }): Reply => {
    if (path in more) return { value: more[path] };
    if (path === "scheduling.getAppointment") return { value: visit };
    if (path === "billing.visitShare") return { value: { share: told } };
    if (path === "billing.listReceipts") return { value: receipts };
    if (path === "billing.takePayment") return { value: { receiptNumber: "R-78", amount: 8300 } };
    return { value: [] };
  });
const dock = (on: Services) => (
  <SignedIn on={on} roles={["front-desk"]}>
    <InRouter at="/flow">
      <CheckoutDock about={appointmentId} at={null} onDone={() => {}} />
    </InRouter>
  </SignedIn>
);

beforeEach(() => noDrafts());

test("BIL-397: the share by its contract, less what was paid for this visit, is what the desk takes for this patient", async () => {
  const otherVisit = { ...receipt, appointmentId: "0190b000-0000-7000-8000-000000000002", amount: 9900 };
  const voided = { ...receipt, reversedAt: "2026-11-24T18:00:00.000Z" };
  const on = clinic(share, [receipt, otherVisit, voided]);
  await render(dock(on));
  await expect.element(page.getByText(/by the contract "Harbor 2026" with Harbor PPO/)).toBeVisible();
  await expect.element(page.getByText("$25.00 was paid for this visit. $83.00 is estimated to be left.")).toBeVisible();
  await page.getByRole("button", { name: "Take $83.00" }).click();
  await expect
    .poll(() => on.sent.find(({ path }) => path === "billing.takePayment")?.input)
    .toMatchObject({ patientId, appointmentId, amount: 8300, purpose: "prepayment" });
});

test("BIL-398: what is not known is named, is not in the sum, and nothing is suggested to be taken", async () => {
  const lines = [line, { ...line, lineNumber: 2, code: "88305", allowed: null, share: null }];
  const on = clinic({ ...share, contract: null, lines, allowed: null, share: null });
  await render(dock(on));
  await expect.element(page.getByText(/No contract with Harbor PPO is on file for this day/)).toBeVisible();
  await expect.element(page.getByText("Not in the sum, because it is not known: 88305.")).toBeVisible();
  await expect.element(page.getByRole("rowheader", { name: "At least" })).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Take", exact: true })).toBeDisabled();
});

const chen = "0190b000-0000-7000-8000-0000000000c1";
const chensTimes = "0190b000-0000-7000-8000-0000000000c2";
const typeId = "0190b000-0000-7000-8000-0000000000c3";
const asked = {
  due: "2026-12-07",
  visitTypeId: typeId,
  visitTypeName: "Follow-up",
  providerId: chen,
  providerName: "David Chen, MD",
};
const slot = (start: string) => ({
  providerResourceId: chensTimes,
  providerName: "David Chen, MD",
  date: "2026-12-08",
  start,
  minutes: 15,
  because: [],
});
const next = (more: object, booked: readonly object[] = []) => ({
  "charting.followUpOfVisit": { patientId, signed: true, said: "visit", visit: asked, ...more },
  "scheduling.patientAppointments": booked,
  "scheduling.listResources": [{ resourceId: chensTimes, kind: "provider", active: true, staffId: chen }],
  "scheduling.findSlots": { slots: [slot("09:00"), slot("09:30")], searchedTo: "2027-01-05" },
  "scheduling.bookAppointment": { appointmentId, version: 1 },
});
const later = {
  appointmentId: "0190b000-0000-7000-8000-0000000000d1",
  providerStaffId: chen,
  visitTypeName: "Follow-up",
  status: "booked",
  date: "2026-12-08",
  start: "09:00",
  startsAt: "2026-12-08T17:00:00.000Z",
};
const sentTo = (on: Services, path: string) => on.sent.find((one) => one.path === path)?.input;

test("CHT-460 the visit that the note asks for is booked by one press, from its day on, with its provider, for this patient", async () => {
  const on = clinic(share, [], next({}));
  await render(dock(on));
  await expect.element(page.getByText("Asked back around 12/07/2026: Follow-up with David Chen, MD.")).toBeVisible();
  await page.getByRole("button", { name: /^Book Tue 12\/08\/2026 9:30 AM/ }).click();
  expect(sentTo(on, "scheduling.findSlots")).toMatchObject({
    patientId,
    visitTypeId: typeId,
    providerResourceId: chensTimes,
    from: "2026-12-07",
  });
  await expect
    .poll(() => sentTo(on, "scheduling.bookAppointment"))
    .toMatchObject({
      patientId,
      visitTypeId: typeId,
      providerResourceId: chensTimes,
      date: "2026-12-08",
      start: "09:30",
    });
});

test("CHT-460 other times open the booking with what was asked; what is booked with that provider is shown and not offered again", async () => {
  const on = clinic(share, [], next({}, [later]));
  await render(dock(on));
  await expect.element(page.getByText(/Booked: Tue 12\/08\/2026 9:00 AM, Follow-up/)).toBeVisible();
  expect(sentTo(on, "scheduling.findSlots")).toBeUndefined();
  await page.getByRole("button", { name: "Book another" }).click();
  await page.getByRole("button", { name: "Other times" }).click();
  const address = page.getByLabelText("Address");
  await expect
    .poll(() => decodeURIComponent(address.element().textContent))
    .toContain(`dock=booking&about=${patientId}&at=type:${typeId};with:${chensTimes};from:2026-12-07`);
});

test("CHT-459 nothing said is not none needed, and a note that is not signed is told as such", async () => {
  const nothing = await render(dock(clinic(share, [], next({ said: "nothing", visit: null, signed: false }))));
  await expect.element(page.getByText(/does not say whether the patient comes back/)).toBeVisible();
  await nothing.unmount();
  const none = await render(dock(clinic(share, [], next({ said: "none", visit: null }))));
  await expect.element(page.getByText("The note says that no follow-up visit is needed.")).toBeVisible();
  await none.unmount();
  await render(dock(clinic(share, [], next({ signed: false }))));
  await expect.element(page.getByText(/with David Chen, MD\. The note is not signed yet\./)).toBeVisible();
});

test("CHT-460 who may not book is offered no visit", async () => {
  const on = clinic(share, [], next({}));
  await render(
    <SignedIn on={on} roles={["biller"]}>
      <InRouter at="/flow">
        <CheckoutDock about={appointmentId} at={null} onDone={() => {}} />
      </InRouter>
    </SignedIn>,
  );
  await expect.element(page.getByText("Nothing was paid for this visit yet.", { exact: false })).toBeVisible();
  expect(sentTo(on, "charting.followUpOfVisit")).toBeUndefined();
});
