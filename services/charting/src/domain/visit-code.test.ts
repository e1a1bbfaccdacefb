import { describe, expect, test } from "vitest";
import { visitCodeFault } from "./visit-code.ts";

const on = "2026-11-23";
const never = { here: null, takenOver: null };
const seen = (day: string) => ({ here: { on: day, providerName: "Chen Test, MD" }, takenOver: null });

describe("CHT-53 the visit code of a patient", () => {
  test("who was never here is a new patient's, and the other way round", () => {
    expect(visitCodeFault("99213", on, never)).toMatch(
      /^99213 is for an established .* choose one of 99202 to 99205\.$/,
    );
    expect(visitCodeFault("99395", on, never)).toMatch(/99381 to 99387/);
    expect(visitCodeFault("99203", on, never)).toBeNull();
    expect(visitCodeFault("99203", on, seen("2026-01-05"))).toMatch(
      /^99203 is for a new patient, but Chen Test, MD saw this one on 01\/05\/2026: choose one of 99211 to 99215\.$/,
    );
    expect(visitCodeFault("99214", on, seen("2026-01-05"))).toBeNull();
  });
  test("three years to the day make a patient new again", () => {
    expect(visitCodeFault("99213", on, seen("2023-11-24"))).toBeNull();
    expect(visitCodeFault("99213", on, seen("2023-11-23"))).not.toBeNull();
    expect(visitCodeFault("99203", on, seen("2023-11-23"))).toBeNull();
  });
  test("a history from elsewhere may have been here: the established code is left alone, the new one too", () => {
    expect(visitCodeFault("99213", on, { here: null, takenOver: "2026-02-02" })).toBeNull();
    expect(visitCodeFault("99203", on, { here: null, takenOver: "2026-02-02" })).toBeNull();
    expect(visitCodeFault("99213", on, { here: null, takenOver: "2020-02-02" })).not.toBeNull();
  });
  test("what is no visit is left alone", () => expect(visitCodeFault("93000", on, never)).toBeNull());
});
