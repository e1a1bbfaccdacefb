import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import { expect, test } from "vitest";
import { cardWords, whenOf } from "./card-words.ts";
import { comingVisits, wasSeen } from "./coming-visits.ts";

const at = (startsAt: string, status: Appointment["status"] = "booked") =>
  ({ appointmentId: `${startsAt} ${status}`, startsAt, status }) as Appointment;
const now = "2026-11-23T18:00:00.000Z";

test("SCH-120 a card has what is booked and still to come, the next first", () => {
  const visits = [
    at("2026-12-20T18:00:00.000Z"),
    at("2026-11-23T18:30:00.000Z"),
    at("2026-11-23T17:30:00.000Z"),
    at("2026-12-01T18:00:00.000Z", "cancelled"),
    at("2026-12-02T18:00:00.000Z", "no-show"),
  ];
  expect(comingVisits(visits, now).map((one) => one.startsAt)).toEqual([
    "2026-11-23T18:30:00.000Z",
    "2026-12-20T18:00:00.000Z",
  ]);
});

test("SCH-120 the day and the time are the practice's own, in the language of the card", () => {
  expect(whenOf("2026-12-07", "08:15", "en")).toMatch(/^Monday, December 7, 2026.*8:15.AM$/);
  expect(whenOf("2026-12-07", "08:15", "es")).toMatch(/^lunes, 7 de diciembre de 2026.*8:15/);
  expect(cardWords.es.call("6195550100")).toContain("(619) 555-0100");
});

test("SCH-121 only who was checked in was seen", () => {
  const arrivedAt = "2026-11-23T17:30:00.000Z";
  for (const status of ["arrived", "rooming", "ready", "with-provider", "checkout", "done"] as const)
    expect(wasSeen({ status, arrivedAt })).toBe(true);
  for (const status of ["booked", "no-show", "cancelled"] as const) expect(wasSeen({ status, arrivedAt })).toBe(false);
  expect(wasSeen({ status: "done", arrivedAt: null })).toBe(false);
});
