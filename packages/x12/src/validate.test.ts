import { describe, expect, test } from "vitest";
import { write837P } from "./837p/write.ts";
import { CLAIM, claimFile } from "./testing/samples.ts";
import { write835 } from "./835/write.ts";
import { REMITTANCE_FILE } from "./testing/remittance-sample.ts";
import type { Finding } from "./types.ts";
import { validate } from "./validate.ts";

function written(result: { ok: true; value: string } | { ok: false; error: unknown }): string {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const CLAIMS = written(write837P(claimFile([CLAIM])));
const REMITTANCE = written(write835(REMITTANCE_FILE));

/** Plants a fault; keeps SE01 right unless the fault is about counts. */
function planted(text: string, change: (segments: string[]) => void): readonly Finding[] {
  const segments = text.split("~").slice(0, -1);
  change(segments);
  const st = segments.findIndex((segment) => segment.startsWith("ST*"));
  const se = segments.findIndex((segment) => segment.startsWith("SE*"));
  const count = se - st + 1;
  const recounted = segments.map((segment, at) => (at === se ? segment.replace(/^SE\*\d+/, `SE*${count}`) : segment));
  return validate(`${recounted.join("~")}~`);
}

function replace(segments: string[], from: string | RegExp, to: string): void {
  const begins = segments.findIndex((segment) => typeof from === "string" && segment.startsWith(from));
  const holds = segments.findIndex((segment) =>
    typeof from === "string" ? segment.includes(from) : from.test(segment),
  );
  const at = begins >= 0 ? begins : holds;
  if (at < 0) throw new Error("the fault could not be planted");
  segments[at] = (segments[at] as string).replace(from, to);
}
function remove(segments: string[], from: string): void {
  const at = segments.findIndex((segment) => segment.startsWith(from));
  if (at < 0) throw new Error("the fault could not be planted");
  segments.splice(at, 1);
}
function insertAfter(segments: string[], from: string, ...more: string[]): void {
  const at = segments.findIndex((segment) => segment.startsWith(from));
  if (at < 0) throw new Error("the fault could not be planted");
  segments.splice(at + 1, 0, ...more);
}

describe("X12-V1 a good file has no finding", () => {
  test("837P", () => expect(validate(CLAIMS)).toEqual([]));
  test("835", () => expect(validate(REMITTANCE)).toEqual([]));
  test("with line breaks, CR LF, blanks around and other delimiters", () => {
    expect(validate(CLAIMS.replaceAll("~", "~\n"))).toEqual([]);
    expect(validate(`\uFEFF\r\n${CLAIMS.replaceAll("~", "~\r\n")}\r\n\r\n`)).toEqual([]);
    expect(validate(CLAIMS.replaceAll("*", "|").replaceAll("~", "\n"))).toEqual([]);
    expect(validate(CLAIMS.replaceAll("~", "\r\n").replaceAll(":", ">"))).toEqual([]);
  });
  test("several interchanges one after the other", () => expect(validate(CLAIMS + REMITTANCE + CLAIMS)).toEqual([]));
});

describe("X12-V2 each planted fault is named where it is", () => {
  const faults: [string, string, (segments: string[]) => void, Partial<Finding>][] = [
    [
      "NPI with a wrong check digit",
      CLAIMS,
      (s) =>
        replace(
          s,
          "NM1*85*2*HARBOR FAMILY PRACTICE*****XX*1234567893",
          "NM1*85*2*HARBOR FAMILY PRACTICE*****XX*1234567890",
        ),
      { rule: "X12-NPI", segmentId: "NM1", elementPosition: 9, loop: "2010AA", segmentNumber: 10 },
    ],
    [
      "missing tax id",
      CLAIMS,
      (s) => remove(s, "REF*EI"),
      { rule: "X12-SEGMENT-MISSING", segmentId: "REF", loop: "2010AA" },
    ],
    ["missing payer", CLAIMS, (s) => remove(s, "NM1*PR"), { rule: "X12-LOOP-MISSING", loop: "2010BB" }],
    [
      "missing date of service",
      CLAIMS,
      (s) => remove(s, "DTP*472"),
      { rule: "X12-SEGMENT-MISSING", segmentId: "DTP", loop: "2400" },
    ],
    [
      "a segment twice",
      CLAIMS,
      (s) => insertAfter(s, "HI*", "HI*ABK:E1165"),
      { rule: "X12-SEGMENT-REPEAT", segmentId: "HI", loop: "2300" },
    ],
    [
      "a loop twice",
      CLAIMS,
      (s) => insertAfter(s, "NM1*40", "NM1*40*2*OTHER*****46*X1"),
      { rule: "X12-LOOP-REPEAT", loop: undefined, segmentId: "NM1" },
    ],
    [
      "order",
      CLAIMS,
      (s) => s.splice(12, 0, ...s.splice(11, 1)),
      { rule: "X12-ORDER", segmentId: "N4", loop: "2010AA" },
    ],
    ["unknown segment", CLAIMS, (s) => insertAfter(s, "HI*", "QQQ*1"), { rule: "X12-SEGMENT-ID", segmentNumber: 23 }],
    [
      "segment of another transaction",
      CLAIMS,
      (s) => insertAfter(s, "HI*", "CLP*1"),
      { rule: "X12-UNEXPECTED", segmentId: "CLP" },
    ],
    [
      "unknown kind of reference",
      CLAIMS,
      (s) => insertAfter(s, "CLM", "REF*ZZ*1"),
      { rule: "X12-QUALIFIER", segmentId: "REF", elementPosition: 1, loop: "2300" },
    ],
    [
      "unknown entity",
      CLAIMS,
      (s) => replace(s, "NM1*41", "NM1*XX"),
      { rule: "X12-QUALIFIER", segmentId: "NM1", segmentNumber: 5 },
    ],
    [
      "letters for an amount",
      CLAIMS,
      (s) => replace(s, "CLM*ACCT1*185", "CLM*ACCT1*ABC"),
      { rule: "X12-NUMBER", segmentId: "CLM", elementPosition: 2 },
    ],
    [
      "a code that is none",
      CLAIMS,
      (s) => replace(s, "DMG*D8*19700517*F", "DMG*D8*19700517*X"),
      { rule: "X12-CODE", segmentId: "DMG", elementPosition: 3 },
    ],
    [
      "a day that is none",
      CLAIMS,
      (s) => replace(s, "DMG*D8*19700517", "DMG*D8*19700231"),
      { rule: "X12-DATE", segmentId: "DMG", elementPosition: 2 },
    ],
    [
      "a period the wrong way",
      CLAIMS,
      (s) => replace(s, "DTP*472*D8*20261118", "DTP*472*RD8*20261118-20261117"),
      { rule: "X12-DATE", segmentId: "DTP", elementPosition: 3 },
    ],
    [
      "a time that is none",
      CLAIMS,
      (s) => replace(s, "*20261120*0800*CH", "*20261120*2560*CH"),
      { rule: "X12-TIME", segmentId: "BHT", elementPosition: 5 },
    ],
    [
      "too long",
      CLAIMS,
      (s) => replace(s, "N3*1 ELM ST", `N3*${"X".repeat(56)}`),
      { rule: "X12-LONG", segmentId: "N3", elementPosition: 1 },
    ],
    [
      "too short",
      CLAIMS,
      (s) => replace(s, "N4*SAN DIEGO*CA*92103", "N4*X*CA*92103"),
      { rule: "X12-SHORT", segmentId: "N4", elementPosition: 1 },
    ],
    [
      "a missing element",
      CLAIMS,
      (s) => replace(s, "CLM*ACCT1*", "CLM**"),
      { rule: "X12-MISSING", segmentId: "CLM", elementPosition: 1 },
    ],
    [
      "a missing component",
      CLAIMS,
      (s) => replace(s, "11:B:1", "11:B"),
      { rule: "X12-MISSING", segmentId: "CLM", elementPosition: 5, componentPosition: 3 },
    ],
    [
      "an element that is not used",
      CLAIMS,
      (s) => replace(s, "HL*1**20*1", "HL*1*9*20*1"),
      { rule: "X12-NOT-USED", segmentId: "HL", elementPosition: 2 },
    ],
    ["surplus elements", CLAIMS, (s) => replace(s, "LX*1", "LX*1*2"), { rule: "X12-SURPLUS", segmentId: "LX" }],
    [
      "half of a pair",
      CLAIMS,
      (s) => replace(s, "PER*IC*BILLING*TE*6195550100", "PER*IC*BILLING*TE*6195550100*EX"),
      { rule: "X12-CONDITION-P", segmentId: "PER" },
    ],
    [
      "a state that is none",
      CLAIMS,
      (s) => replace(s, "N4*SAN DIEGO*CA*92103", "N4*SAN DIEGO*QQ*92103"),
      { rule: "X12-STATE", elementPosition: 2 },
    ],
    [
      "a short ZIP",
      CLAIMS,
      (s) => replace(s, "N4*SAN DIEGO*CA*92103", "N4*SAN DIEGO*CA*9210"),
      { rule: "X12-ZIP", elementPosition: 3 },
    ],
    [
      "HL numbers",
      CLAIMS,
      (s) => replace(s, "HL*2*1", "HL*5*1"),
      { rule: "X12-HL01", segmentId: "HL", elementPosition: 1 },
    ],
    [
      "HL parent",
      CLAIMS,
      (s) => replace(s, "HL*2*1", "HL*2*2"),
      { rule: "X12-HL02", segmentId: "HL", elementPosition: 2 },
    ],
    ["ISA and IEA", CLAIMS, (s) => replace(s, "IEA*1*000000001", "IEA*1*000000002"), { rule: "X12-IEA02" }],
    ["GS and GE", CLAIMS, (s) => replace(s, "GE*1*1", "GE*1*2"), { rule: "X12-GE02" }],
    ["count of groups", CLAIMS, (s) => replace(s, "IEA*1", "IEA*2"), { rule: "X12-IEA01" }],
    ["count of transactions", CLAIMS, (s) => replace(s, "GE*1", "GE*3"), { rule: "X12-GE01" }],
    ["ST and SE", CLAIMS, (s) => replace(s, /^SE\*(\d+)\*0001/, "SE*$1*0002"), { rule: "X12-SE02" }],
    [
      "ST03 and GS08",
      CLAIMS,
      (s) => replace(s, "ST*837*0001*005010X222A1", "ST*837*0001*005010X222"),
      { rule: "X12-ST03-GS08" },
    ],
    ["a wrong group code", CLAIMS, (s) => replace(s, "GS*HC", "GS*HP"), { rule: "X12-GS01" }],
    ["no SE", CLAIMS, (s) => remove(s, "SE*"), { rule: "X12-SE-MISSING" }],
    [
      "a short ISA",
      CLAIMS,
      (s) => replace(s, "HARBOR         *", "HARBOR*"),
      { rule: "X12-ISA-LENGTH", elementPosition: 6 },
    ],
    [
      "a claim that does not add up",
      CLAIMS,
      (s) => replace(s, "CLM*ACCT1*185", "CLM*ACCT1*186"),
      { rule: "837P-2300-CLM02-SUM", elementPosition: 2, loop: "2300" },
    ],
    ["self with a patient", CLAIMS, (s) => replace(s, "SBR*P*18", "SBR*P*"), { rule: "837P-2000B-SBR02" }],
    [
      "a pointer to nothing",
      CLAIMS,
      (s) => replace(s, "***1:2", "***1:5"),
      { rule: "837P-2400-SV107-POINTER", componentPosition: 2, loop: "2400" },
    ],
    ["no units", CLAIMS, (s) => replace(s, "*140*UN*1", "*140*UN*0"), { rule: "837P-2400-SV104-UNITS" }],
    ["line numbers", CLAIMS, (s) => replace(s, "LX*2", "LX*3"), { rule: "837P-2400-LX01" }],
    [
      "a service in the future",
      CLAIMS,
      (s) => replace(s, "DTP*472*D8*20261118", "DTP*472*D8*20261121"),
      { rule: "837P-2300-DTP472-FUTURE", loop: "2400" },
    ],
    [
      "a service before birth",
      CLAIMS,
      (s) => replace(s, "DMG*D8*19700517", "DMG*D8*20261119"),
      { rule: "837P-2300-DMG-AFTER" },
    ],
    [
      "an external cause first",
      CLAIMS,
      (s) => replace(s, "ABK:E1165", "ABK:W010XXA"),
      { rule: "837P-2300-HI-EXTERNAL" },
    ],
    [
      "the same diagnosis twice",
      CLAIMS,
      (s) => replace(s, "ABF:I10", "ABF:E1165"),
      { rule: "837P-2300-HI-TWICE", elementPosition: 2 },
    ],
    ["ICD-9 beside ICD-10", CLAIMS, (s) => replace(s, "ABF:I10", "BF:4019"), { rule: "837P-2300-HI-VERSION" }],
    ["QW without CLIA", CLAIMS, (s) => remove(s, "REF*X4"), { rule: "837P-2400-QW-CLIA" }],
    [
      "a procedure that is none",
      CLAIMS,
      (s) => replace(s, "HC:99213:25", "HC:9921:25"),
      { rule: "837P-2400-SV101-CODE", componentPosition: 2 },
    ],
    [
      "a five digit ZIP of the billing provider",
      CLAIMS,
      (s) => replace(s, "921010001", "92101"),
      { rule: "837P-2010AA-N403-ZIP9" },
    ],
    [
      "a line that does not balance",
      REMITTANCE,
      (s) => replace(s, "SVC*HC:99213:25*140*90", "SVC*HC:99213:25*140*91"),
      { rule: "835-2110-SVC-BALANCE", loop: "2110" },
    ],
    [
      "a claim that does not balance",
      REMITTANCE,
      (s) => replace(s, "CLP*ACCT1*1*185*110", "CLP*ACCT1*1*185*111"),
      { rule: "835-2100-CLP-BALANCE", loop: "2100" },
    ],
    [
      "a payment that does not balance",
      REMITTANCE,
      (s) => replace(s, "BPR*I*105", "BPR*I*999"),
      { rule: "835-BPR02-BALANCE", segmentId: "BPR", elementPosition: 2 },
    ],
    ["no technical contact", REMITTANCE, (s) => remove(s, "PER*BL"), { rule: "X12-SEGMENT-MISSING", loop: "1000A" }],
    [
      "an unknown claim status",
      REMITTANCE,
      (s) => replace(s, "CLP*ACCT1*1*", "CLP*ACCT1*9*"),
      { rule: "X12-CODE", segmentId: "CLP", elementPosition: 2 },
    ],
    [
      "a CAS without an amount",
      REMITTANCE,
      (s) => replace(s, "CAS*CO*45*30", "CAS*CO*45"),
      { rule: "X12-MISSING", segmentId: "CAS", elementPosition: 3 },
    ],
  ];
  test.each(faults)("%s", (_name, text, change, expected) => {
    const findings = planted(text, change);
    const { loop, ...rest } = expected;
    const wanted = loop === undefined ? rest : { ...rest, loop };
    expect(findings.filter((finding) => finding.severity === "error")).toContainEqual(expect.objectContaining(wanted));
  });
});

describe("X12-V3 what is only odd is a warning", () => {
  test("junk after the interchange", () => {
    const findings = validate(`${CLAIMS}\n-- end of report --\n`);
    expect(findings.map((one) => [one.rule, one.severity])).toEqual([["X12-JUNK-AFTER", "warning"]]);
  });
  test("text before the ISA", () => {
    const findings = validate(`mail header\n${CLAIMS}`);
    expect(findings.map((one) => [one.rule, one.severity])).toEqual([["X12-JUNK-BEFORE", "warning"]]);
  });
  test("empty elements at the end of a segment", () => {
    expect(validate(CLAIMS.replace("ABF:I10~", "ABF:I10**~")).map((one) => one.rule)).toEqual(["X12-TRAILING"]);
  });
});

describe("X12-V4 what is no X12 is said to be none", () => {
  test.each(["", "   \n", "hello", "<xml/>", "IS", "\u0000\u0001", "ISAISAISA"])("%j", (text) => {
    const findings = validate(text);
    expect(findings.some((one) => one.severity === "error")).toBe(true);
  });
  test("institutional claims are refused by name", () => {
    const [finding] = validate(CLAIMS.replaceAll("005010X222A1", "005010X223A2"));
    expect(finding).toMatchObject({ rule: "X12-ST-UNSUPPORTED", segmentNumber: 3, segmentId: "ST", severity: "error" });
  });
});

test("X12-V2 what is missing is named in words that fit one and many", () => {
  const [finding] = planted(CLAIMS, (segments) => remove(segments, "HI*"));
  expect(finding?.message).toMatch(/^The diagnoses \(HI\) must be in the .+ \(loop 2300\) and can't be found there\.$/);
});
