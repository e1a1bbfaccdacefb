import { describe, expect, test } from "vitest";
import { readAny } from "./any.ts";
import { read835 } from "./835/read.ts";
import { MADE, madeFile } from "./testing/made-files.ts";

const REMITTANCE = madeFile(MADE["835"]);
const CLAIMS = madeFile(MADE["837P"]);
const BENEFITS = madeFile(MADE["271"]);

function inLines(text: string, width: number, end: string): string {
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += width) lines.push(text.slice(at, at + width));
  return lines.join(end) + end;
}
/** One segment a line, padded with blanks to records of a fixed length. */
function inRecords(text: string, width: number): string {
  return text.replace(/[^~]*~/g, (segment) => `${segment.padEnd(width)}\r\n`);
}
function told(text: string): string[] {
  return [...new Set(readAny(text).findings.map((one) => (one.severity === "error" ? one.rule : `(${one.rule})`)))];
}
/** Account numbers of everything that has some, in the order of the file. */
function accounts(text: string | Iterable<string>): string[] {
  return readAny(text).value.flatMap(({ transaction }) =>
    ((transaction as { claims?: readonly { id: string }[] }).claims ?? []).map((claim) => claim.id),
  );
}
function spoiled(text: string, from: string | RegExp, to: string): string {
  const made = text.replace(from, to);
  if (made === text) throw new Error(`there is no ${String(from)} to spoil`);
  return made;
}
const BOTH = ["ACCT8", "ACCT9"];

describe("X12-I2, X12-I7 what a way of sending does to a file is undone", () => {
  const same: [string, string, string[]][] = [
    ["cut to lines of 80 characters", inLines(REMITTANCE, 80, "\n"), ["(X12-LINE-BREAK)"]],
    ["cut to lines of 80 characters, CR LF", inLines(REMITTANCE, 80, "\r\n"), ["(X12-LINE-BREAK)"]],
    ["cut to lines of 72 characters", inLines(REMITTANCE, 72, "\n"), ["(X12-LINE-BREAK)"]],
    ["records of 80 characters", inRecords(REMITTANCE, 80), []],
    ["a line break in one name", spoiled(REMITTANCE, "FIRST HEALTH", "FIRST\n HEALTH"), ["(X12-LINE-BREAK)"]],
    ["CR alone ends segments", REMITTANCE.replaceAll("~", "\r"), []],
    [
      "control characters as delimiters",
      REMITTANCE.replaceAll("*", "\x1d").replaceAll("~", "\x1c").replaceAll(":", "\x1f"),
      [],
    ],
    ["byte order mark, blank lines, end-of-file character", `\uFEFF\r\n${REMITTANCE}\r\n\x1a`, []],
    ["padded with NUL", REMITTANCE + "\0".repeat(300), []],
    ["blanks and tabs after each terminator", REMITTANCE.replaceAll("~", "~ \t"), []],
    [
      "segment ids in small letters",
      REMITTANCE.replace(/~[A-Z][A-Z0-9]+/g, (id) => id.toLowerCase()),
      ["(X12-SMALL-LETTERS)"],
    ],
    ["a mail around it", `Subject: remittance\n\n${REMITTANCE}\n--\nend`, ["(X12-JUNK-BEFORE)", "(X12-JUNK-AFTER)"]],
    ["a terminator too many", spoiled(REMITTANCE, "~LX", "~~LX"), ["(X12-EMPTY-SEGMENT)"]],
    [
      "ISA without its padding",
      REMITTANCE.replace(/^.{105}/, (isa) => isa.replace(/ +\*/g, "*")),
      ["X12-ISA-LENGTH", "X12-ISA-106"],
    ],
  ];
  test.each(same)("%s", (_name, text, findings) => {
    const clean = readAny(REMITTANCE).value.map((one) => one.transaction);
    expect(told(text)).toEqual(findings);
    expect(readAny(text).value.map((one) => one.transaction)).toEqual(clean);
  });
  test("all of it in small letters", () => {
    const text = REMITTANCE.toLowerCase();
    expect(told(text)).toEqual(["(X12-SMALL-LETTERS)"]);
    expect(accounts(text)).toEqual(BOTH);
  });
  test.each([1, 3, 79, 80, 81, 500])("X12-I6 a file in lines, in pieces of %i characters", (size) => {
    const text = inLines(REMITTANCE, 80, "\r\n");
    const pieces: string[] = [];
    for (let at = 0; at < text.length; at += size) pieces.push(text.slice(at, at + size));
    expect(readAny(pieces)).toEqual(readAny(text));
  });
});

describe("X12-I1, X12-I3 several interchanges, groups and transactions", () => {
  const bars = CLAIMS.replaceAll("*", "|").replaceAll(":", ">").replaceAll("~", "\n");
  test("interchanges with delimiters of their own", () => {
    expect(told(REMITTANCE + bars + REMITTANCE)).toEqual([]);
    expect(accounts(REMITTANCE + bars + REMITTANCE)).toEqual([...BOTH, "ACCT9", ...BOTH]);
  });
  test("an interchange that does not end before the next", () => {
    const text = spoiled(REMITTANCE, /IEA[^~]*~/, "") + bars;
    expect(told(text)).toEqual(["X12-IEA-MISSING"]);
    expect(accounts(text)).toEqual([...BOTH, "ACCT9"]);
  });
  test("a group of many transactions, one of them spoiled", () => {
    const start = REMITTANCE.indexOf("ST*");
    const one = REMITTANCE.slice(start, REMITTANCE.indexOf("GE*"));
    const many = ["0001", "0002", "0003"].map((number) => one.replaceAll("*0001", `*${number}`));
    many[1] = spoiled(many[1] as string, "CLP*ACCT9*1*250", "CLP*ACCT9*1*abc");
    const text = REMITTANCE.slice(0, start) + many.join("") + "GE*3*42~IEA*1*000000042~";
    expect(told(text)).toEqual(["X12-NUMBER", "835-2100-CLP-BALANCE", "(835-2100-SVC-SUM)"]);
    expect(accounts(text)).toEqual([...BOTH, ...BOTH, ...BOTH]);
  });
  test("version 4010 is refused with the reason, and what follows is read", () => {
    const old = REMITTANCE.replaceAll("005010X221A1", "004010X091A1").replace("*^*00501*", "*U*00401*");
    const { findings } = readAny(old + REMITTANCE);
    expect(findings.filter((one) => one.severity === "error")).toMatchObject([
      { rule: "X12-ST-UNSUPPORTED", segmentNumber: 3, segmentId: "ST" },
    ]);
    expect(findings.find((one) => one.severity === "error")?.message).toContain("4010");
    expect(accounts(old + REMITTANCE)).toEqual(BOTH);
  });
  test.each([
    ["005010X221", REMITTANCE.replaceAll("005010X221A1", "005010X221")],
    ["005010X222", CLAIMS.replaceAll("005010X222A1", "005010X222")],
    ["005010X222A2", CLAIMS.replaceAll("005010X222A1", "005010X222A2")],
    ["005010X279", BENEFITS.replaceAll("005010X279A1", "005010X279")],
  ])("%s is read as the version that we know", (_version, text) => {
    expect(told(text)).toEqual(["(X12-ST03-NEAR)"]);
    expect(readAny(text).value).toHaveLength(1);
  });
  test("an 835 that has ST03", () => {
    expect(told(REMITTANCE.replace("ST*835*0001", "ST*835*0001*005010X221A1"))).toEqual([]);
  });
  test("X12-I1 an ISA of version 4010 around answers of 5010: ^ parts repetitions", () => {
    const text = spoiled(spoiled(BENEFITS, "*^*00501*", "*U*00401*"), "EB*B*IND*98*", "EB*B*IND*98^30*");
    expect(told(text)).toEqual(["(X12-ISA-REPETITION)", "(X12-ISA-VERSION)"]);
    expect(JSON.stringify(readAny(text).value)).toContain('["98","30"]');
  });
});

describe("X12-W4, X12-T1 what payers add, leave out and write their own way", () => {
  const cases: [string, string, string[]][] = [
    [
      "a segment of their own",
      spoiled(REMITTANCE, "~SVC*HC:99213", "~ZPA*1*TEXT~SVC*HC:99213"),
      ["X12-SEGMENT-ID", "X12-SE01"],
    ],
    [
      "a reference of their own",
      spoiled(REMITTANCE, "~DTM*232*20261118", "~REF*ZZ*1~DTM*232*20261118"),
      ["X12-QUALIFIER", "X12-SE01"],
    ],
    ["no address of the payer", spoiled(REMITTANCE, /~N3\*[^~]*~N4\*[^~]*/, ""), ["X12-SEGMENT-MISSING", "X12-SE01"]],
    ["no technical contact", spoiled(REMITTANCE, /~PER\*BL[^~]*/, ""), ["X12-SEGMENT-MISSING", "X12-SE01"]],
    ["separators at the end of segments", REMITTANCE.replace(/~(CLP|SVC|N1)([^~]*)/g, "~$1$2**"), ["(X12-TRAILING)"]],
    ["component separators at the end", spoiled(REMITTANCE, "SVC*HC:J1100*", "SVC*HC:J1100::::*"), []],
    ["an empty procedure", spoiled(REMITTANCE, "SVC*HC:J1100*", "SVC*:*"), ["X12-MISSING"]],
    [
      "amounts with zeros that say nothing",
      spoiled(REMITTANCE, "CLP*ACCT9*1*250*150*50", "CLP*ACCT9*1*0250.00*150.0*50."),
      [],
    ],
    ["an amount with a plus", spoiled(REMITTANCE, "CLP*ACCT9*1*250", "CLP*ACCT9*1*+250"), ["X12-NUMBER"]],
    ["an amount with a dollar sign", spoiled(REMITTANCE, "CLP*ACCT9*1*250", "CLP*ACCT9*1*$250"), ["X12-NUMBER"]],
    ["a name with an accent", spoiled(REMITTANCE, "NM1*QC*1*DOE", "NM1*QC*1*DOÉ"), ["(X12-CHARACTER)"]],
    ["a telephone with hyphens", spoiled(REMITTANCE, "TE*8005550101", "TE*800-555-0101"), ["(X12-PHONE)"]],
    ["a day of six digits", spoiled(REMITTANCE, "DTM*050*20261120", "DTM*050*261120"), ["X12-SHORT"]],
    ["another count of segments", spoiled(REMITTANCE, /SE\*\d+/, "SE*99"), ["X12-SE01"]],
    ["a number of the interchange without zeros", spoiled(REMITTANCE, "IEA*1*000000042", "IEA*1*42"), ["X12-IEA02"]],
    ["no GE", spoiled(REMITTANCE, "GE*1*42~", ""), ["X12-GE-MISSING"]],
  ];
  test.each(cases)("%s: it is told, and the claims are read", (_name, text, findings) => {
    expect(told(text)).toEqual(findings);
    expect(accounts(text)).toEqual(BOTH);
    const [file] = read835(text).value;
    expect(file?.transactions[0]?.claims.map((claim) => [claim.charge, claim.paid, claim.lines.length])).toEqual([
      [-10_000, -8_000, 0],
      [25_000, 15_000, 2],
    ]);
  });
  test("X12-E13 components parted by another character than ISA16 says are one fault each", () => {
    const text = spoiled(REMITTANCE, "SVC*HC:J1100*", "SVC*HC>J1100*");
    expect(readAny(text).findings).toMatchObject([{ rule: "X12-SEPARATOR", segmentId: "SVC", elementPosition: 1 }]);
  });
  test("a file that breaks off in the middle of a segment gives what had come", () => {
    const text = REMITTANCE.slice(0, REMITTANCE.indexOf("SVC*HC:J1100") + 6);
    expect(accounts(text)).toEqual(BOTH);
    expect(told(text)).toEqual(expect.arrayContaining(["X12-TERMINATOR", "X12-SE-MISSING", "X12-IEA-MISSING"]));
  });
  test.each([0, 3, 40, 105])("a file that breaks off after %i characters is no file, and says so", (length) => {
    const { value, findings } = readAny(REMITTANCE.slice(0, length));
    expect(value).toEqual([]);
    expect(findings.some((one) => one.severity === "error")).toBe(true);
  });
});
