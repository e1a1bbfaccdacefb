import { expect, test } from "vitest";
import { subjectsOf } from "./file-subjects.ts";

const ISA =
  "ISA*00*          *00*          *ZZ*PAYER          *30*330123456      *261123*0900*^*00501*000000501*0*P*:~";

test("claims, payments, questions and acknowledgments name whom a file is about", () => {
  const file = `${ISA}\nCLM*C-1*150~\nCLP*C-2*1*150*70~\nTRN*2*T-3*9330123456~AK1*HC*000000012~TA1*000000013*261123*0900*A*000~`;
  expect(subjectsOf(file)).toEqual({
    claimNumbers: ["C-1", "C-2", "T-3"],
    traces: ["T-3"],
    answeredControls: [12, 13],
  });
});

test("other delimiters, a cut segment, numbers that are none", () => {
  const other = ISA.replaceAll("*", "|").replaceAll("~", "!");
  expect(subjectsOf(`${other}CLP|C-1|1!CLM|C-2`)).toMatchObject({ claimNumbers: ["C-1", "C-2"] });
  expect(subjectsOf(`${ISA}AK1*HC*12345678901234~TA1*x~CLM~TRN*1~`)).toEqual({
    claimNumbers: [],
    traces: [],
    answeredControls: [],
  });
  expect(subjectsOf("no X12 at all")).toMatchObject({ claimNumbers: [] });
});
