import type { TestOrder } from "@practicum/contracts/charting/test-orders";
import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services } from "../../../testing/in-app.tsx";
import { InRouter } from "../../../testing/in-router.tsx";
import { noDrafts } from "../../../testing/open-drafts.ts";
import { SignedIn } from "../../../testing/signed-in.tsx";
import { RequisitionPage } from "./requisition-page.tsx";

const patientId = "0190a000-0000-7000-8000-00000000000a";
const visitId = "0190a000-0000-7000-8000-00000000000b";
const chen = "0190a000-0000-7000-8000-00000000000c";
const laboratory = { outsideProviderId: "0190a000-0000-7000-8000-00000000000d", name: "Bay Laboratory" };

const order = (n: number, more: Partial<TestOrder>): TestOrder => ({
  orderId: `0190f000-0000-7000-8000-00000000000${n}`,
  encounterId: visitId,
  patientId,
  item: "cbc",
  kind: "laboratory",
  label: "Complete blood count",
  diagnoses: [{ code: "D64.9", label: "Anemia, unspecified" }],
  priority: "urgent",
  fasting: true,
  comment: "Call with the result",
  performer: laboratory,
  orderedAt: "2026-11-23T16:00:00.000Z",
  orderedBy: "Chen Test, MD",
  orderedById: chen,
  state: "to-send",
  waits: null,
  gravity: null,
  result: null,
  steps: [],
  ...more,
});

beforeEach(noDrafts);

test("CHT-378 a requisition names patient, insurance of the day, diagnoses, tests and who ordered, one paper a place, and nothing that is not signed", async () => {
  const orders = [
    order(1, {}),
    order(2, { item: "tsh", label: "TSH", state: "draft" }),
    order(3, { item: "lipids", label: "Lipid panel", state: "cancelled" }),
    order(4, { item: "xray-knee", kind: "imaging", label: "Knee X-ray, left", performer: null, fasting: false }),
  ];
  const patient = {
    patientId,
    mrn: "100042",
    name: { family: "Lopez", given: "Maria", middle: null, suffix: null },
    birthDate: "1981-03-04",
    sex: "female",
    phone: "4155550100",
    address: { line1: "1 Main St", line2: null, city: "San Francisco", state: "CA", zip: "94110" },
  };
  const coverage = (payerName: string, to: string | null) => ({
    coverageId: payerName,
    payerName,
    planName: null,
    priority: 1,
    memberId: "XYZ123",
    groupNumber: "G7",
    from: "2020-01-01",
    to,
    subscriber: { relationship: "self", name: null, birthDate: null, sex: null },
  });
  const on = services(({ path }) => {
    if (path === "charting.testOrders") return { value: { orders, next: null } };
    if (path === "charting.testItems") return { value: [{ key: "cbc", specimen: "Blood" }] };
    if (path === "scheduling.getPatient") return { value: patient };
    if (path === "billing.listCoverages")
      return { value: [coverage("Harbor Health", null), coverage("Ended Plan", "2021-01-01")] };
    if (path === "identity.listStaff") return { value: [{ staffId: chen, npi: "1234567893" }] };
    return { value: {} };
  });
  await render(
    <SignedIn on={on} roles={["physician"]}>
      <InRouter at={`/p/${patientId}/requisition/${visitId}`}>
        <RequisitionPage />
      </InRouter>
    </SignedIn>,
  );
  const paper = page.getByRole("article", { name: "Laboratory requisition" });
  await expect.element(paper).toBeVisible();
  const text = paper.element().textContent ?? "";
  for (const part of [
    "To: Bay Laboratory",
    "Sent by paper",
    "LOPEZ, Maria",
    "03/04/1981",
    "MRN 100042",
    "Harbor Health",
    "member XYZ123",
    "D64.9",
    "Complete blood count",
    "Urgent",
    "Blood · Fasting · Call with the result",
    "Chen Test, MD · NPI 1234567893",
  ])
    expect(text).toContain(part);
  for (const part of ["TSH", "Lipid panel", "Ended Plan", "Knee X-ray"]) expect(text).not.toContain(part);
  const other = page.getByRole("article", { name: "Imaging requisition" });
  expect(other.element().textContent).toContain("Knee X-ray, left");
});
