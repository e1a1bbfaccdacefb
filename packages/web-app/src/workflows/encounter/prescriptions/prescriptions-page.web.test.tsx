import { beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services, type Sent } from "../../../testing/in-app.tsx";
import { InRouter } from "../../../testing/in-router.tsx";
import { SignedIn } from "../../../testing/signed-in.tsx";
import { PrescriptionsPage } from "./prescriptions-page.tsx";

const patientId = "0190a000-0000-7000-8000-00000000000a";
const visitId = "0190a000-0000-7000-8000-00000000000b";
const chen = "0190a000-0000-7000-8000-00000000000c";
const at = "2026-11-23T17:00:00.000Z";
const first = { by: "Luis Ramirez, MA", at };

const order = (digit: number, name: string, more: object = {}) => ({
  orderId: `0190f000-0000-7000-8000-00000000000${digit}`,
  encounterId: visitId,
  patientId,
  name,
  directions: "1 tablet a day",
  quantity: 30,
  quantityUnit: "tablets",
  daysSupply: 30,
  refills: 2,
  substitution: true,
  schedule: null,
  state: "signed",
  steps: [],
  signedAt: at,
  prescriber: { staffId: chen, name: "Chen Test, MD", dea: null, supervisor: null },
  sheet: "original",
  printed: null,
  ...more,
});
const tramadol = {
  schedule: 4,
  prescriber: { staffId: chen, name: "Chen Test, MD", dea: "BC1234563", supervisor: null },
};
const prescriptions = [
  order(1, "Cetirizine 10 mg tablet"),
  order(2, "Tramadol 50 mg tablet", tramadol),
  order(3, "Zinc 50 mg tablet", {
    state: "sent",
    sheet: "copy",
    steps: [{ state: "sent", channel: "fax", note: "", ...first }],
  }),
];
const patient = {
  patientId,
  name: { family: "Lopez", given: "Maria", middle: null, suffix: null },
  birthDate: "1981-03-04",
  sex: "female",
  address: null,
  language: "en",
};

const answers: { readonly [path: string]: (input: unknown) => unknown } = {
  "charting.prescriptions": () => ({ prescriptions }),
  "scheduling.getPatient": () => patient,
  "scheduling.patientPharmacy": () => ({ preferred: null }),
  "identity.listStaff": () => [{ staffId: chen, given: "Chen", family: "Test", npi: "1990000113" }],
  "charting.printPrescriptions": (input) => ({
    sheets: (input as { orderIds: string[] }).orderIds.map((orderId) => ({ orderId, sheet: "reprint", first })),
  }),
};

/** What the printer saw of each sheet when it was asked to print. */
let printed: string[] = [];
beforeEach(() => {
  printed = [];
  vi.spyOn(globalThis, "print").mockImplementation(() => {
    printed = [...document.querySelectorAll(".rx-sheets[data-recorded] article")].map((one) => one.textContent);
    dispatchEvent(new Event("afterprint"));
  });
});

async function show(search = "") {
  const on = services(({ path, input }: Sent) => {
    const answer = answers[path];
    return answer ? { value: answer(input) } : { error: { code: "internal" } };
  });
  await render(
    <SignedIn on={on} roles={["physician"]}>
      <InRouter at={`/p/${patientId}/visit/${visitId}/prescriptions${search}`}>
        <PrescriptionsPage />
      </InRouter>
    </SignedIn>,
  );
  return on;
}

test("CHT-410 CHT-413 what waits is chosen; the controlled one has its own sheet, and it alone the DEA number", async () => {
  await show();
  const sheets = page.getByRole("article", { name: "Prescription" });
  await expect.poll(() => sheets.elements().length).toBe(2);
  const [plain = "", controlled = ""] = sheets.elements().map((one) => one.textContent);
  expect(plain).toContain("NPI 1990000113");
  expect(plain).toContain("30 (thirty) tablets");
  expect(plain).toContain("2 (two)");
  expect(plain).not.toContain("DEA");
  expect(controlled).toContain("DEA BC1234563");
  expect(controlled).toContain("schedule IV");
  await expect.element(page.getByText("No address is on file.", { exact: false })).toBeVisible();
});

test("CHT-411 nothing lies in the printer as a prescription before it is on record, and then as it was recorded", async () => {
  const on = await show();
  const button = page.getByRole("button", { name: "Print 2 prescriptions" });
  await expect.element(button).toBeVisible();
  expect(document.querySelector(".rx-sheets")?.hasAttribute("data-recorded")).toBe(false);
  await button.click();
  await expect.poll(() => printed.length).toBe(2);
  expect(printed.every((one) => one.includes("REPRINT · first printed") && one.includes(first.by))).toBe(true);
  const sent = on.sent.filter(({ path }) => path === "charting.printPrescriptions");
  expect(sent).toMatchObject([
    { input: { patientId, orderIds: [prescriptions[0]?.orderId, prescriptions[1]?.orderId] } },
  ]);
  await expect.poll(() => document.querySelector(".rx-sheets")?.hasAttribute("data-recorded")).toBe(false);
});

test("CHT-412 what went by fax is shown as a copy that is not to be dispensed", async () => {
  await show();
  await page.getByRole("checkbox", { name: "Zinc 50 mg tablet" }).click();
  await expect.element(page.getByText("COPY, NOT TO BE DISPENSED", { exact: false })).toBeVisible();
});
