import { describe, expect, test } from "vitest";
import { replaceSlash, slashMatches, slashQueryAt } from "./slash-query.ts";

/** The caret is where the bar is. */
const at = (marked: string) => slashQueryAt(marked.replace("|", ""), marked.indexOf("|"));

describe("a slash", () => {
  test.each([
    ["/|", 0, ""],
    ["/dia|", 0, "dia"],
    ["Cough.\n/|", 7, ""],
    ["Cough.\n  /ord|\nFever.", 9, "ord"],
    ["Denies fever. //|", 14, ""],
    ["//no red|", 0, "no red"],
  ])("%j calls the menu", (text, from, query) => expect(at(text)).toMatchObject({ from, query }));

  test.each([
    "SOB / CP|",
    "SOB /|",
    "SOB /| CP",
    "SOB and/or|",
    "BP 120/|80",
    "see http://|",
    "/ 2 weeks|",
    "/|dose of the day",
    "Cough.|",
    "/one/two|",
    "/a text that is longer than the name of any entry|",
  ])("%j is prose", (text) => expect(at(text)).toBeNull());
});

const entries = ["Diagnosis…", "Medication order…", "Vital signs of the visit", "No red flags"].map((label) => ({
  label,
}));
const found = (query: string) => slashMatches(entries, query).map((one) => one.label);

test("what is typed after it finds the entries whose words begin so, and nothing else", () => {
  expect(found("")).toHaveLength(4);
  expect(found("ord")).toEqual(["Medication order…"]);
  expect(found("vi si")).toEqual(["Vital signs of the visit"]);
  expect(found("cp")).toEqual([]);
});

test("what is chosen takes the place of the call alone", () => {
  const text = "Cough.\n/no r\nFever.";
  const call = slashQueryAt(text, 12);
  expect(call && replaceSlash(text, call, "No fever.")).toEqual({ text: "Cough.\nNo fever.\nFever.", caret: 16 });
});
