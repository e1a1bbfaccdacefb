import { describe, expect, test } from "vitest";
import { chosenOf, reachOf, whyNotCovered, type Permit } from "./permit.ts";

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

describe("SCH-217: units are counted for all visits of a series", () => {
  const weeks = ["2026-11-03", "2026-11-10", "2026-11-17", "2026-11-24", "2026-12-01"];
  const told = (permits: readonly Permit[], booked: readonly string[] = [], staffId: string | null = null) => {
    const { uses, beyond } = reachOf(permits, { booked, days: weeks }, staffId);
    return {
      uses: uses.map((one) => [one.permit.number, one.visits]),
      beyond: beyond.map((one) => one.day),
      beyondWhy: beyond.at(-1)?.because,
    };
  };
  test("each visit takes one; where the units end, and where the period ends, the rest is beyond, with the reason", () => {
    expect(told([permit({ units: 5, used: 2, until: "2026-12-31" })])).toEqual({
      uses: [["R1", 3]],
      beyond: ["2026-11-24", "2026-12-01"],
      beyondWhy: ["R1: All 5 visits are used or booked by then"],
    });
    expect(told([permit({ units: 99, until: "2026-11-30" })])).toEqual({
      uses: [["R1", 4]],
      beyond: ["2026-12-01"],
      beyondWhy: ["R1: Expired on 11/30/2026"],
    });
    expect(told([permit({ units: 7, used: 2, until: "2026-12-31" })])).toMatchObject({ uses: [["R1", 5]], beyond: [] });
  });
  test("visits that are booked ahead already take theirs first", () =>
    expect(told([permit({ units: 5, used: 2, until: "2026-12-31" })], ["2026-12-20", "2026-11-04"])).toMatchObject({
      uses: [["R1", 1]],
      beyond: weeks.slice(1),
    }));
  test("of two the one that ends first is used up first, then the other", () => {
    const soon = permit({ permitId: "z", number: "R2", units: 2, used: 0, until: "2026-11-30" });
    const late = permit({ permitId: "b", number: "R9", units: 4, used: 2, until: "2026-12-31" });
    expect(told([late, soon])).toMatchObject({
      uses: [
        ["R2", 2],
        ["R9", 2],
      ],
      beyond: ["2026-12-01"],
    });
  });
  test("one that is used up is used, one whose visits are still to come is spoken for", () => {
    expect(told([permit({ units: 2, used: 2, until: "2026-12-31" })]).beyondWhy).toEqual(["R1: All 2 visits are used"]);
    expect(told([permit({ units: 3, used: 2, until: "2026-11-30" })]).beyondWhy).toEqual([
      "R1: Expired on 11/30/2026, All 3 visits are used or booked by then",
    ]);
  });
  test("one that is for somebody else, or not approved, reaches none", () => {
    expect(told([permit({ units: 9, toStaffId: "alvarez" })], [], "chen").beyond).toEqual(weeks);
    expect(told([permit({ units: 9, status: "requested" })])).toMatchObject({
      uses: [],
      beyond: weeks,
      beyondWhy: ["R1: The plan has not decided yet, Expired on 11/30/2026"],
    });
  });
});
