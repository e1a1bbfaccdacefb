import {
  templateContent,
  type Answers,
  type FieldAnswer,
  type TemplateContent,
  type TemplateContentInput,
} from "@practicum/contracts/charting/template-content";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerFault } from "./answer-fault.ts";
import { answerOfText, answerText } from "./answer-text.ts";
import { templateFaults } from "./lint.ts";
import { narrative, wordsOf } from "./narrative.ts";
import { isProposed } from "./propose.ts";
import { scoreOf } from "./score.ts";
import { isAnswered, missingFields, visibleFields } from "./visible-fields.ts";

const content = (of: TemplateContentInput): TemplateContent => templateContent.parse(of);
const yes = { kind: "yes-no", value: "yes" } as const;
const no = { kind: "yes-no", value: "no" } as const;
const unknown = { kind: "yes-no", value: "unknown" } as const;
const shown = (of: TemplateContent, answers: Answers) => visibleFields(of.fields, answers).map(({ key }) => key);
const said = (of: TemplateContent, answers: Answers) => narrative(of, "hpi", answers).map((one) => one.text);

const cough = content({
  fields: [
    {
      key: "cough",
      label: "Cough",
      section: "hpi",
      kind: "yes-no",
      required: true,
      says: { yes: "Coughs.", no: "No cough." },
    },
    {
      key: "days",
      label: "Days of cough",
      section: "hpi",
      kind: "number",
      unit: "days",
      min: 1,
      max: 365,
      required: true,
      showIf: { match: "all", of: [{ field: "cough", is: "one-of", values: ["yes"] }] },
    },
    {
      key: "long",
      label: "Seen for it before",
      section: "hpi",
      kind: "text",
      showIf: { match: "all", of: [{ field: "days", is: "at-least", number: 21 }] },
    },
  ],
});

describe("what is shown, and what is missing", () => {
  test("CHT-341 a field is shown while its conditions hold; what is answered in one that is not shown counts nowhere", () => {
    const days = { kind: "number", number: 30 } as const;
    expect(shown(cough, {})).toEqual(["cough"]);
    expect(shown(cough, { cough: yes })).toEqual(["cough", "days"]);
    expect(shown(cough, { cough: yes, days })).toEqual(["cough", "days", "long"]);
    // 30 days stand there still, and are nobody's cough any more.
    expect(shown(cough, { cough: no, days })).toEqual(["cough"]);
    expect(said(cough, { cough: no, days })).toEqual(["No cough."]);
    expect(shown(cough, { cough: yes, days: { ...days, number: 21 } })).toContain("long");
    expect(shown(cough, { cough: yes, days: { ...days, number: 20 } })).not.toContain("long");
  });

  test("CHT-341 not known is neither yes nor no", () => {
    expect(shown(cough, { cough: unknown })).toEqual(["cough"]);
    expect(said(cough, { cough: unknown })).toEqual(["Cough: not known."]);
    expect(said(cough, {})).toEqual([]);
  });

  test("CHT-342 what is required and shown is missing until it is answered; not known is an answer", () => {
    const missing = (answers: Answers) => missingFields(cough.fields, answers).map(({ key }) => key);
    expect(missing({})).toEqual(["cough"]);
    expect(missing({ cough: unknown })).toEqual([]);
    expect(missing({ cough: yes })).toEqual(["days"]);
    expect(missing({ cough: yes, days: { kind: "number", number: 3 } })).toEqual([]);
  });

  test("CHT-341 of a questionnaire one answer decides, or the total of a whole one", () => {
    const { fields } = mood;
    const rest = { kind: "yes-no", value: "no" } as const;
    expect(shown(mood, {})).toEqual(["mood"]);
    expect(shown(mood, { mood: points(undefined, 1) })).toEqual(["mood", "safety"]);
    expect(shown(mood, { mood: points(2, undefined) })).toEqual(["mood"]);
    expect(shown(mood, { mood: points(2, 0) })).toEqual(["mood", "plan"]);
    expect(shown(mood, { mood: points(1, 0) })).toEqual(["mood"]);
    expect(missingFields(fields, { mood: points(3, 1), safety: rest }).map(({ key }) => key)).toEqual(["plan"]);
  });
});

const mood = content({
  fields: [
    {
      key: "mood",
      label: "Mood",
      section: "hpi",
      kind: "score",
      required: true,
      questions: [
        { key: "low", text: "Low" },
        { key: "harm", text: "Thoughts of harm" },
      ],
      options: [0, 1, 2, 3].map((n) => ({ label: `Answer ${n}`, points: n })),
      bands: [
        { from: 0, label: "little" },
        { from: 4, label: "much" },
      ],
      alarm: { question: "harm", from: 1, message: "thoughts of harm were answered" },
    },
    {
      key: "safety",
      label: "Safe at home",
      section: "plan",
      kind: "yes-no",
      required: true,
      showIf: { match: "all", of: [{ field: "mood", is: "question-at-least", question: "harm", number: 1 }] },
    },
    {
      key: "plan",
      label: "What is done",
      section: "plan",
      kind: "text",
      required: true,
      showIf: { match: "any", of: [{ field: "mood", is: "at-least", number: 2 }] },
    },
  ],
});
function points(low: number | undefined, harm: number | undefined): FieldAnswer {
  const of = (question: string, n: number | undefined) => (n === undefined ? [] : [{ question, points: n }]);
  return { kind: "score", points: [...of("low", low), ...of("harm", harm)] };
}

test("CHT-343 a questionnaire has a total when it is whole and not before, and its alarm at once", () => {
  const [field] = mood.fields;
  if (field?.kind !== "score") throw new Error("it is one");
  const of = (low: number | undefined, harm: number | undefined) => {
    const answer = points(low, harm);
    return answer.kind === "score" ? scoreOf(field, answer) : null;
  };
  expect(of(3, undefined)).toMatchObject({ total: null, band: null, answered: 1, of: 2, max: 6, alarm: null });
  expect(of(undefined, 1)).toMatchObject({ total: null, alarm: "thoughts of harm were answered" });
  expect(of(3, 0)).toMatchObject({ total: 3, band: "little", alarm: null });
  expect(of(1, 3)).toMatchObject({ total: 4, band: "much" });
  expect(said(mood, { mood: points(2, undefined) })).toEqual(["Mood: 1 of 2 questions answered, no score"]);
  expect(said(mood, { mood: points(2, 2) })).toEqual(["Mood: 4 of 6, much; thoughts of harm were answered"]);
});

describe("the narrative", () => {
  const pain = content({
    fields: [
      {
        key: "where",
        label: "Where",
        section: "hpi",
        kind: "many",
        choices: [
          { key: "back", label: "Back" },
          { key: "leg", label: "Leg", says: "the leg" },
          { key: "none", label: "Nowhere", alone: true },
        ],
      },
      { key: "since", label: "Since", section: "hpi", kind: "date" },
      { key: "more", label: "More", section: "hpi", kind: "text" },
      { key: "fever", label: "Fever", section: "hpi", kind: "yes-no" },
    ],
    patterns: [{ section: "hpi", text: "Pain: [{{where}}][, since {{since}}]\nFever [{{fever}}]. [{{more}}]" }],
  });

  test("CHT-344 words are left out with the answers that they are for", () => {
    expect(templateFaults(pain)).toEqual([]);
    const leg = { kind: "many", choices: ["leg", "back"] } as const;
    const since = { kind: "date", date: "2026-03-04" } as never;
    expect(said(pain, { where: leg as never })).toEqual(["Pain: back, the leg"]);
    expect(said(pain, { where: leg as never, since })).toEqual(["Pain: back, the leg, since 03/04/2026"]);
    expect(said(pain, { fever: unknown })).toEqual(["Fever not known."]);
    expect(said(pain, { more: { kind: "text", text: "[sic]\n{{where}}" } })).toEqual(["Fever . [sic] {{where}}"]);
  });

  test("CHT-344 a line keeps its name whatever is answered before it", () => {
    expect(narrative(pain, "hpi", { fever: yes }, "t:")).toEqual([{ line: "t:1", text: "Fever yes." }]);
    expect(narrative(pain, "exam", { fever: yes })).toEqual([]);
  });
});

test("CHT-346 an answer that can't be is refused with the field's name", () => {
  const [, days] = cough.fields;
  const [field] = mood.fields;
  if (!days || !field) throw new Error("they are there");
  const fault = (number: number) => answerFault(days, { kind: "number", number });
  expect([fault(1), fault(365)]).toEqual([null, null]);
  expect(fault(0)).toBe("“Days of cough” takes 1 to 365 days.");
  expect(fault(366)).toContain("1 to 365");
  expect(fault(1.5)).toContain("whole number");
  expect(answerFault(days, yes)).toContain("another kind");
  expect(answerFault(field, points(1, 0))).toBeNull();
  expect(answerFault(field, points(1, 4))).toContain("its own answers");
  expect(answerFault(field, { kind: "score", points: [{ question: "joy", points: 1 }] })).toContain("own answers");
  const [where] = content({
    fields: [
      {
        key: "w",
        label: "Where",
        section: "hpi",
        kind: "many",
        choices: [
          { key: "a", label: "A" },
          { key: "b", label: "B" },
          { key: "none", label: "None", alone: true },
        ],
      },
    ],
  }).fields;
  if (!where) throw new Error("it is there");
  const many = (...choices: string[]) => answerFault(where, { kind: "many", choices });
  expect([many("a", "b"), many("none")]).toEqual([null, null]);
  expect(many("a", "none")).toBe("“None” stands alone: take it away, or the others.");
  expect(many("c")).toContain("Choose among");
  expect(many("a", "a")).toContain("each once");
});

test("CHT-345 a template is proposed by the visit's type and the age on its day", () => {
  const of = { visitTypes: ["Well child"], ages: { fromMonths: 14, beforeMonths: 17 } };
  const on = (birthDate: string, visitTypeName = "well child") =>
    isProposed(of, { visitTypeName, birthDate, serviceDate: "2026-11-23" } as never);
  expect([on("2025-09-23"), on("2025-09-24"), on("2025-06-24"), on("2025-06-23")]).toEqual([true, false, true, false]);
  expect(on("2025-08-23", "Sick child")).toBe(false);
  expect(
    isProposed({ visitTypes: [], ages: null }, {
      visitTypeName: "",
      birthDate: "2020-01-01",
      serviceDate: "2026-01-01",
    } as never),
  ).toBe(false);
});

/** Templates of any conditions, circles too. */
const keys = ["a", "b", "c", "d", "e"] as const;
const anyTemplate = fc
  .array(
    fc.record({
      kind: fc.constantFrom("yes-no" as const, "text" as const, "number" as const),
      required: fc.boolean(),
      says: fc.boolean(),
      match: fc.constantFrom("all" as const, "any" as const),
      of: fc.array(
        fc.record({
          field: fc.constantFrom(...keys),
          is: fc.constantFrom("answered" as const, "one-of" as const, "at-least" as const),
        }),
        { maxLength: 3 },
      ),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((fields) =>
    content({
      fields: fields.map(({ kind, required, says, match, of }, n) => {
        const key = keys[n] ?? "a";
        const base = {
          key,
          label: `Label${key}`,
          section: "hpi" as const,
          required,
          showIf:
            of.length === 0
              ? null
              : {
                  match,
                  of: of.map(({ field, is }) =>
                    is === "one-of"
                      ? { field, is, values: ["no"] }
                      : is === "at-least"
                        ? { field, is, number: 5 }
                        : { field, is },
                  ),
                },
        };
        if (kind === "number") return { ...base, kind, min: 0, max: 10 };
        return kind === "text"
          ? { ...base, kind }
          : { ...base, kind, says: says ? { yes: `Has${key}.`, no: `Not${key}.` } : null };
      }),
    }),
  );
const anyAnswers = fc
  .record(
    Object.fromEntries(
      keys.map((key) => [
        key,
        fc.option(
          fc.oneof(
            fc.constantFrom(yes, no, unknown),
            fc.integer({ min: 0, max: 10 }).map((number) => ({ kind: "number", number }) as const),
            fc.constant({ kind: "text", text: `Word${key}` } as const),
          ),
          { nil: undefined },
        ),
      ]),
    ),
  )
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, one]) => one !== undefined)) as Answers);

test("CHT-341 property: what is shown is worked out for every template, and does not hang on what is not shown", () => {
  expect.hasAssertions();
  fc.assert(
    fc.property(anyTemplate, anyAnswers, (of, answers) => {
      const visible = shown(of, answers);
      const counted = Object.fromEntries(Object.entries(answers).filter(([key]) => visible.includes(key)));
      if (templateFaults(of).length === 0) expect(shown(of, counted)).toEqual(visible);
    }),
  );
});

test("CHT-344 property: the narrative has a line for each answer that is shown, and no word of any other", () => {
  fc.assert(
    fc.property(anyTemplate, anyAnswers, (of, answers) => {
      const lines = narrative(of, "hpi", answers);
      const visible = visibleFields(of.fields, answers);
      const answered = visible.filter((field) => isAnswered(field, answers[field.key]));
      expect(lines.map(({ line }) => line)).toEqual(answered.map((field) => String(of.fields.indexOf(field))));
      for (const [n, field] of answered.entries()) {
        const words = wordsOf(field, answers[field.key]) ?? "";
        expect(lines[n]?.text).toContain(words);
        const answer = answers[field.key];
        if (answer?.kind === "yes-no" && answer.value === "unknown") {
          expect(lines[n]?.text).toMatch(/not known/);
          expect(lines[n]?.text).not.toContain("Not" + field.key);
        }
      }
      const rest = keys.filter((key) => !answered.some((field) => field.key === key));
      for (const key of rest)
        expect(lines.map(({ text }) => text).join("\n")).not.toMatch(new RegExp(`(Label|Word|Has|Not)${key}`));
    }),
  );
});

test("property: an answer as text is the answer again", () => {
  fc.assert(
    fc.property(anyAnswers, (answers) => {
      for (const answer of Object.values(answers)) expect(answerOfText(answerText(answer))).toEqual(answer);
    }),
  );
  expect([answerText(null), answerOfText(""), answerOfText("{")]).toEqual(["", undefined, undefined]);
});
