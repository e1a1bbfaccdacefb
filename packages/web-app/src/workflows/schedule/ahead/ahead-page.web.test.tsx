import type { AheadState } from "@practicum/contracts/billing/eligibility-ahead";
import { beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services } from "../../../testing/in-app.tsx";
import { InRouter } from "../../../testing/in-router.tsx";
import { noDrafts } from "../../../testing/open-drafts.ts";
import { SignedIn } from "../../../testing/signed-in.tsx";
import { AheadPage } from "./ahead-page.tsx";

const id = (digit: number) => `0190f000-0000-7000-8000-00000000000${digit}`;
const at = "2026-11-23T17:00:00.000Z";
const visit = (digit: number, family: string, date = "2026-11-24") => ({
  appointmentId: id(digit),
  patientId: `0190f000-0000-7000-8000-0000000000a${digit}`,
  patientName: { family, given: "Maria", middle: null, suffix: null },
  birthDate: "1981-03-04",
  date,
  start: `0${digit}:00`,
});
const visits = [visit(8, "Ames"), visit(9, "Boyle"), visit(7, "Cruz", "2026-11-25"), visit(6, "Dahl", "2026-11-25")];
const known = (of: (typeof visits)[number], state: AheadState, more: object = {}) => ({
  appointmentId: of.appointmentId,
  state,
  coverage: state === "no-coverage" ? null : { coverageId: id(1), payerName: "Coastal" },
  findings: [],
  askedAt: at,
  handled: null,
  ...more,
});
const [ames, boyle, cruz, dahl] = visits as [
  (typeof visits)[0],
  (typeof visits)[0],
  (typeof visits)[0],
  (typeof visits)[0],
];

async function show(search = "") {
  const on = services(({ path }) => {
    if (path === "scheduling.comingVisits") return { value: visits };
    if (path === "billing.eligibilityAhead")
      return {
        value: [
          known(ames, "active"),
          known(boyle, "inactive", { findings: ["The plan ended on 10/31/2026."] }),
          known(cruz, "no-coverage"),
          known(dahl, "unknown", { handled: { at, by: "Brooks, Dana", note: "Called the payer: active" } }),
        ],
      };
    return { value: path === "billing.verifyAhead" ? { asked: 1 } : {} };
  });
  await render(
    <SignedIn on={on} roles={["front-desk"]}>
      <InRouter at={`/desk/insurance${search}`}>
        <AheadPage />
      </InRouter>
    </SignedIn>,
  );
  return (path: string) => on.sent.filter((one) => one.path === path).map(({ input }) => input);
}

beforeEach(noDrafts);

test("BIL-474 what is in order or was taken care of is no work; each day says how it stands", async () => {
  await show();
  const list = page.getByRole("grid", { name: "Visits" }).or(page.getByLabelText("Visits"));
  await expect.element(list.getByText("Boyle", { exact: false })).toBeVisible();
  await expect.element(list.getByText("Cruz", { exact: false })).toBeVisible();
  await expect.element(list.getByText("Ames", { exact: false })).not.toBeInTheDocument();
  await expect.element(list.getByText("Dahl", { exact: false })).not.toBeInTheDocument();
  await expect.element(page.getByText("1 of 2 in order, 1 to do")).toBeVisible();
  await expect.element(page.getByText("0 of 2 in order, 1 to do")).toBeVisible();
});

test("BIL-476 the note is of the visit that is open, and so is its undo", async () => {
  const sent = await show(`?visit=${cruz.appointmentId}`);
  const card = page.getByRole("region", { name: "CRUZ, Maria" });
  await card.getByRole("textbox", { name: "What was done" }).fill("Brings a new card");
  await card.getByRole("button", { name: "Taken care of" }).click();
  const named = { appointmentId: cruz.appointmentId, patientId: cruz.patientId, date: cruz.date };
  await expect.poll(() => sent("billing.handleAhead")).toEqual([{ ...named, note: "Brings a new card" }]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => sent("billing.reopenAhead")).toEqual([named]);
});

test("E asks about the row that has the focus; who has no plan is not asked about", async () => {
  const sent = await show();
  const row = page.getByText("Boyle", { exact: false }).first();
  await row.click();
  await userEvent.keyboard("e");
  await expect
    .poll(() => sent("billing.checkEligibility"))
    .toMatchObject([{ patientId: boyle.patientId, coverageId: id(1), serviceDate: "2026-11-24" }]);
  await userEvent.keyboard("je");
  await expect.element(page.getByText(/There is no plan to ask/)).toBeVisible();
  expect(sent("billing.checkEligibility")).toHaveLength(1);
});

test("BIL-475 all are asked about together", async () => {
  const sent = await show();
  await page.getByRole("button", { name: "Verify all" }).click();
  await expect
    .poll(() => sent("billing.verifyAhead"))
    .toEqual([{ visits: visits.map(({ appointmentId, patientId, date }) => ({ appointmentId, patientId, date })) }]);
  await expect.element(page.getByText("Payers were asked about 1 patient.")).toBeVisible();
});
