import { expect, test } from "vitest";
import { addressLine, allergyLine, pcpLine, subscriberLine } from "./face-sheet-lines.ts";

test("SCH-122 what is not known of allergies is never said to be none", () => {
  const said = (["hidden", "unknown", "not-asked"] as const).map((kind) => allergyLine({ kind }));
  for (const line of said) expect(line).not.toMatch(/no known|none/i);
  expect(new Set(said).size).toBe(3);
  expect(allergyLine({ kind: "none-known" })).toContain("NKDA");
  expect(allergyLine({ kind: "listed", substances: ["Penicillin", "Latex"] })).toBe("Penicillin, Latex");
});

test("SCH-122 subscriber, PCP and address are whole, or said to be missing", () => {
  const name = { family: "Lopez", given: "Juan", middle: null, suffix: null };
  const self = { relationship: "self" as const, name: null, birthDate: null, sex: null };
  expect(subscriberLine(self)).toBe("Self");
  expect(subscriberLine({ ...self, relationship: "child", name, birthDate: "1975-02-01" })).toBe(
    "LOPEZ, Juan, born 02/01/1975 (patient is child)",
  );
  expect(subscriberLine({ ...self, relationship: "other" })).toBe("Name not on file (patient is another dependent)");
  expect(pcpLine({ pcpNpi: null, eligibility: null })).toBe("None assigned");
  expect(pcpLine({ pcpNpi: "1234567893", eligibility: { pcpName: "Dr. Chen" } })).toBe("Dr. Chen, NPI 1234567893");
  expect(addressLine(null)).toBe("None on file");
  expect(addressLine({ line1: "1 A St", line2: "Apt 2", city: "San Diego", state: "CA", zip: "921011234" })).toBe(
    "1 A St, Apt 2, San Diego, CA 92101",
  );
});
