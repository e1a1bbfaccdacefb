import { expect, test } from "vitest";
import { guessColumns } from "../../../csv/columns.ts";
import { readCsv } from "../../../csv/read-csv.ts";
import { importFields, type Kind } from "./import-kinds.ts";
import { guessMeaning, readRows, type Said } from "./read-rows.ts";

const today = "2026-11-29";
const said: Said = { order: "month-first", values: {}, providerId: null, asOf: today };
const ID = (at: number) => `00000000-0000-4000-8000-00000000000${at}`;

function read(kind: Kind, text: string, more: Partial<Said> = {}) {
  const csv = readCsv(text);
  return readRows(kind, csv, guessColumns(importFields[kind], csv.headings), { ...said, ...more }, today);
}

test("SCH-180: each line is a patient, or says which column is wrong and what to do", () => {
  const { rows, refused } = read(
    "patients",
    [
      "Chart No,Last Name,First Name,DOB,Gender,Cell Phone,Address,City,State,Zip,Language",
      "77,O'Brien,Ana,03/04/1981,F,(619) 555-0101,12 A St,San Diego,California,92101,Spanish",
      '78,"Lopez, Maria",,1981-03-14,,,,,,,',
      "79,Smith,Bo,02/30/1980,M,,,,,,",
      "80,Smith,Bo,02/20/1980,M,555-0101,,,,,",
      ",Smith,Bo,02/20/1980,M,,,,,,",
      "81,Smith,Bo,02/20/1980,M,,1 Elm St,San Diego,Bavaria,92101,",
      "82,Smith,Bo,02/20/1980,M,,,,,,,too many",
      "83,Smith,Bo,02/20/1880,M,,,,,,",
    ].join("\n"),
  );
  expect(rows.map(({ line, row }) => [line, row.kind === "patients" && row.name.given])).toEqual([
    [2, "Ana"],
    [3, "Maria"],
  ]);
  expect(rows[0]?.row).toMatchObject({
    oldNumber: "77",
    sex: "female",
    phone: "6195550101",
    language: "es",
    address: { state: "CA" },
  });
  expect(refused.map(({ line, oldNumber, problem }) => [line, oldNumber, problem.field])).toEqual([
    [4, "79", "birthDate"],
    [5, "80", "phone"],
    [6, "", "oldNumber"],
    [7, "81", "state"],
    [8, "82", "line"],
    [9, "83", "birthDate"],
  ]);
  // What stands there is no part of what is said: the report may be read aloud.
  for (const { problem } of refused) expect(problem.message).not.toContain("Smith");
});

test("BIL-358: a balance is read with its direction, its day and its provider; the total is that of every line with an amount", () => {
  const { rows, refused, total } = read(
    "balances",
    "Patient ID,Balance,DOS,Provider\n1,125.50,03/04/2026,Chen\n2,(20.00),,\n3,-5,,Nobody\n4,0.00,,\n5,abc,,",
    { values: { provider: { Chen: ID(1) } }, providerId: ID(2), asOf: "2026-10-31" },
  );
  expect(rows.map(({ row }) => row)).toEqual([
    { kind: "balances", oldNumber: "1", amount: 12_550, date: "2026-03-04", providerId: ID(1) },
    { kind: "balances", oldNumber: "2", amount: -2000, date: "2026-10-31", providerId: ID(2) },
    { kind: "balances", oldNumber: "3", amount: -500, date: "2026-10-31", providerId: ID(2) },
  ]);
  expect(refused.map(({ line, problem }) => [line, problem.field])).toEqual([
    [5, "amount"],
    [6, "amount"],
  ]);
  expect(total).toBe(12_550 - 2000 - 500);
});

test("BIL-359: a coverage needs a payer that was chosen, and a subscriber where the patient is not the one", () => {
  const { rows, refused } = read(
    "coverages",
    [
      "Patient ID,Insurance,Member ID,Priority,Relationship,Subscriber Name,Subscriber DOB,Effective Date,Copay",
      "1,Blue,ABC1,Primary,Self,,,01/01/2026,$25",
      '2,Blue,ABC2,2,Child,"Lopez, Maria",03/04/1981,,',
      "3,Red,ABC3,1,Self,,,,",
      "4,Blue,ABC4,1,Spouse,,,,",
    ].join("\n"),
    { values: { payer: { Blue: ID(1) } }, asOf: "2026-01-01" },
  );
  expect(rows.map(({ row }) => row)).toMatchObject([
    { payerId: ID(1), priority: 1, copay: 2500, from: "2026-01-01", subscriber: { relationship: "self" } },
    {
      priority: 2,
      from: "2026-01-01",
      subscriber: { relationship: "child", name: { family: "Lopez", given: "Maria" }, birthDate: "1981-03-04" },
    },
  ]);
  expect(refused.map(({ line, problem }) => [line, problem.field])).toEqual([
    [4, "payer"],
    [5, "subscriberFamily"],
  ]);
});

test("SCH-184: a visit has its day and time, in two cells or in one", () => {
  const values = { provider: { "Dr Chen": ID(1) }, visitType: { "F/U": ID(2) } };
  const { rows, refused } = read(
    "appointments",
    "Patient ID,Date,Time,Provider,Type\n1,12/01/2026,8:15 AM,Dr Chen,F/U\n2,12/01/2026 14:30,,Dr Chen,F/U\n3,12/01/2026,later,Dr Chen,F/U",
    { values },
  );
  expect(rows.map(({ row }) => row.kind === "appointments" && row.start)).toEqual(["08:15", "14:30"]);
  expect(refused.map(({ problem }) => problem.field)).toEqual(["start"]);
});

test("a payer or a provider is known by its name, its number, or all its words; never where two could be meant", () => {
  const choices = [
    { value: "1", label: "Wei Chen, MD", also: ["1234567893"] },
    { value: "2", label: "Ana Alvarez, MD" },
    { value: "3", label: "Blue Shield", also: ["94036"] },
    { value: "4", label: "Blue Shield Medicare" },
  ];
  expect(guessMeaning("CHEN, WEI", choices)).toBe("1");
  expect(guessMeaning("1234567893", choices)).toBe("1");
  expect(guessMeaning("94036", choices)).toBe("3");
  expect(guessMeaning("blue shield", choices)).toBe("3");
  expect(guessMeaning("Blue", choices)).toBeNull();
  expect(guessMeaning("Aetna", choices)).toBeNull();
});
