import type { Role } from "@practicum/contracts/permission";
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { services } from "../../../testing/in-app.tsx";
import { InRouter } from "../../../testing/in-router.tsx";
import { SignedIn } from "../../../testing/signed-in.tsx";
import { RefillsPage } from "./refills-page.tsx";

const id = (digit: number) => `0190f000-0000-7000-8000-00000000000${digit}`;
const at = "2026-11-23T17:00:00.000Z";

const refill = (digit: number, name: string, more: object = {}) => ({
  requestId: id(digit),
  patientId: id(digit),
  patientName: { family: `Lopez${digit}`, given: "Maria", middle: null, suffix: null },
  birthDate: "1981-03-04",
  mrn: "100042",
  medicationId: id(digit),
  orderId: id(digit),
  name,
  directions: "1 tablet a day",
  askedBy: "patient",
  pharmacy: null,
  note: "Two tablets left",
  askedAt: at,
  by: "Luis Ramirez, MA",
  state: "waiting",
  decision: null,
  lastPrescribed: { on: "2026-08-03", by: "Chen Test, MD", quantity: 30, quantityUnit: "tablets", refills: 2 },
  lastVisit: "2026-08-03",
  fails: [],
  isRenewable: true,
  steps: [],
  ...more,
});
const refills = [
  refill(1, "Cetirizine 10 mg tablet"),
  refill(2, "Losartan 50 mg tablet", { fails: ["last visit 02/03/2025, more than 12 months ago"] }),
  refill(3, "Tramadol 50 mg tablet", { fails: ["controlled substance, schedule IV"], isRenewable: false }),
];

async function show({ role = "physician", search = "" }: { role?: Role; search?: string } = {}) {
  const on = services(({ path }) => {
    if (path === "charting.refillWork") return { value: { refills, next: null } };
    if (path === "charting.refillCounts") return { value: { waiting: 3, toAnswer: 0, oldestAt: at } };
    if (path === "charting.approveRefills") return { value: { approved: 1 } };
    return { value: { state: "to-answer" } };
  });
  await render(
    <SignedIn on={on} roles={[role]}>
      <InRouter at={`/inbox/refills${search}`}>
        <RefillsPage />
      </InRouter>
    </SignedIn>,
  );
  return (path: string) => on.sent.filter((one) => one.path === path).map(({ input }) => input);
}
const card = (name: string) => page.getByRole("region", { name: `Refill: ${name}` });

test("CHT-419 each row says whether the protocol passes it, and why not", async () => {
  await show();
  await expect.element(page.getByText("Passes", { exact: true })).toBeVisible();
  await expect.element(page.getByText("Fails: last visit 02/03/2025, more than 12 months ago")).toBeVisible();
  await expect.element(page.getByText("Fails: controlled substance, schedule IV")).toBeVisible();
});

test("CHT-420 Y approves as last prescribed by one key, and it can be taken back", async () => {
  const sent = await show();
  await expect.element(card("Cetirizine 10 mg tablet")).toBeVisible();
  await userEvent.keyboard("y");
  await expect
    .poll(() => sent("charting.decideRefill"))
    .toMatchObject([{ requestId: id(1), step: { kind: "approved", fills: 3 } }]);
  await page.getByRole("button", { name: "Undo" }).click();
  const [decided] = sent("charting.decideRefill") as { stepId: string }[];
  await expect
    .poll(() => sent("charting.recordRefillStep"))
    .toMatchObject([{ requestId: id(1), step: { kind: "taken-back", stepId: decided?.stepId } }]);
});

test("CHT-420 a denial needs its reason, and goes to the one that is open", async () => {
  const sent = await show({ search: `?request=${id(2)}` });
  const opened = card("Losartan 50 mg tablet");
  const deny = opened.getByRole("button", { name: "Deny" });
  await expect.element(deny).toBeDisabled();
  await opened.getByRole("textbox", { name: "Reason" }).fill("Too early");
  await deny.click();
  await expect
    .poll(() => sent("charting.decideRefill"))
    .toMatchObject([{ requestId: id(2), step: { kind: "denied", reason: "Too early" } }]);
});

test("CHT-421, CHT-422 what is controlled has no way to be approved, and is not chosen with others", async () => {
  const sent = await show({ search: `?request=${id(3)}` });
  const opened = card("Tramadol 50 mg tablet");
  await expect.element(opened.getByRole("button", { name: "Needs a visit" })).toBeVisible();
  await expect.element(opened.getByRole("button", { name: /^Approve/ })).not.toBeInTheDocument();
  await userEvent.keyboard("y");
  await userEvent.keyboard("x");
  await expect.element(page.getByText("What is outside of the protocol is decided by itself.")).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Choose none" })).not.toBeInTheDocument();
  expect(sent("charting.decideRefill")).toEqual([]);
});

test("CHT-420 an assistant decides nothing", async () => {
  await show({ role: "medical-assistant" });
  await expect.element(card("Cetirizine 10 mg tablet").getByText("Waits for a provider.")).toBeVisible();
  await expect.element(page.getByRole("button", { name: /^Approve|Deny|Needs a visit/ })).not.toBeInTheDocument();
});

test("the inbox leads to the refills and back: one row of queues, without refills for who may open no chart", async () => {
  await show();
  const queues = page.getByRole("radiogroup", { name: "Queue" });
  await expect.element(queues.getByRole("radio", { name: "Refills" })).toBeChecked();
  await queues.getByText("Calls").click();
  await expect.element(page.getByRole("status", { name: "Address" })).toHaveTextContent("/inbox/calls");
  await cleanup();
  await show({ role: "front-desk" });
  await expect.element(queues.getByText("Calls")).toBeVisible();
  await expect.element(queues.getByText("Refills")).not.toBeInTheDocument();
});
