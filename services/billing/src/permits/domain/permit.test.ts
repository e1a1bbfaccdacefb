import { describe, expect, test } from "vitest";
import { chosenOf, whyNotCovered, type Permit } from "./permit.ts";

const permit = (more: Partial<Permit> = {}): Permit => ({
  permitId: "a",
  coverageId: "plan",
  kind: "referral",
  number: "R1",
  toStaffId: null,
  toName: null,
  codes: [],
  units: 3,
  used: 2,
  from: "2026-11-01",
  until: "2026-11-30",
  status: "approved",
  ...more,
});
const asked = { day: "2026-11-30", staffId: "chen", codes: ["99213", "97110"] };

describe("BIL-246: whether it covers a visit, and what is against it", () => {
  test("an approved one with a visit left covers its first and its last day", () => {
    for (const day of ["2026-11-01", "2026-11-30"]) expect(whyNotCovered(permit(), { ...asked, day })).toEqual([]);
    expect(whyNotCovered(permit({ toStaffId: "chen", codes: ["971"] }), asked)).toEqual([]);
    // A booking knows neither who nor what yet.
    const booking = { day: "2026-11-30", staffId: null, codes: null };
    expect(whyNotCovered(permit({ toStaffId: "chen", codes: ["800"] }), booking)).toEqual([]);
  });
  test("each thing that is against it is said", () => {
    const against = (more: Partial<Permit>, on = asked) => whyNotCovered(permit(more), on);
    expect(against({ status: "requested" })).toEqual(["The plan has not decided yet"]);
    expect(against({ status: "denied" })).toEqual(["The plan has denied it"]);
    expect(against({ status: "void" })).toEqual(["It was entered in error"]);
    expect(against({}, { ...asked, day: "2026-10-31" })).toEqual(["Not valid before 11/01/2026"]);
    expect(against({}, { ...asked, day: "2026-12-01" })).toEqual(["Expired on 11/30/2026"]);
    expect(against({ used: 3 })).toEqual(["All 3 visits are used"]);
    expect(against({ toStaffId: "alvarez", toName: "Luis Alvarez" })).toEqual(["For Luis Alvarez alone"]);
    expect(against({ codes: ["800"] })).toEqual(["For other services"]);
  });
  test("BIL-247: of several that cover it the one that ends first is used", () => {
    const soon = permit({ permitId: "z", until: "2026-11-30" });
    const late = permit({ permitId: "b", until: "2026-12-31" });
    expect(chosenOf([late, soon, permit({ permitId: "c", used: 3 })], asked)?.permitId).toBe("z");
    expect(chosenOf([permit({ status: "denied" })], asked)).toBeNull();
  });
});
