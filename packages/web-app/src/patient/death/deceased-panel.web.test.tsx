import type { Patient } from "@practicum/contracts/scheduling/patients";
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services } from "../../testing/in-app.tsx";
import { SignedIn } from "../../testing/signed-in.tsx";
import { DeceasedPanel } from "./deceased-panel.tsx";
import { RecordDeath } from "./record-death.tsx";

const patientId = "0190a000-0000-7000-8000-00000000000a";
const death = {
  deathId: "0190a000-0000-7000-8000-0000000000d1",
  date: "2026-11-20",
  source: "family" as const,
  saidBy: "Rosa Flores, daughter",
  at: "2026-11-21T18:00:00.000Z",
  by: "Tanya Brooks",
  physicianId: null,
};
const patient = {
  patientId,
  mrn: "100042",
  version: 3,
  name: { family: "Flores", given: "Ernesto", middle: null, suffix: null },
  birthDate: "1941-02-03",
} as Patient;
const visit = (digit: number, more: object = {}) => ({
  appointmentId: `0190b000-0000-7000-8000-00000000000${digit}`,
  patientId,
  date: `2026-12-0${digit}`,
  start: "09:00",
  startsAt: `2026-12-0${digit}T17:00:00.000Z`,
  visitTypeName: "Follow-up",
  status: "booked",
  arrivedAt: null,
  version: digit,
  ...more,
});

async function show(visits: readonly object[], of: "panel" | "form" = "panel") {
  const on = services(({ path }) => {
    if (path === "scheduling.patientAppointments") return { value: visits };
    if (path === "scheduling.recordDeath")
      return { value: { version: 4, ended: { waitEntries: 1, links: 0, tablets: 0 } } };
    return { value: { version: 9 } };
  });
  await render(
    <SignedIn on={on} roles={["front-desk"]}>
      {of === "panel" ? (
        <DeceasedPanel patient={patient} death={death} />
      ) : (
        <RecordDeath patient={patient} onDone={() => undefined} />
      )}
    </SignedIn>,
  );
  return (path: string) => on.sent.filter((one) => one.path === `scheduling.${path}`).map(({ input }) => input);
}

test("SCH-278 what is booked still is cancelled in one press, and put back by undo", async () => {
  const sent = await show([visit(1), visit(2), visit(3, { status: "cancelled" })]);
  await expect.element(page.getByRole("heading", { name: "Deceased 11/20/2026" })).toBeVisible();
  await page.getByRole("button", { name: "Cancel all 2 visits" }).click();
  const reason = "The patient has died.";
  const [one, two] = [visit(1).appointmentId, visit(2).appointmentId];
  await expect
    .poll(() => sent("cancelAppointment"))
    .toEqual([
      { appointmentId: one, version: 1, reason },
      { appointmentId: two, version: 2, reason },
    ]);
  await page.getByRole("button", { name: /Undo/ }).click();
  await expect
    .poll(() => sent("reinstateAppointment"))
    .toEqual([
      { appointmentId: one, version: 9 },
      { appointmentId: two, version: 9 },
    ]);
});

test("SCH-281 a visit after the day of death is said to contradict it; one on that day is not", async () => {
  const seen = { status: "done", arrivedAt: "2026-11-22T17:00:00.000Z" };
  await show([visit(1, { ...seen, date: "2026-11-22" }), visit(2, { ...seen, date: "2026-11-20" })]);
  await expect.element(page.getByText("seen on 11/22/2026", { exact: false })).toBeVisible();
  expect(page.getByText("seen on 11/20/2026", { exact: false }).query()).toBeNull();
});

test("SCH-276 it is taken back with a reason alone", async () => {
  const sent = await show([]);
  await page.getByRole("button", { name: "Entered in error" }).click();
  const send = page.getByRole("button", { name: "Mark as entered in error" });
  await expect.element(send).toBeDisabled();
  await page.getByRole("textbox", { name: "What was the error?" }).fill("It was the father");
  await userEvent.keyboard("{Enter}");
  await expect
    .poll(() => sent("takeBackDeath"))
    .toEqual([{ patientId, version: 3, deathId: death.deathId, because: "It was the father" }]);
});

test("SCH-275 an empty date is asked for, and is unknown where that is said", async () => {
  const sent = await show([], "form");
  await page.getByRole("combobox", { name: "Reported by" }).fill("hosp");
  await userEvent.keyboard("{Enter}");
  await page.getByRole("textbox", { name: "Who said so" }).fill("Bay Hospital");
  await page.getByRole("button", { name: "Record death" }).click();
  await expect.element(page.getByText("tick that it is not known", { exact: false })).toBeVisible();
  expect(sent("recordDeath")).toEqual([]);
  await page.getByRole("checkbox", { name: "Date not known" }).click();
  await page.getByRole("button", { name: "Record death" }).click();
  await expect
    .poll(() => sent("recordDeath"))
    .toMatchObject([{ patientId, version: 3, date: null, source: "hospital", saidBy: "Bay Hospital" }]);
});
