import { describe, expect, test } from "vitest";
import { mendOf, pointerText, readModifiers, readPointers, type Finding } from "./source-link.ts";

const finding = (source: Partial<Finding["source"]>): Finding => ({
  rule: "15",
  severity: "error",
  message: "",
  element: "2010BA NM109",
  source: { screen: "coverage", field: "memberId", id: "c1", patientId: "p1", ...source },
});

const claim = { claimId: "cl1", encounterId: "e1" };

describe("from an error to the field that mends it", () => {
  test("a field of a record, by the contract's name", () => {
    expect(mendOf(finding({}), claim)?.href).toBe("/p/p1/insurance?field=memberId&of=c1");
    const address = finding({ screen: "patient", field: "address.line1", id: "p1" });
    expect(mendOf(address, claim)?.href).toBe("/p/p1/summary?field=address.line1");
    expect(mendOf(finding({ screen: "patient", patientId: null }), claim)).toBeNull();
  });
  test("the note, and a line of the claim with its queue beside it", () => {
    const diagnosis = finding({ screen: "encounter", field: "diagnoses.0" });
    expect(mendOf(diagnosis, claim)?.href).toBe("/p/p1/visit/e1?field=diagnoses.0");
    const pointers = finding({ screen: "charge", field: "pointers", id: "ch1" });
    expect(mendOf(pointers, claim)?.href).toBe("/money/claims/cl1?field=pointers&of=ch1");
    expect(mendOf(pointers, { ...claim, show: "fix" })?.href).toBe("/money/claims/cl1?field=pointers&of=ch1&show=fix");
  });
  test("a person and a site open in their docks", () => {
    const npi = finding({ screen: "staff", field: "npi", id: "s1" });
    expect(mendOf(npi, claim)?.href).toBe("/admin/users?dock=person&about=s1&field=npi&of=s1");
    const zip = finding({ screen: "location", field: "address.zip", id: "l1" });
    expect(mendOf(zip, claim)?.href).toBe("/admin/locations?dock=site&about=l1&field=address.zip&of=l1");
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
