import { expect, test } from "vitest";
import { guessColumns } from "./columns.ts";
import { decodeText } from "./decode-text.ts";
import { dateOrderOf, readDate, readMoney, readPhone, readSex, readState, readTime, readZip } from "./read-cells.ts";
import { readCsv } from "./read-csv.ts";
import { writeCsv } from "./write-csv.ts";

test("SCH-187: a file is read with its quotes, lines' ends in cells, doubled quotes, any separator, and without its NULs", () => {
  const read = (text: string) => readCsv(text).rows.map((row) => row.cells);
  expect(read('a,b\r\n"x, y","he said ""hi"""\r\n')).toEqual([["x, y", 'he said "hi"']]);
  expect(read('a;b\n"one\r\ntwo";2')).toEqual([["one two", "2"]]);
  expect(read("a|b\n1|2")).toEqual([["1", "2"]]);
  expect(read("a\tb\r1\t2\r3\t4")).toEqual([
    ["1", "2"],
    ["3", "4"],
  ]);
  expect(read("a,b\n\0Lop\0ez,1")).toEqual([["Lopez", "1"]]);
  // A quote in the middle is a sign: five feet and four inches.
  expect(read("a,b\n5'4\",next\nlast,1")).toEqual([
    ["5'4\"", "next"],
    ["last", "1"],
  ]);
  // A separator in a heading's quotes separates nothing.
  expect(readCsv('"a;b;c",d\n1,2').headings).toEqual(["a;b;c", "d"]);
});

test("SCH-187: lines are counted as the file has them, and a quote without its end is named by its line", () => {
  const csv = readCsv('a,b\n"one\ntwo",2\n\n3,4\n"open,5\n6,7');
  expect(csv.rows.map((row) => row.line)).toEqual([2, 5, 6]);
  expect(csv.openQuote).toBe(6);
  expect(readCsv("a,b\n1,2").openQuote).toBeNull();
});

test("SCH-187: ten megabytes are read whole", () => {
  const line = `${"x".repeat(99)},"${"y".repeat(97)}"\n`;
  const { rows } = readCsv(`a,b\n${line.repeat(52_000)}`);
  expect(rows).toHaveLength(52_000);
  expect(rows.at(-1)?.cells).toEqual(["x".repeat(99), "y".repeat(97)]);
});

test("SCH-187: UTF-8, with its mark or without, UTF-16 and Windows-1252 are told apart", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  expect(decodeText(bytes("Muñoz"))).toEqual({ text: "Muñoz", encoding: "UTF-8" });
  expect(decodeText(bytes("\uFEFFMuñoz")).text).toBe("Muñoz");
  expect(decodeText(Uint8Array.from([0x4d, 0x75, 0xf1, 0x6f, 0x7a, 0x92]))).toEqual({
    text: "Muñoz’",
    encoding: "Windows-1252",
  });
  expect(decodeText(Uint8Array.from([0xff, 0xfe, 0x4d, 0x00, 0xf1, 0x00]))).toEqual({ text: "Mñ", encoding: "UTF-16" });
});

test("SCH-188: days are read by what the whole column says; where it could be either nothing is guessed", () => {
  expect(dateOrderOf(["03/14/1981", "02/03/1990"])).toBe("month-first");
  expect(dateOrderOf(["14/03/1981", "02/03/1990"])).toBe("day-first");
  expect(dateOrderOf(["02/03/1990", "04/05/1991"])).toBeNull();
  // One line of each kind: the file contradicts itself.
  expect(dateOrderOf(["14/03/1981", "03/14/1981"])).toBeNull();
  expect(dateOrderOf(["1981-03-14", ""])).toBe("none");
  expect(dateOrderOf(["03/03/1981"])).toBe("month-first");
  expect(readDate("02/03/1990", "month-first", "2026-11-29", true)).toBe("1990-02-03");
  expect(readDate("02/03/1990", "day-first", "2026-11-29", true)).toBe("1990-03-02");
  expect(readDate("2/3/81", "month-first", "2026-11-29", true)).toBe("1981-02-03");
  expect(readDate("2/3/05", "month-first", "2026-11-29", true)).toBe("2005-02-03");
  expect(readDate("12/24/27", "month-first", "2026-11-29", false)).toBe("2027-12-24");
  expect(readDate("19810314", "month-first", "2026-11-29", true)).toBe("1981-03-14");
  expect(readDate("1981-03-14 00:00:00", "month-first", "2026-11-29", true)).toBe("1981-03-14");
  for (const wrong of ["02/30/1990", "13/13/1990", "yesterday", "1/2/3", "0000-00-00"])
    expect(readDate(wrong, "month-first", "2026-11-29", true)).toBeNull();
});

test("SCH-188: amounts, times, telephones, sexes, states and ZIP codes are read as people write them", () => {
  const amounts = ["$1,234.50", "12", "12.5", "(20.00)", "-20", "20.00-", "20 CR", ".75", "$-1.00", "0"].map(readMoney);
  expect(amounts).toEqual([123_450, 1200, 1250, -2000, -2000, -2000, -2000, 75, -100, 0]);
  for (const wrong of ["", "abc", "1.234", "12,34", "1e5", "1,23,456.00", "99999999999999"])
    expect(readMoney(wrong)).toBeNull();
  expect(["8:15 AM", "14:30", "1430", "2p", "12:00 am", "12:05 PM", "08:15:00"].map(readTime)).toEqual([
    "08:15",
    "14:30",
    "14:30",
    "14:00",
    "00:00",
    "12:05",
    "08:15",
  ]);
  expect(["25:00", "8:75", "13 pm", "noon"].map(readTime)).toEqual([null, null, null, null]);
  expect(["(619) 555-0101", "1-619-555-0101", "619.555.0101 x12", "", "555-0101"].map(readPhone)).toEqual([
    "6195550101",
    "6195550101",
    "6195550101",
    null,
    undefined,
  ]);
  expect(["F", "male", "Woman", "", "Unknown", "Nonbinary", "3"].map(readSex)).toEqual([
    "female",
    "male",
    "female",
    "unknown",
    "unknown",
    "unknown",
    null,
  ]);
  expect(["ca", "California", "new york", "N.Y.", "Bavaria"].map(readState)).toEqual([
    "CA",
    "CA",
    "NY",
    "NY",
    "Bavaria",
  ]);
  expect(["92101", "92101-1234", "2134"].map(readZip)).toEqual(["92101", "921011234", "02134"]);
});

test("SCH-189: what is given back as a file does nothing in a spreadsheet", () => {
  expect(
    writeCsv([
      ['=HYPERLINK("http://x")', "@SUM(A1)", "+1 619", "-20.00", "plain", 'a "b"', "two\nlines"],
      ["\tcmd", "-cmd|' /C calc'!A0"],
    ]),
  ).toBe(
    `"'=HYPERLINK(""http://x"")",'@SUM(A1),'+1 619,-20.00,plain,"a ""b""","two\nlines"\r\n'\tcmd,'-cmd|' /C calc'!A0\r\n`,
  );
});

test("headings are known by their words, each column once", () => {
  const fields = [
    { field: "a", label: "A", needed: true, heads: ["chart no", "id"] },
    { field: "b", label: "B", needed: true, heads: ["id"] },
  ];
  expect(guessColumns(fields, ["ID", "Chart_No."])).toEqual({ a: 1, b: 0 });
  expect(guessColumns(fields, ["ID"])).toEqual({ a: 0, b: null });
});
