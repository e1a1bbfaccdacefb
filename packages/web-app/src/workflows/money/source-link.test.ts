import { describe, expect, test } from "vitest";
import { mendOf, pointerText, readModifiers, readPointers, type Finding } from "./source-link.ts";

const finding = (source: Partial<Finding["source"]>): Finding => ({
  rule: "15",
  severity: "error",
  message: "",
  element: "2010BA NM109",
  source: { screen: "coverage", field: "memberId", id: "c1", patientId: "p1", ...source },
});

describe("from an error to the field that mends it", () => {
  test("each screen has its place", () => {
    expect(mendOf(finding({}), "e1")).toEqual({
      kind: "page",
      href: "/p/p1/insurance?field=memberId",
      label: "Insurance",
    });
    expect(mendOf(finding({ screen: "encounter", field: "diagnoses.0" }), "e1")).toMatchObject({
      href: "/p/p1/visit/e1?field=diagnoses.0",
    });
    expect(mendOf(finding({ screen: "charge", field: "pointers", id: "ch1" }), "e1")).toEqual({
      kind: "line",
      chargeId: "ch1",
      field: "pointers",
    });
    expect(mendOf(finding({ screen: "patient", patientId: null }), "e1")).toBeNull();
  });
});

describe("what is typed into a line", () => {
  test("pointers by letter or number", () => {
    expect(readPointers("a c")).toEqual([1, 3]);
    expect(readPointers("ABCD")).toEqual([1, 2, 3, 4]);
    expect(readPointers("1, 12")).toEqual([1, 12]);
    expect(readPointers("")).toEqual([]);
    expect(readPointers("ABCDE")).toBeNull();
    expect(readPointers("Z")).toBeNull();
    expect(pointerText([1, 12])).toBe("A L");
  });
  test("modifiers have two characters, at most four of them", () => {
    expect(readModifiers("25, 59")).toEqual(["25", "59"]);
    expect(readModifiers(" ")).toEqual([]);
    expect(readModifiers("5")).toBeNull();
    expect(readModifiers("25 59 lt rt gt")).toBeNull();
  });
});
