import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import { beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services, type Reply, type Services } from "../../../testing/in-app.tsx";
import { InRouter } from "../../../testing/in-router.tsx";
import { noDrafts, reload } from "../../../testing/open-drafts.ts";
import { SignedIn, TEST_DAY } from "../../../testing/signed-in.tsx";
import { CheckInDock } from "./check-in-dock.tsx";

const appointmentId = "0190b000-0000-7000-8000-000000000001";
const patientId = "0190a000-0000-7000-8000-00000000000a";
const otherId = "0190a000-0000-7000-8000-00000000000b";
const name = { family: "Ortega", given: "Rosa", middle: null, suffix: null };
const visit: Partial<Appointment> = {
  appointmentId,
  patientId,
  patientName: name,
  visitTypeName: "Follow-up",
  date: TEST_DAY,
  start: "12:10",
  status: "booked",
  version: 4,
};
const coverage = {
  coverageId: "0190c000-0000-7000-8000-000000000001",
  patientId,
  payerId: "0190c000-0000-7000-8000-000000000002",
  payerName: "Golden State Health",
  payerKind: "commercial",
  priority: 1,
  memberId: "GSH1002003",
  planName: null,
  groupNumber: null,
  subscriber: { relationship: "self", name: null, birthDate: null, sex: null },
  from: "2026-01-01",
  to: null,
  pcpNpi: null,
  copay: 2500,
  secondaryReason: null,
  version: 1,
  eligibility: null,
};

const noTablet = {
  patientId,
  handover: null,
  differences: [],
  coverages: [],
  newCoverage: null,
  pictures: [],
  signed: [],
  formsDue: [],
  forClinicians: false,
};

const clinic = (of: Partial<Record<string, Reply>> = {}) =>
  services(({ path }) => {
    const told = of[path];
    if (told) return told;
    if (path === "scheduling.getAppointment") return { value: visit };
    if (path === "scheduling.getPatient")
      return { value: { patientId, name, birthDate: "1980-02-01", phone: "6195550123", address: null } };
    if (path === "scheduling.visitKiosk") return { value: noTablet };
    if (path === "billing.listCoverages") return { value: [coverage] };
    if (path === "billing.takePayment") return { value: { receiptNumber: "R-77", amount: 2500 } };
    return { value: path === "scheduling.checkIn" ? { encounterId: appointmentId, version: 5 } : [] };
  });
const done = vi.fn<() => void>();
const Dock = ({ on, at = "/desk" }: { readonly on: Services; readonly at?: string }) => (
  <SignedIn on={on} roles={["front-desk"]}>
    <InRouter at={at}>
      <CheckInDock about={appointmentId} at={null} onDone={done} />
    </InRouter>
  </SignedIn>
);
const asked = (on: Services, operation: string) => on.sent.filter(({ path }) => path === operation);
const button = (text: string | RegExp) => page.getByRole("button", { name: text });
/** All but the payment. */
async function allButTheCopay(): Promise<void> {
  await button("Name and birth date match").click();
  await button("Card matches").click();
  await button("Signed").click();
}

beforeEach(async () => {
  await noDrafts();
  done.mockReset();
});

test("eligibility that nobody verified is no clean answer: the card waits for a person, and what is missing is said", async () => {
  await render(<Dock on={clinic()} />);
  await expect.element(page.getByText("Still open: two identifiers, insurance, consents, copay.")).toBeVisible();
  await expect.element(button("Check in")).toBeDisabled();
  await expect.element(page.getByText(/Eligibility was not verified yet/)).toBeVisible();
});

test("what the patient owes from before is said at the counter; a balance that can't be loaded is not none", async () => {
  const account = { patientDue: 4500, collections: 0 };
  const { unmount } = await render(<Dock on={clinic({ "billing.getAccount": { value: account } })} />);
  await expect.element(page.getByText(/^Owes \$45\.00 from earlier visits\./)).toBeVisible();
  await expect
    .element(page.getByRole("link", { name: "Open the ledger" }))
    .toHaveAttribute("href", expect.stringContaining(`/p/${patientId}/ledger`));
  await unmount();
  await render(<Dock on={clinic({ "billing.getAccount": { error: { code: "not-allowed" } } })} />);
  await expect.element(page.getByText(/^The balance could not be loaded/)).toBeVisible();
});

test("which forms are to be signed is said by name; where none is, that all are signed", async () => {
  const formsDue = [{ formId: "0190a000-0000-7000-8000-00000000f001", title: "Privacy notice" }];
  const { unmount } = await render(
    <Dock on={clinic({ "scheduling.visitKiosk": { value: { ...noTablet, formsDue } } })} />,
  );
  await expect.element(page.getByText("To sign, on paper or at the tablet: Privacy notice.")).toBeVisible();
  await unmount();
  await render(<Dock on={clinic()} />);
  await expect.element(page.getByText("Every form is signed and on file.")).toBeVisible();
});

test("the copay is taken for this patient and visit, and then the patient is checked in with each row's answer", async () => {
  const on = clinic();
  await render(<Dock on={on} />);
  await allButTheCopay();
  await button("Take $25.00").click();
  await expect.element(page.getByText("$25.00 taken, receipt R-77")).toBeVisible();
  await button("Check in").click();
  await expect.poll(() => done.mock.calls.length).toBe(1);
  const payment = { patientId, appointmentId, amount: 2500, method: "card", purpose: "copay" };
  expect(asked(on, "billing.takePayment").map(({ input }) => input)).toMatchObject([payment]);
  const row = { done: true, skippedBecause: null };
  expect(asked(on, "scheduling.checkIn").map(({ input }) => input)).toEqual([
    { appointmentId, version: 4, identifiers: ["name", "birth-date"], coverageReview: row, consent: row, copay: row },
  ]);
});

test("a row that is skipped wants its reason, which is what is sent", async () => {
  const on = clinic();
  await render(<Dock on={on} />);
  await allButTheCopay();
  await page
    .getByRole("region", { name: /^Copay/ })
    .getByRole("button", { name: "Skip" })
    .click();
  await expect.element(page.getByText("Still open: why copay is skipped.")).toBeVisible();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(asked(on, "scheduling.checkIn")).toEqual([]);
  await page.getByRole("textbox", { name: /Why is "Copay" skipped/ }).fill("Left the wallet at home");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.poll(() => asked(on, "scheduling.checkIn").length).toBe(1);
  expect(asked(on, "scheduling.checkIn")[0]?.input).toMatchObject({
    copay: { done: false, skippedBecause: "Left the wallet at home" },
  });
});

test("GTW-72 a payment whose answer was lost is the same payment after a reload", async () => {
  const lost = clinic({ "billing.takePayment": "no-network" });
  const before = await render(<Dock on={lost} />);
  await allButTheCopay();
  await button("Take $25.00").click();
  await expect.poll(() => asked(lost, "billing.takePayment").length).toBeGreaterThan(0);
  await expect.element(button("Take $25.00")).toBeEnabled();
  await before.unmount();
  await reload();
  const on = clinic();
  await render(<Dock on={on} />);
  await expect.element(page.getByText("Still open: copay.")).toBeVisible();
  await button("Take $25.00").click();
  await expect.element(page.getByText("$25.00 taken, receipt R-77")).toBeVisible();
  const ids = [...lost.sent, ...on.sent]
    .filter(({ path }) => path === "billing.takePayment")
    .map(({ input }) => (input as { paymentId: string }).paymentId);
  expect(new Set(ids).size).toBe(1);
});

test("over another patient's page nothing is taken and nobody checked in", async () => {
  const on = clinic();
  await render(<Dock on={on} at={`/p/${otherId}/summary`} />);
  await allButTheCopay();
  await expect.element(button(/^Take/)).toBeDisabled();
  await page
    .getByRole("region", { name: /^Copay/ })
    .getByRole("button", { name: "Skip" })
    .click();
  await page.getByRole("textbox", { name: /Why is "Copay" skipped/ }).fill("Later");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await expect.element(button("Check in")).toBeDisabled();
  expect(asked(on, "scheduling.checkIn")).toEqual([]);
});
