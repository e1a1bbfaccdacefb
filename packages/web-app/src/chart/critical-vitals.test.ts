import { expect, test } from "vitest";
import { savedText } from "./critical-vitals.ts";

test.each([
  [[], "Vital signs are saved."],
  [[{ field: "pulse", critical: false }], "Vital signs are saved."],
  [[{ field: "pulse", critical: true }], "Vital signs are saved. Critical: pulse. Tell the provider now."],
  [
    [
      { field: "systolic", critical: true },
      { field: "pulse", critical: false },
      { field: "oxygenSaturation", critical: true },
    ],
    "Vital signs are saved. Critical: systolic pressure and oxygen saturation. Tell the provider now.",
  ],
] as const)("every critical value is named: %j", (abnormal, text) => expect(savedText(abnormal)).toBe(text));
