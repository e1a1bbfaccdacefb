import { expect, type Page } from "@playwright/test";
import { test } from "../support/test.ts";
import { call, cover, register, today } from "./arrange.ts";
import { signIn } from "./clinic.ts";
import { Hand } from "./hand.ts";
import { inEveryLook } from "../support/accessible.ts";

/** Visits that recur, from the first choice to the last undo. What a series costs to book is a ceiling: activations (A) and typed fields (E). */

interface Visit {
  readonly appointmentId: string;
  readonly providerResourceId: string;
  readonly visitTypeId: string;
  readonly date: string;
  readonly start: string;
  readonly status: string;
  readonly series: { readonly seriesId: string; readonly place: number; readonly of: number; readonly apart: boolean };
}

const appointments = async (page: Page, patientId: string): Promise<Visit[]> =>
  (await call<Visit[]>(page, "scheduling.patientAppointments", { patientId })).toReversed();
const addDays = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const usDate = (date: string) => `${date.slice(5, 7)}/${date.slice(8)}/${date.slice(0, 4)}`;

test("SCH-207, SCH-209 a series of twelve costs 3A+2E; each visit says which it is; this and later are moved and come back", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const { page, context } = await signIn(browser, "frontDesk");
  const patient = await register(page, "Odile");
  await cover(page, patient);
  await page.goto(`/p/${patient.patientId}/appointments`);
  const hand = new Hand(page);
  await hand.click(page.getByRole("button", { name: "Book a series" }));
  const dock = page.getByRole("complementary", { name: "Book a series" });
  // Months ahead, where the demonstration has nobody yet, and away from the year's holidays.
  const from = addDays(today(), 70);
  await hand.type(dock.getByRole("textbox", { name: "From" }), usDate(from));
  await page.keyboard.press("Tab");
  const slots = dock.getByRole("list", { name: "Open times, best first" }).getByRole("button");
  await expect(slots.first()).toContainText(/\d{4}/);
  await hand.click(slots.first());
  await hand.typeAtCaret(dock.getByRole("textbox", { name: "Visits", exact: true }), "12");
  await expect(dock.getByRole("list", { name: "Visits to book" }).getByRole("listitem")).toHaveCount(12);
  await expect(dock.getByRole("button", { name: "Book 12 visits" })).toBeEnabled();
  await hand.press("Control+Enter");
  await expect(dock).toBeHidden();
  hand.expectWithin({ activations: 3, fields: 2 });

  const booked = await appointments(page, patient.patientId);
  expect(booked.map((one) => one.series.place)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  expect(new Set(booked.map((one) => one.start)).size).toBe(1);
  expect(booked.map((one) => one.date)).toEqual(booked.map((_, i) => addDays(booked[0]!.date, 7 * i)));
  await expect(page.getByText(/· 3 of 12$/)).toBeVisible();

  const third = booked[2]!;
  await page.goto(`/p/${patient.patientId}/appointments?dock=appointment&about=${third.appointmentId}`);
  const visit = page.getByRole("complementary", { name: "Appointment" });
  await expect(visit.getByRole("heading", { name: "Visit 3 of 12" })).toBeVisible();
  await inEveryLook(page, "a visit of a series");
  await visit.getByRole("button", { name: "Move this and later" }).click();
  const at = visit.getByLabel("At", { exact: true });
  const later = third.start === "14:30" ? "15:00" : "14:30";
  await at.fill(later);
  await expect(visit.getByRole("list", { name: "Where each visit goes" }).getByRole("listitem")).toHaveCount(10);
  await inEveryLook(page, "a series that is moved");
  await visit.getByRole("button", { name: "Move 10 visits" }).click();
  await expect
    .poll(async () => (await appointments(page, patient.patientId)).map((one) => one.start))
    .toEqual(booked.map((_, i) => (i < 2 ? third.start : later)));
  await visit.getByRole("button", { name: "Undo: 10 visits moved" }).click();
  await expect
    .poll(async () => new Set((await appointments(page, patient.patientId)).map((one) => one.start)).size)
    .toBe(1);

  await visit.getByRole("button", { name: "Cancel this and later" }).click();
  await visit
    .getByRole("group", { name: "Why 10 visits are cancelled" })
    .getByRole("button", { name: "Patient asked" })
    .click();
  const states = async () =>
    (await appointments(page, patient.patientId)).filter((one) => one.status === "booked").length;
  await expect.poll(states).toBe(2);
  // The notice of what was taken back already is gone.
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect.poll(states).toBe(12);
  await context.close();
});

test("SCH-208 a visit that can't be booked says why, with other times, and nothing is booked before it is settled", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const { page, context } = await signIn(browser, "frontDesk");
  const [patient, rival] = [await register(page, "Odile"), await register(page, "Basile")];
  const { slots } = await call<{ slots: (Visit & { minutes: number })[] }>(page, "scheduling.findSlots", {
    patientId: patient.patientId,
    visitTypeId: (await call<{ visitTypeId: string }[]>(page, "scheduling.listVisitTypes", {}))[0]!.visitTypeId,
    providerResourceId: null,
    locationId: null,
    from: addDays(today(), 90),
    limit: 1,
  });
  const { date, start, providerResourceId } = slots[0]!;
  const types = await call<{ visitTypeId: string; active: boolean }[]>(page, "scheduling.listVisitTypes", {});
  const visitTypeId = types.find((one) => one.active)!.visitTypeId;
  await call(page, "scheduling.bookAppointment", {
    appointmentId: crypto.randomUUID(),
    patientId: rival.patientId,
    visitTypeId,
    providerResourceId,
    roomResourceId: null,
    date: addDays(date, 7),
    start,
    minutes: null,
    reason: "",
    overbookReason: null,
  });
  await page.goto(
    `/desk?dock=series&about=${patient.patientId}&at=${date}T${start}@${providerResourceId}~${visitTypeId}`,
  );
  const dock = page.getByRole("complementary", { name: "Book a series" });
  const visits = dock.getByRole("list", { name: "Visits to book" });
  await expect(visits.getByRole("listitem")).toHaveCount(6);
  await expect(visits.getByText("The provider has another visit then")).toBeVisible();
  await expect(dock.getByRole("button", { name: "Book 6 visits" })).toBeDisabled();
  await inEveryLook(page, "a series with a visit that can't be booked");
  await visits
    .getByRole("button", { name: /^Instead of / })
    .first()
    .click();
  await dock.getByRole("button", { name: "Book 6 visits" }).click();
  await expect(dock).toBeHidden();
  const booked = await appointments(page, patient.patientId);
  expect(booked).toHaveLength(6);
  expect(booked.filter((one) => one.series.apart)).toHaveLength(1);
  await context.close();
});
