import type { Answers, FieldAnswer } from "@practicum/contracts/charting/template-content";
import { must } from "@practicum/kernel/assert";
import { describe, expect, test } from "vitest";
import { templateFaults } from "./lint.ts";
import { narrative } from "./narrative.ts";
import { notePackBy, notePacks } from "./packs.ts";
import { isProposed } from "./propose.ts";
import { scoreOf } from "./score.ts";
import { missingFields, visibleFields } from "./visible-fields.ts";

const all = notePacks.flatMap((pack) => pack.templates);
const named = (name: string) => must(all.find((one) => one.name === name)).content;

test.each(all.map((one) => [one.name, one] as const))("CHT-356 %s has no fault", (_, { content }) =>
  expect(templateFaults(content)).toEqual([]),
);

test("CHT-356 no two templates have one id, or one name", () => {
  expect(new Set(all.map((one) => one.templateId)).size).toBe(all.length);
  expect(new Set(all.map((one) => one.name)).size).toBe(all.length);
});

test("CHT-356 a well-child visit of each month until six years proposes the template of that age and no other", () => {
  const { templates } = must(notePackBy("pediatrics"));
  for (let month = 0; month < 72; month += 1) {
    const birthDate = `${2026 - Math.floor(month / 12) - (month % 12 > 10 ? 1 : 0)}-${String(((11 - (month % 12) + 11) % 12) + 1).padStart(2, "0")}-01`;
    const visit = { visitTypeName: "Well child", birthDate, serviceDate: "2026-11-23" } as never;
    expect([month, templates.filter((one) => isProposed(one.content, visit)).length]).toEqual([month, 1]);
  }
});

describe("CHT-356 behavioral health", () => {
  const { fields } = named("Depression and anxiety, follow-up");
  const phq9 = must(fields.find((one) => one.key === "phq9"));
  const gad7 = must(fields.find((one) => one.key === "gad7"));
  const answers = (points: readonly number[]): Extract<FieldAnswer, { kind: "score" }> => ({
    kind: "score",
    points: points.map((one, n) => ({ question: `q${n + 1}`, points: one })),
  });
  const bandOf = (field: typeof phq9, points: readonly number[]) => {
    const { total, band, max } = scoreOf(field as never, answers(points));
    return [total, band, max];
  };

  test("PHQ-9 and GAD-7 are scored as published", () => {
    expect(bandOf(phq9, [1, 1, 1, 1, 0, 0, 0, 0, 0])).toEqual([4, "minimal", 27]);
    expect(bandOf(phq9, [1, 1, 1, 1, 1, 0, 0, 0, 0])).toEqual([5, "mild", 27]);
    expect(bandOf(phq9, [2, 2, 2, 2, 2, 0, 0, 0, 0])).toEqual([10, "moderate", 27]);
    expect(bandOf(phq9, [3, 3, 3, 3, 3, 0, 0, 0, 0])).toEqual([15, "moderately severe", 27]);
    expect(bandOf(phq9, [3, 3, 3, 3, 3, 3, 2, 0, 0])).toEqual([20, "severe", 27]);
    expect(bandOf(gad7, [3, 3, 3, 0, 0, 0, 0])).toEqual([9, "mild", 21]);
    expect(bandOf(gad7, [3, 3, 3, 1, 0, 0, 0])).toEqual([10, "moderate", 21]);
    expect(bandOf(gad7, [3, 3, 3, 3, 3, 0, 0])).toEqual([15, "severe", 21]);
  });

  test("the ninth question above “not at all” asks for the safety step, whatever the rest, and nothing else does", () => {
    const missing = (of: Answers) => missingFields(fields, of).map(({ key }) => key);
    expect(missing({ phq9: answers([3, 3, 3, 3, 3, 3, 3, 3, 0]) })).toEqual([]);
    const rung: Answers = { phq9: { kind: "score", points: [{ question: "q9", points: 1 }] } };
    expect(missing(rung)).toEqual(["thoughts", "attempt", "means", "safety-plan"]);
    const plan: Answers = { ...rung, thoughts: { kind: "one", choice: "thoughts-with-a-plan-or-intent" } };
    expect(missing(plan)).toContain("urgent");
    expect(narrative({ fields, patterns: [] }, "hpi", rung)[0]?.text).toBe(
      "PHQ-9: 1 of 9 questions answered, no score; question 9 (thoughts of death or self-harm) was answered: above “not at all”",
    );
  });
});

test("CHT-356 a milestone that is not seen yet asks for what follows; one that nobody could say does not", () => {
  const { fields } = named("Well child, 15 months");
  const shown = (value: "yes" | "no" | "unknown") =>
    visibleFields(fields, { steps: { kind: "yes-no", value } }).some(({ key }) => key === "milestone-step");
  expect([shown("yes"), shown("no"), shown("unknown")]).toEqual([false, true, false]);
});

test("CHT-356 high suspicion without a biopsy asks why; a biopsy without consent asks for no specimen", () => {
  const lesion = named("Skin lesion").fields;
  const one = (choice: string) => ({ kind: "one", choice }) as const;
  const asks = (suspicion: string, next: string) =>
    visibleFields(lesion, { suspicion: one(suspicion), next: one(next) }).some(({ key }) => key === "why-not");
  expect([asks("high", "reassured"), asks("high", "biopsy"), asks("low", "reassured")]).toEqual([true, false, false]);
  const biopsy = named("Skin biopsy").fields;
  const specimen = (value: "yes" | "no") =>
    visibleFields(biopsy, { consent: { kind: "yes-no", value } }).some(({ key }) => key === "specimen");
  expect([specimen("yes"), specimen("no")]).toEqual([true, false]);
});
