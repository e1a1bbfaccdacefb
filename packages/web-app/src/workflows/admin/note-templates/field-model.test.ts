import { templateContent, type TemplateContentInput } from "@practicum/contracts/charting/template-content";
import { describe, expect, test } from "vitest";
import { contentFaults } from "./content-faults.ts";
import {
  blank,
  choicesOf,
  choicesText,
  moveField,
  ofKind,
  pairsFault,
  pairsOf,
  questionsOf,
  withWords,
} from "./field-model.ts";
import { readTemplateFile, templateFile } from "./template-file.ts";

const tobacco: TemplateContentInput = {
  fields: [
    {
      key: "tobacco",
      label: "Tobacco",
      section: "hpi",
      kind: "one",
      choices: [
        { key: "never", label: "Never", says: "never smoked" },
        { key: "daily", label: "Every day" },
      ],
    },
    {
      key: "years",
      label: "Pack-years",
      section: "hpi",
      kind: "number",
      min: 0,
      max: 200,
      showIf: { match: "all", of: [{ field: "tobacco", is: "one-of", values: ["daily"] }] },
    },
  ],
};
const content = templateContent.parse(tobacco);

describe("a template's fields in the form", () => {
  test("an answer that is reworded, or moved, keeps its key and its words: conditions hold on to it", () => {
    const [one] = content.fields;
    if (one?.kind !== "one") throw new Error("one of several answers");
    expect(choicesText(one.choices)).toBe("Never\nEvery day");
    expect(choicesOf("Never\nDaily", one.choices).map(({ key, label }) => [key, label])).toEqual([
      ["never", "Never"],
      ["daily", "Daily"],
    ]);
    expect(choicesOf("Every day\nNever\n!Not asked", one.choices)).toMatchObject([
      { key: "daily", says: "" },
      { key: "never", says: "never smoked" },
      { key: "not-asked", label: "Not asked", alone: true },
    ]);
  });

  test("CHT-344 the words of one answer are changed alone, and stay with it while its label is typed anew", () => {
    const choices = choicesOf("Never\nEvery day", []);
    const worded = withWords(choices, 1, "smokes every day");
    expect(worded.map(({ key, says }) => [key, says])).toEqual([
      ["never", ""],
      ["every-day", "smokes every day"],
    ]);
    expect(choicesOf("Never\nEvery da", worded)[1]).toMatchObject({ key: "every-day", says: "smokes every day" });
    expect(choicesOf("Now and then\nNever\nEvery day", worded)).toMatchObject([
      { says: "" },
      { says: "" },
      { key: "every-day", says: "smokes every day" },
    ]);
  });

  test("a question keeps its key where its words stay or are changed in their line; a new one takes none that was used", () => {
    const before = [
      { key: "q1", text: "Sleep?" },
      { key: "q2", text: "Mood?" },
    ];
    expect(questionsOf("Sleep?\nMood, all day?", before).map((one) => one.key)).toEqual(["q1", "q2"]);
    expect(questionsOf("Mood?\nSleep?", before).map((one) => one.key)).toEqual(["q2", "q1"]);
    expect(questionsOf("Appetite?\nMood?\nEnergy?", before).map((one) => one.key)).toEqual(["q3", "q2", "q4"]);
  });

  test("a line that is not read is named", () => {
    expect(pairsOf("0 = none\nfive = mild")).toEqual([[0, "none"]]);
    expect(pairsFault("0 = none\n\nfive = mild", "5 = mild")).toBe("Line 3 is not read: write it as “5 = mild”.");
    expect(pairsFault("0 = none\n", "5 = mild")).toBeNull();
  });

  test("another kind keeps what both have, and the field moves within the list", () => {
    const [one, two] = content.fields;
    if (!one || !two) throw new Error("two fields");
    expect(ofKind(two, "yes-no")).toMatchObject({
      key: "years",
      label: "Pack-years",
      showIf: two.showIf,
      kind: "yes-no",
    });
    expect(moveField(content.fields, 1, -1)).toEqual([two, one]);
    expect(moveField(content.fields, 0, -1)).toEqual([one, two]);
  });
});

describe("what stands in the way of saving", () => {
  test("names the field and its part, for what the contract does not take as for what no note could be signed with", () => {
    expect(contentFaults(content)).toEqual([]);
    const [one, two] = content.fields;
    if (!one || !two) throw new Error("two fields");
    expect(contentFaults({ ...content, fields: [one, { ...two, label: " ", key: "Pack Years" }] })).toEqual([
      { field: 1, message: "Field 2, Key: Use small letters, digits and dashes, beginning with a letter." },
      { field: 1, message: "Field 2, Asks for: This is required." },
    ]);
    expect(contentFaults({ ...content, fields: [two] })).toEqual([
      { field: 0, message: "“Pack-years” is shown if: there is no field “tobacco”." },
    ]);
    expect(contentFaults({ ...content, fields: [one, { ...two, key: "tobacco" }] })[0]).toMatchObject({ field: 1 });
    expect(
      contentFaults({ ...content, patterns: [{ section: "hpi", text: "Smokes {{tobacco}}" }] })[0]?.message,
    ).toMatch(/^Words of “History of present illness”: /);
    expect(contentFaults(blank)).toEqual([]);
  });
});

test("a template leaves as a file and comes back whole; any other file is refused, with the place", () => {
  expect(readTemplateFile(templateFile("Tobacco", content))).toEqual({ name: "Tobacco", content });
  expect(readTemplateFile("no JSON")).toMatchObject({ fault: expect.stringContaining("no JSON") });
  expect(readTemplateFile("{}")).toMatchObject({ fault: expect.stringContaining("no template of notes") });
  const odd = templateFile("Tobacco", content).replace('"kind": "number"', '"kind": "numeral"');
  expect(readTemplateFile(odd)).toMatchObject({ fault: expect.stringContaining("content.fields.1") });
});
