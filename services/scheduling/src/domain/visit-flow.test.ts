import type { AppointmentStatus } from "@practicum/contracts/scheduling/appointments";
import { describe, expect, test } from "vitest";
import { decideCheckIn } from "./check-in.ts";
import { decideStep, isInRoom, isUnderWay, needsClinicalRole } from "./visit-flow.ts";

const all: readonly AppointmentStatus[] = [
  "booked",
  "arrived",
  "rooming",
  "ready",
  "with-provider",
  "checkout",
  "done",
  "no-show",
  "cancelled",
];

describe("the flow of a visit", () => {
  test("SCH-40, SCH-41 exactly these steps are allowed", () => {
    const allowed = all.flatMap((from) => all.filter((to) => decideStep(from, to).ok).map((to) => `${from} > ${to}`));
    expect(allowed).toEqual([
      "arrived > booked",
      "arrived > rooming",
      "rooming > arrived",
      "rooming > ready",
      "ready > rooming",
      "ready > with-provider",
      "with-provider > ready",
      "with-provider > checkout",
      "checkout > with-provider",
      "checkout > done",
      "done > checkout",
    ]);
  });
  test("SCH-42, SCH-43, SCH-61 who sits in a room is under way and is moved by clinical staff", () => {
    expect(all.filter(isInRoom)).toEqual(["rooming", "ready", "with-provider"]);
    expect(all.filter(needsClinicalRole)).toEqual(["rooming", "ready", "with-provider"]);
    expect(all.filter(isUnderWay)).toEqual(["arrived", "rooming", "ready", "with-provider", "checkout"]);
  });
});

describe("the check-in", () => {
  const answers = { identifiers: ["name", "birth-date"], coverageReview: { done: true, skippedBecause: null } };
  const decide = (status: AppointmentStatus, date: string, more: object = {}) => {
    const decided = decideCheckIn({ status, date }, { ...answers, ...more }, "2026-11-23");
    return decided.ok ? "ok" : decided.error.code;
  };
  test("SCH-35 today's and earlier booked visits are received, later ones and others are not", () => {
    expect([
      decide("booked", "2026-11-23"),
      decide("booked", "2026-11-22"),
      decide("booked", "2026-11-24"),
      decide("arrived", "2026-11-23"),
    ]).toEqual(["ok", "ok", "appointment-not-open", "appointment-not-open"]);
  });
  test("SCH-36, SCH-37 two identifiers, and the insurance or why not", () => {
    expect(decide("booked", "2026-11-23", { identifiers: ["name", "name"] })).toBe("identity-not-verified");
    expect(decide("booked", "2026-11-23", { coverageReview: { done: false, skippedBecause: " " } })).toBe(
      "coverage-not-reviewed",
    );
    expect(decide("booked", "2026-11-23", { coverageReview: { done: false, skippedBecause: "card lost" } })).toBe("ok");
  });
});
