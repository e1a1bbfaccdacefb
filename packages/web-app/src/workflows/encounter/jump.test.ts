import { expect, test } from "vitest";
import { fieldOf, tabOf } from "./jump.ts";

test("an item of the gate names a field, and the panel that has it", () => {
  expect(fieldOf("section:hpi")).toBe("section.hpi");
  expect(fieldOf("procedures:2")).toBe("procedures.2");
  expect(fieldOf("diagnoses")).toBe("diagnoses");
  expect(tabOf("allergies")).toBe("meds");
  expect(tabOf("vitals")).toBe("vitals");
  expect(tabOf("section.plan")).toBeNull();
});
