import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { services, type Reply, type Services } from "../../testing/in-app.tsx";
import { InRouter } from "../../testing/in-router.tsx";
import { noDrafts, reload } from "../../testing/open-drafts.ts";
import { SignedIn, TEST_DAY } from "../../testing/signed-in.tsx";
import { AppointmentDock } from "./appointment-dock.tsx";

const appointmentId = "0190b000-0000-7000-8000-000000000001";
// The tests' noon: this visit began three hours ago.
const visit: Appointment = {
  appointmentId,
  patientId: "0190a000-0000-7000-8000-00000000000a",
  patientName: { family: "Ortega", given: "Rosa", middle: null, suffix: null },
  birthDate: "1980-02-01",
  mrn: "100012",
  providerResourceId: "0190c000-0000-7000-8000-000000000001",
  providerStaffId: "0190e000-0000-7000-8000-000000000001",
  roomResourceId: null,
  locationId: "0190d000-0000-7000-8000-000000000001",
  visitTypeId: "0190d000-0000-7000-8000-000000000002",
  visitTypeName: "Follow-up",
  date: TEST_DAY,
  start: "09:00",
  minutes: 20,
  startsAt: "2026-11-23T17:00:00Z",
  endsAt: "2026-11-23T17:20:00Z",
  reason: "Cough",
  status: "booked",
  overbookReason: null,
  cancelReason: null,
  statusSince: "2026-11-20T17:00:00Z",
  arrivedAt: null,
  confirmedAt: null,
  version: 4,
};

const desk = (one: Appointment, of: Partial<Record<string, Reply>> = {}) =>
  services(({ path }) => of[path] ?? { value: path === "scheduling.getAppointment" ? one : [] });
const commands = (on: Services) =>
  on.sent.filter(({ path }) => /cancel|reinstate|NoShow|confirm/i.test(path)).map(({ path, input }) => [path, input]);
const Dock = ({
  on,
  roles = ["front-desk"],
}: {
  readonly on: Services;
  readonly roles?: ["front-desk" | "biller"];
}) => (
  <SignedIn on={on} roles={roles}>
    <InRouter>
      <AppointmentDock about={appointmentId} at={null} onDone={() => undefined} />
    </InRouter>
  </SignedIn>
);

beforeEach(noDrafts);

test("a visit is cancelled with one of the usual reasons, and its undo reinstates the version that came of it", async () => {
  const on = desk(visit, { "scheduling.cancelAppointment": { value: { version: 5 } } });
  await render(<Dock on={on} />);
  await page.getByRole("button", { name: "Cancel appointment" }).click();
  await page.getByRole("button", { name: "Patient is ill" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => commands(on).length).toBe(2);
  expect(commands(on)).toEqual([
    ["scheduling.cancelAppointment", { appointmentId, version: 4, reason: "Patient is ill" }],
    ["scheduling.reinstateAppointment", { appointmentId, version: 5 }],
  ]);
});

test("GTW-72 a reason that is half typed opens the form again after a reload", async () => {
  const before = await render(<Dock on={desk(visit)} />);
  await page.getByRole("button", { name: "Cancel appointment" }).click();
  await page.getByRole("textbox", { name: "Other reason" }).fill("Moved to Reno");
  await before.unmount();
  await reload();
  await render(<Dock on={desk(visit)} />);
  await expect.element(page.getByRole("textbox", { name: "Other reason" })).toHaveValue("Moved to Reno");
});

test("a cancellation that was refused says why, and keeps the form and its reason", async () => {
  const on = desk(visit, { "scheduling.cancelAppointment": { error: { code: "stale-version" } } });
  await render(<Dock on={on} />);
  await page.getByRole("button", { name: "Cancel appointment" }).click();
  await page.getByRole("textbox", { name: "Other reason" }).fill("Moved to Reno");
  await page.getByRole("button", { name: "Cancel appointment" }).last().click();
  await expect.poll(() => commands(on).length).toBe(1);
  await expect.element(page.getByRole("textbox", { name: "Other reason" })).toHaveValue("Moved to Reno");
  await expect.element(page.getByRole("button", { name: "Undo" })).not.toBeInTheDocument();
});

test("nobody is a no-show before the visit's time, nor checked in on another day", async () => {
  const later = await render(
    <Dock on={desk({ ...visit, start: "15:00", startsAt: "2026-11-23T23:00:00Z", endsAt: "2026-11-23T23:20:00Z" })} />,
  );
  await expect.element(page.getByRole("button", { name: "Check in" })).toBeVisible();
  expect(page.getByRole("button", { name: "No-show" }).elements()).toEqual([]);
  await later.unmount();
  const tomorrow = { date: "2026-11-24", startsAt: "2026-11-24T17:00:00Z", endsAt: "2026-11-24T17:20:00Z" };
  await render(<Dock on={desk({ ...visit, ...tomorrow })} />);
  await expect.element(page.getByRole("button", { name: "Move" })).toBeVisible();
  expect(page.getByRole("button", { name: "Check in" }).elements()).toEqual([]);
});

test("who may not book is offered nothing to press; a cancelled visit says why and offers to reinstate", async () => {
  const reading = await render(<Dock on={desk(visit)} roles={["biller"]} />);
  await expect.element(page.getByText("Cough")).toBeVisible();
  expect(page.getByRole("button").elements()).toEqual([]);
  await reading.unmount();
  const on = desk({ ...visit, status: "cancelled", cancelReason: "Provider is out" });
  await render(<Dock on={on} />);
  await expect.element(page.getByText("Provider is out")).toBeVisible();
  expect(page.getByRole("button", { name: "Cancel appointment" }).elements()).toEqual([]);
  await page.getByRole("button", { name: "Reinstate" }).click();
  await expect.poll(() => commands(on)).toEqual([["scheduling.reinstateAppointment", { appointmentId, version: 4 }]]);
});
