import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import { describe, expect, test } from "vitest";
import type { EncounterSummary } from "../../chart/chart-types.ts";
import { dayRows, noteWord } from "./day-rows.ts";

const name = { family: "Lopez", given: "Maria", middle: null, suffix: null };
const visit = (appointmentId: string, startsAt: string, more: Partial<Appointment> = {}): Appointment => ({
  appointmentId,
  patientId: "p",
  patientName: name,
  birthDate: "1981-03-04",
  mrn: "1",
  providerResourceId: "r",
  providerStaffId: "chen",
  roomResourceId: null,
  locationId: "l",
  visitTypeId: "t",
  visitTypeName: "Follow-up",
  date: "2026-11-23",
  start: "08:00",
  minutes: 15,
  startsAt,
  endsAt: startsAt,
  reason: "",
  status: "booked",
  overbookReason: null,
  cancelReason: null,
  statusSince: startsAt,
  arrivedAt: null,
  confirmedAt: null,
  version: 1,
  ...more,
});
const note = (encounterId: string, appointmentId: string | null): EncounterSummary => ({
  encounterId,
  patientId: "p",
  patientName: name,
  birthDate: "1981-03-04",
  appointmentId,
  visitTypeName: "Follow-up",
  serviceDate: "2026-11-23",
  start: "08:00",
  providerId: "chen",
  providerName: "Chen",
  supervisorId: null,
  status: "open",
  diagnoses: [],
});

describe("a provider's day", () => {
  test("own visits by time, each with its note; others' and cancelled ones are left out", () => {
    const rows = dayRows(
      [
        visit("late", "2026-11-23T18:00:00.000Z"),
        visit("early", "2026-11-23T16:00:00.000Z", { status: "arrived" }),
        visit("other", "2026-11-23T16:00:00.000Z", { providerStaffId: "nair" }),
        visit("gone", "2026-11-23T17:00:00.000Z", { status: "cancelled" }),
      ],
      [note("n1", "early"), note("n2", null)],
      "chen",
    );
    expect(rows.map((row) => [row.key, row.note?.encounterId ?? null])).toEqual([
      ["early", "n1"],
      ["late", null],
      ["n2", "n2"],
    ]);
  });
  test("every state of a note has a word", () => {
    expect(
      (["open", "signed", "awaiting-cosign", "cosigned"] as const).map((status) =>
        noteWord({ ...note("n", null), status }, "with-provider"),
      ),
    ).not.toContain("");
    expect(noteWord(note("n", null), "ready")).toBe("Not started");
    expect(noteWord(note("n", null), "with-provider")).toBe("In progress");
  });
});
