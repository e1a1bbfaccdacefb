import { expect, test } from "vitest";
import {
  letterText,
  SPECIMEN,
  SPECIMEN_CHOICES,
  templateAdvice,
  templateFaults,
  type LetterFacts,
  withOtherRecipient,
} from "./letter-text.ts";

const nothing = {
  ...SPECIMEN_CHOICES,
  to: "",
  awayFrom: null,
  awayTo: null,
  limits: "",
  question: "",
  withDiagnoses: false,
  withProblems: false,
  withMedications: false,
  withAllergies: false,
  referral: null,
};
const EXCUSE =
  "{{patient.name}} was seen on {{visit.date}}.\nAway from {{away.from}} through {{away.through}}.\nObserve: {{limits}}\nBecause of {{visit.diagnoses}}";

test("CHT-247 an excuse says nothing of why unless it is chosen, and no line of what is empty", () => {
  expect(letterText(EXCUSE, SPECIMEN, nothing, "en")).toBe("Pat Example was seen on November 23, 2026.");
  const away = { ...nothing, awayFrom: "2026-11-23", awayTo: "2026-11-25" } as const;
  expect(letterText(EXCUSE, SPECIMEN, away, "es")).toBe(
    "Pat Example was seen on 23 de noviembre de 2026.\nAway from 23 de noviembre de 2026 through 25 de noviembre de 2026.",
  );
  expect(letterText(EXCUSE, SPECIMEN, { ...nothing, withDiagnoses: true }, "en")).toContain(
    "Because of Acute bronchitis",
  );
});

test("CHT-247 lists go along where they are chosen: nobody asked is not none, and nothing on a list says so", () => {
  const body = "Problems: {{problems}}\nMedications: {{medications}}\nAllergies: {{allergies}}";
  const all = { ...nothing, withProblems: true, withMedications: true, withAllergies: true };
  const empty = (status: LetterFacts["allergies"]["status"]): LetterFacts => ({
    ...SPECIMEN,
    problems: [],
    medications: [],
    allergies: { status, active: [] },
  });
  expect(letterText(body, SPECIMEN, nothing, "en")).toBe("");
  expect(letterText(body, empty("not-asked"), all, "en")).toBe(
    "Problems: none is listed\nMedications: none is listed\nAllergies: not asked yet",
  );
  expect(letterText(body, empty("none-known"), all, "en")).toContain("Allergies: no known allergies");
  expect(letterText(body, SPECIMEN, all, "en")).toContain("Allergies: Penicillin");
});

test("CHT-247 the plan's referral stands with its own number and period", () => {
  const body = "Referral {{referral.number}}, {{referral.from}} to {{referral.until}}";
  const referral = { number: "R-7", from: "2026-11-01", until: "2026-12-31" } as const;
  expect(letterText(body, SPECIMEN, { ...nothing, referral }, "en")).toBe(
    "Referral R-7, November 1, 2026 to December 31, 2026",
  );
});

test("CHT-246 a template names unknown fields and open braces; what says why in an excuse is advised against", () => {
  expect(templateFaults("{{patient.name}} on {{visit.date}}")).toEqual([]);
  expect(templateFaults("{{patient.name}} {{diagnosis}}")[0]).toContain("{{diagnosis}} is no field");
  expect(templateFaults("{{patient.name}} {{visit.date}")[0]).toContain("one of the two is missing");
  expect(templateFaults("Hello")[0]).toContain("about nobody");
  // What every object has is no field.
  expect(templateFaults("{{patient.name}} {{constructor}}")).toHaveLength(1);
  expect(templateAdvice("work-excuse", "{{visit.diagnoses}}")[0]).toContain("need not know why");
  expect(templateAdvice("referral", "{{visit.diagnoses}}")).toEqual([]);
});

test("CHT-272 another recipient stands in place of the one before, and no part of a longer name is touched", () => {
  const text = "To Dr. Lee\nDr. Leeman knows him. Dr. Lee, please advise. xDr. Lee";
  expect(withOtherRecipient(text, "Dr. Lee", "Dr. Ito")).toBe(
    "To Dr. Ito\nDr. Leeman knows him. Dr. Ito, please advise. xDr. Lee",
  );
  expect(withOtherRecipient("Dr. Lee", "Dr. Lee", "Dr. Lee and Dr. Ito")).toBe("Dr. Lee and Dr. Ito");
  expect(withOtherRecipient("Nobody yet", "", "Dr. Ito")).toBe("Nobody yet");
});
