import type { Role } from "@practicum/contracts/permission";
import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services } from "../testing/in-app.tsx";
import { InRouter } from "../testing/in-router.tsx";
import { SignedIn } from "../testing/signed-in.tsx";
import { OrderStepActions } from "./order-state.tsx";

const patientId = "0190a000-0000-7000-8000-00000000000a";
const orderId = "0190a000-0000-7000-8000-00000000000b";
const pharmacyId = "0190a000-0000-7000-8000-00000000000c";
const address = { line1: "3705 Mission Blvd", line2: null, city: "San Diego", state: "CA", zip: "92109" };
const pharmacy = { pharmacyId, name: "Bayside Drugs", address, phone: null, fax: null, ncpdpId: null, hours: "" };
const preferred = {
  pharmacy: { ...pharmacy, active: true, version: 1 },
  saidAt: "2026-11-20T18:00:00.000Z",
  by: "Tanya Brooks",
};

interface Case {
  readonly demonstration?: boolean;
  readonly state?: "signed" | "received";
  readonly schedule?: number | null;
  readonly role?: Role;
}

async function show({ demonstration = true, state = "signed", schedule = null, role = "physician" }: Case) {
  const on = services(({ path }) =>
    path === "scheduling.patientPharmacy" ? { value: { preferred } } : { value: { state: "sent" } },
  );
  const order = {
    orderId,
    encounterId: orderId,
    patientId,
    name: "Cetirizine 10 mg tablet",
    schedule,
    state,
    steps: [],
  };
  await render(
    <SignedIn on={on} roles={[role]} demonstration={demonstration}>
      <InRouter>
        <OrderStepActions order={order} />
      </InRouter>
    </SignedIn>,
  );
  return (path: string) => on.sent.filter((one) => one.path === path).map(({ input }) => input);
}
const send = page.getByRole("button", { name: "Send to Bayside Drugs: Cetirizine 10 mg tablet" });
const print = page.getByRole("link", { name: "Print: Cetirizine 10 mg tablet" });

test("CHT-414 one activation sends it to the patient's pharmacy", async () => {
  const sent = await show({});
  await send.click();
  await expect.poll(() => sent("charting.sendPrescription")).toMatchObject([{ orderId, patientId, pharmacyId }]);
});

test.each([
  ["a practice of real people", { demonstration: false }],
  ["a controlled substance", { schedule: 4 }],
])("CHT-415 %s: it is printed, and nothing is offered that does not arrive", async (_, one) => {
  await show(one);
  await expect.element(print).toBeVisible();
  expect(send.query()).toBeNull();
});

test("CHT-417 who may order cancels what the pharmacy has, with a reason; an assistant may not", async () => {
  const sent = await show({ state: "received" });
  await page.getByRole("button", { name: /What became of it/ }).click();
  await page.getByRole("menuitem", { name: "Cancel the prescription…" }).click();
  await page.getByRole("textbox", { name: "Reason" }).fill("Another drug was chosen");
  await page.getByRole("button", { name: "Cancel the prescription" }).click();
  await expect
    .poll(() => sent("charting.cancelPrescription"))
    .toMatchObject([{ orderId, patientId, reason: "Another drug was chosen" }]);
});

test("CHT-417 an assistant is not offered to cancel", async () => {
  await show({ state: "received", role: "medical-assistant" });
  await page.getByRole("button", { name: /What became of it/ }).click();
  await expect.element(page.getByRole("menuitem", { name: "Picked up" })).toBeVisible();
  expect(page.getByRole("menuitem", { name: "Cancel the prescription…" }).query()).toBeNull();
});
