import { expect, test } from "vitest";
import { marginRules } from "./print-margins.ts";

const margins = {
  practice: "Oak Street Family Medicine · (619) 555-0100",
  patient: "LOPEZ, Maria · DOB 03/04/1981",
  printed: "Printed 11/29/2026 7:13 AM, Ana Reyes",
  language: "en",
} as const;

test("GTW-81 each sheet bears practice, patient, when and by whom it was printed, and which of how many it is", () => {
  const rules = marginRules(margins);
  expect(rules).toContain(`@top-left { content: "Oak Street Family Medicine · (619) 555-0100"`);
  expect(rules).toContain(`@top-right { content: "LOPEZ, Maria · DOB 03/04/1981"`);
  expect(rules).toContain(`@bottom-left { content: "Printed 11/29/2026 7:13 AM, Ana Reyes"`);
  expect(rules).toContain(`"Page " counter(page) " of " counter(pages)`);
});

test("GTW-81 a paper about nobody names nobody, and a Spanish one counts in Spanish", () => {
  expect(marginRules({ ...margins, patient: null })).not.toContain("top-right");
  expect(marginRules({ ...margins, language: "es" })).toContain(`"Página " counter(page) " de " counter(pages)`);
});

test("a name with a quotation mark, a backslash or a line's end stays within its margin", () => {
  const rules = marginRules({ ...margins, patient: `O"Brien\\ \n} body { display: none` });
  expect(rules).toContain(String.raw`content: "O\22 Brien\5c  \a } body { display: none"`);
});

test("GTW-81 a wide paper lies across, the others do not", () => {
  expect(marginRules({ ...margins, landscape: true })).toContain("size: landscape;");
  expect(marginRules(margins)).not.toContain("landscape");
});
