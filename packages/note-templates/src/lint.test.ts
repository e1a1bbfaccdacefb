import { templateContent, type TemplateContentInput } from "@practicum/contracts/charting/template-content";
import { describe, expect, test } from "vitest";
import { templateFaults } from "./lint.ts";

type Field = TemplateContentInput["fields"][number];
const faults = (fields: readonly object[], patterns: readonly string[] = []) =>
  templateFaults(templateContent.parse({ fields, patterns: patterns.map((text) => ({ section: "hpi", text })) })).map(
    ({ field, message }) => `${field}: ${message}`,
  );
const yesNo = (key: string, more: object = {}): Field => ({
  key,
  label: key.toUpperCase(),
  section: "hpi",
  kind: "yes-no",
  ...more,
});
const number = (key: string, more: object = {}): Field => ({
  key,
  label: key.toUpperCase(),
  section: "hpi",
  kind: "number",
  min: 0,
  max: 10,
  ...more,
});
const when = (...of: object[]) => ({ showIf: { match: "all", of } });
const either = (...of: object[]) => ({ showIf: { match: "any", of } });
const is = (field: string, ...values: string[]) => ({ field, is: "one-of", values });

describe("CHT-340 what is not saved", () => {
  test("a key that is there twice", () =>
    expect(faults([yesNo("a"), yesNo("a")])).toEqual(["fields.1.key: “a” is the key of another field, too."]));

  test.each([
    ["an unknown field", is("z", "yes"), "no field “z”"],
    ["an answer that there is not", is("a", "maybe"), "“maybe” is no answer"],
    ["a number of what is none", { field: "a", is: "at-least", number: 1 }, "no number"],
    ["an answer of what has none", is("n", "yes"), "no answers to choose"],
    [
      "a question of what has none",
      { field: "a", is: "question-at-least", question: "q", number: 1 },
      "no questionnaire",
    ],
  ])("a condition over %s", (_, condition, words) => {
    const [fault, ...more] = faults([yesNo("a"), number("n"), yesNo("b", when(condition))]);
    expect(more).toEqual([]);
    expect(fault).toMatch(/^fields\.2\.showIf\.of\.0: /);
    expect(fault).toContain(words);
  });

  test("a circle, of one field and of three, and of what hangs on it", () => {
    expect(faults([yesNo("a", when(is("a", "yes")))])).toEqual([expect.stringContaining("in a circle")]);
    const three = [
      yesNo("a", when(is("c", "yes"))),
      yesNo("b", when(is("a", "yes"))),
      yesNo("c", either(is("b", "yes"))),
    ];
    expect(faults([...three, yesNo("d", when(is("a", "yes")))]).map((one) => one.split(":")[0])).toEqual([
      "fields.0.showIf",
      "fields.1.showIf",
      "fields.2.showIf",
      "fields.3.showIf",
    ]);
  });

  test.each([
    ["two answers of one question", [is("a", "yes"), is("a", "no")]],
    ["a number above its field's", [{ field: "n", is: "at-least", number: 11 }]],
    [
      "a number below and above",
      [
        { field: "n", is: "at-least", number: 6 },
        { field: "n", is: "at-most", number: 5 },
      ],
    ],
  ])("required and never shown: %s", (_, conditions) => {
    const fields = [yesNo("a"), number("n"), yesNo("b", { required: true, ...when(...conditions) })];
    expect(faults(fields)).toEqual([expect.stringMatching(/^fields\.2\.showIf: .*required and never shown/)]);
    // Any of two that exclude each other can be; what hangs on a field that is never shown can't.
    if (conditions.length > 1) expect(faults([...fields.slice(0, 2), yesNo("b", either(...conditions))])).toEqual([]);
    expect(faults([...fields, yesNo("c", when(is("b", "yes")))])).toHaveLength(2);
  });

  test("what can be: both ends of a range, two answers of what takes several", () => {
    const several = {
      key: "m",
      label: "M",
      section: "hpi",
      kind: "many",
      choices: [
        { key: "x", label: "X" },
        { key: "y", label: "Y" },
      ],
    };
    expect(
      faults([
        number("n"),
        several,
        yesNo("b", when({ field: "n", is: "at-least", number: 10 }, { field: "n", is: "at-most", number: 10 })),
        yesNo("c", when(is("m", "x"), is("m", "y"))),
      ]),
    ).toEqual([]);
  });

  test.each([
    ["no end of a bracket", "[A {{a}}", "no end"],
    ["a bracket in a bracket", "[A [{{a}}]]", "no end"],
    ["no end of braces", "{{a}} {{a", "no end"],
    ["an unknown field", "{{a}} [{{z}}]", "“{{z}}” is no field of this section"],
    ["a line without a field", "{{a}}\nHeart regular.", "would say what nobody answered"],
  ])("a pattern with %s", (_, pattern, words) =>
    expect(faults([yesNo("a")], [pattern])).toEqual([expect.stringContaining(words)]),
  );

  test("an answer that would be said nowhere, or with others alone", () => {
    expect(faults([yesNo("a"), yesNo("b")], ["{{a}}"])).toEqual([
      "patterns.0.text: “B” is said nowhere: put {{b}} into a line.",
    ]);
    expect(faults([yesNo("a"), yesNo("b")], ["[{{a}} and {{b}}] [{{a}}]"])).toEqual([
      expect.stringContaining("“B” is said together"),
    ]);
    expect(faults([yesNo("a")], ["{{a}}", "{{a}}"])).toEqual([expect.stringContaining("patterns.1.section")]);
  });

  test("numbers, answers and questionnaires that can't be", () => {
    expect(faults([number("n", { min: 5, max: 5 })])).toEqual([expect.stringContaining("fields.0.max")]);
    const choices = [
      { key: "x", label: "X" },
      { key: "x", label: "x" },
    ];
    expect(
      faults([{ key: "c", label: "C", section: "hpi", kind: "one", choices }]).map((one) => one.split(":")[0]),
    ).toEqual(["fields.0.choices.1.key", "fields.0.choices.1.label"]);
    const score = (more: object) => ({
      key: "s",
      label: "S",
      section: "hpi",
      kind: "score",
      questions: [{ key: "q", text: "Q" }],
      options: [
        { label: "No", points: 0 },
        { label: "Yes", points: 1 },
      ],
      ...more,
    });
    expect(faults([score({})])).toEqual([]);
    expect(
      faults([
        score({
          options: [
            { label: "No", points: 0 },
            { label: "Yes", points: 0 },
          ],
        }),
      ]),
    ).toEqual([expect.stringContaining("fields.0.options.1.points")]);
    expect(faults([score({ bands: [{ from: 1, label: "some" }] })])).toEqual([
      expect.stringContaining("fields.0.bands"),
    ]);
    expect(
      faults([score({ alarm: { question: "z", from: 2, message: "m" } })]).map((one) => one.split(":")[0]),
    ).toEqual(["fields.0.alarm.question", "fields.0.alarm.from"]);
    expect(
      faults([score({}), yesNo("b", when({ field: "s", is: "question-at-least", question: "q", number: 2 }))]),
    ).toEqual([expect.stringContaining("never shown")]);
  });
});
