import { expect, test } from "vitest";
import { readPatientQuery } from "./patient-query.ts";

const read = (text: string) => {
  const { words, birthDates, digits } = readPatientQuery(text, "2026-11-23");
  return [words, birthDates, digits];
};

test.each([
  ["lop mar", ["lop", "mar"], [], null],
  ["Lopez, María 3/4/81", ["lopez", "maria"], ["1981-03-04"], null],
  ["3/4/26", [], ["2026-03-04", "1926-03-04"], null],
  ["12/31/26", [], ["1926-12-31"], null],
  ["1981-03-04", [], ["1981-03-04"], null],
  ["2/30/1981", [], [], "2301981"],
  ["(619) 555-0142", [], [], "6195550142"],
  ["+1 619.555.0142", [], [], "6195550142"],
  ["030481", [], ["1981-03-04"], "030481"],
  ["lopez 0142", ["lopez"], [], "0142"],
  ["a b c d e f g", ["a", "b", "c", "d", "e"], [], null],
  ["'; drop table patient; --", ["patient", "table", "drop"], [], null],
  ["% _", [], [], null],
])("SCH-10 %j is read as names %j, dates %j, digits %j", (text, words, dates, digits) => {
  expect(read(text)).toEqual([words, dates, digits]);
});
