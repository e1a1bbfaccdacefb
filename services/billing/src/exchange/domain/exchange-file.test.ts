import { expect, test } from "vitest";
import { delimitersOf, kindOfFile, visible } from "./exchange-file.ts";
import { isReadable, readFile } from "./read-file.ts";

const ISA =
  "ISA*00*          *00*          *ZZ*PAYER          *30*330123456      *261123*0900*^*00501*000000501*0*P*:~";
const st = (code: string, version = "") => `${ISA}GS*HC*A*B*20261123*0900*1*X*005010~ST*${code}*0001*${version}~`;

test.each([
  ["837", st("837", "005010X222A1")],
  ["270", st("270")],
  ["271", st("271")],
  ["276", st("276")],
  ["835", st("835")],
  ["999", st("999")],
  ["277CA", st("277", "005010X214")],
  ["277CA", st("277", "005010X214E1")],
  ["277", st("277", "005010X212")],
  ["277", st("277")],
  ["other", st("820")],
  ["TA1", `${ISA}TA1*000000013*261123*0900*A*000~IEA*0*1~`],
  ["TA1", `${ISA}TA1*1~ST*999*1~`],
  ["835", `  \n${st("835").replaceAll("~", "~\n  ")}`],
  ["835", st("835").replaceAll("*", "|").replaceAll("~", "!")],
  ["other", `${ISA}GS*HC~`],
  ["other", "ISA*00"],
  ["other", "hello"],
  ["other", ""],
  ["appeal-answer", '{"kind":"appeal-answer","on":"2026-11-23"}'],
  ["appeal-answer", '\n{ "kind" : "appeal-answer" }'],
  ["other", '{"kind":"appeal"}'],
  ["other", 'x{"kind":"appeal-answer"}'],
])("BIL-60: a %s is known by its own envelope, not by its name", (kind, content) => {
  expect(kindOfFile(content)).toBe(kind);
});

test("BIL-60: what a file is stands in its first hundred segments or nowhere", () => {
  expect(kindOfFile(`${ISA}${"N1*X~".repeat(98)}ST*835*1~`)).toBe("835");
  expect(kindOfFile(`${ISA}${"N1*X~".repeat(120)}ST*835*1~`)).toBe("other");
  expect(kindOfFile(`${ISA}NTE*${"x".repeat(21_000)}~ST*835*1~`)).toBe("other");
});

test("delimiters are those of the ISA, and of an X12 file alone", () => {
  expect(delimitersOf(ISA.replaceAll("*", "|"))).toMatchObject({ element: "|", segment: "~" });
  expect(delimitersOf(`x${ISA}`)).toBeNull();
  expect(delimitersOf("ISA*")).toBeNull();
  expect(visible("a\0b\0")).toBe("a\u2400b\u2400");
});

test("BIL-60: TA1, 999, 277CA, 271 and 835 are read, no other; a broken envelope is a fault that names its segment", () => {
  expect((["TA1", "999", "277CA", "271", "835", "270", "837", "other"] as const).filter(isReadable)).toEqual([
    "TA1",
    "999",
    "277CA",
    "271",
    "835",
  ]);
  const empty = readFile("835", `${ISA}IEA*0*000000501~`);
  expect(empty).toEqual({
    kind: "835",
    fault: expect.stringMatching(/There is nothing in it that can be read|Segment \d+/),
  });
  const broken = readFile("TA1", `${ISA}TA1*000000013*261123*0900*A*000~IEA*7*000000999~`);
  expect(broken).toEqual({ kind: "TA1", fault: expect.stringMatching(/^Segment 3 \(IEA\): .+/) });
  const good = readFile("TA1", `${ISA}TA1*000000013*261123*0900*A*000~IEA*0*000000501~`);
  expect(good).toMatchObject({ kind: "TA1", fault: null, value: [expect.anything()] });
  // An ISA that is padded wrongly says all the same who sent what.
  const padded = readFile(
    "TA1",
    `${ISA.replace("PAYER          ", "PAYER")}TA1*000000013*261123*0900*A*000~IEA*0*000000501~`,
  );
  expect(padded).toMatchObject({ kind: "TA1", fault: null });
});
