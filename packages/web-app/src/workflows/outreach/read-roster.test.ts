import { expect, test } from "vitest";
import { readCsv } from "../../csv/read-csv.ts";
import { guessMapping, readRoster } from "./read-roster.ts";

const today = "2026-11-23";
const read = (text: string) => {
  const csv = readCsv(text);
  return readRoster(csv, guessMapping(csv.headings), today);
};

test("MSG-74 a plan's list is read with its own headings, quotes, semicolons, dates and numbers", () => {
  const { rows, refused } = read(
    "\uFEFFCIN;Last Name;First Name;DOB;Gender;Phone;Cell;Language;Address;City;State;Zip\r\n" +
      '91234567A;"O\'Brien; Jr";Ana;03/04/1981;F;(619) 555-0101;1-619-555-0102;SPA;"12 A St\nApt 4";San Diego;ca;92101\r\n' +
      "\r\n91234568B;Nguyen;Minh;1990-01-02;;;;Vietnamese;;;;\r\n",
  );
  expect(refused).toEqual([]);
  expect(rows).toEqual([
    {
      line: 2,
      memberNumber: "91234567A",
      name: { family: "O'Brien; Jr", given: "Ana", middle: null, suffix: null },
      birthDate: "1981-03-04",
      sex: "female",
      phones: ["6195550101", "6195550102"],
      language: "es",
      address: { line1: "12 A St Apt 4", line2: null, city: "San Diego", state: "CA", zip: "92101" },
    },
    {
      line: 5,
      memberNumber: "91234568B",
      name: { family: "Nguyen", given: "Minh", middle: null, suffix: null },
      birthDate: "1990-01-02",
      sex: "unknown",
      phones: [],
      language: "vi",
      address: null,
    },
  ]);
});

test("MSG-74 a name in one column is both names", () => {
  const { rows } = read('Member ID,Name,DOB\nM1,"Lopez, Maria Elena",1981-03-04');
  expect(rows[0]?.name).toEqual({ family: "Lopez", given: "Maria Elena", middle: null, suffix: null });
});

test("MSG-74 each line that can't be a person is named with what is wrong, never with what stands there", () => {
  const { rows, refused } = read(
    [
      "Member number,Last name,First name,Birth date,Phone,Sex,Language,Zip,City,State,Address",
      "M1,Lopez,Maria,13/45/1981,6195550101,F,en,,,,",
      "M2,Lopez,,1981-03-04,6195550101,F,en,,,,",
      ",Lopez,Maria,1981-03-04,6195550101,F,en,,,,",
      "M3,Lopez,Maria,1981-03-04,555-0101,F,en,,,,",
      "M4,Lopez,Maria,1981-03-04,6195550101,Q,en,,,,",
      "M5,Lopez,Maria,1981-03-04,6195550101,F,Klingon,,,,",
      "M6,Lopez,Maria,1981-03-04,6195550101,F,en,92101,San Diego,Calif,1 A St",
      "M7,Lopez,Maria,,6195550101,F,en,,,,",
      "M8,Lopez,Maria,1981-03-04,6195550101,F,en,,,,",
      "M8,Lopez,Maria,1981-03-04,6195550101,F,en,,,,",
      "M9,Lopez,Maria,1850-03-04,6195550101,F,en,,,,",
    ].join("\n"),
  );
  expect(rows.map((row) => row.memberNumber)).toEqual(["M8"]);
  expect(refused.map(({ line, because }) => [line, because.split(":")[0]])).toEqual([
    [2, "Birth date"],
    [3, "Name"],
    [4, "Member number"],
    [5, "Telephone"],
    [6, "Sex"],
    [7, "Language"],
    [8, "Address"],
    [9, "Birth date"],
    [11, "Member number"],
    [12, "Birth date"],
  ]);
  expect(JSON.stringify(refused)).not.toMatch(/Lopez|Klingon|Calif|13\/45/);
});
