import type { Cents } from "@practicum/kernel/money";
import { expect, test } from "vitest";
import { line } from "../../testing/a-contract.ts";
import { addClaim, resultOf, type Compared } from "./contract-trial.ts";
import { trialCsv } from "./trial-csv.ts";

const side = (...allowed: (Cents | null)[]) =>
  allowed.map((one, at) => ({
    lineNumber: at + 1,
    allowed: one,
    term: null,
    because: "",
    caseRate: null,
    capitated: false,
  }));
const claim = (more: Partial<Compared>): Compared => ({
  lines: [line("99213", { lineNumber: 1, charge: 15_000 }), line("36415", { lineNumber: 2, charge: 1500 })],
  left: side(10_000, 600),
  right: side(12_000, 500),
  allowed: new Map([[1, 9000]]),
  ...more,
});

test("BIL-394: left and right are summed by code and family, each on its own side, and what was allowed beside them", () => {
  const tally = addClaim(addClaim({}, claim({})), claim({ allowed: new Map() }));
  const { all, families, codes } = resultOf(tally);
  expect(families.map((one) => [one.family, one.left, one.right])).toEqual([
    ["Visits and management", 20_000, 24_000],
    ["Procedures and surgery", 1200, 1000],
  ]);
  expect(codes[0]).toMatchObject({
    code: "99213",
    lines: 2,
    charged: 30_000,
    decided: { lines: 1, allowed: 9000, left: 10_000, right: 12_000 },
  });
  expect(all).toMatchObject({ lines: 4, charged: 33_000, left: 21_200, right: 25_000 });
});

test("BIL-394: a line that one side does not know is in neither sum, and is counted on that side", () => {
  const known = resultOf(addClaim({}, claim({ right: side(null, 500) })));
  expect(known.codes.find((one) => one.code === "99213")).toMatchObject({
    lines: 0,
    left: 0,
    right: 0,
    charged: 0,
    unknownLeft: 0,
    unknownRight: 1,
  });
  expect(known.all).toMatchObject({ lines: 1, left: 600, right: 500, unknownRight: 1 });
  // No contract at all on that day.
  expect(resultOf(addClaim({}, claim({ left: null }))).all).toMatchObject({
    lines: 0,
    unknownLeft: 2,
    unknownRight: 0,
  });
});

test("BIL-395: the file has the amounts in dollars, the difference as right less left, and no formula", () => {
  const { codes } = resultOf(addClaim({}, claim({})));
  const csv = trialCsv(codes, { left: "=Old", right: "New, 2027" });
  expect(csv.split("\r\n")[0]).toContain(`,'=Old,"New, 2027",Difference,`);
  expect(csv.split("\r\n")[1]).toBe(
    "99213,Visits and management,1,150.00,100.00,120.00,20.00,1,90.00,100.00,120.00,0,0",
  );
  expect(csv).toContain("36415,Procedures and surgery,1,15.00,6.00,5.00,-1.00,0,0.00,0.00,0.00,0,0");
});
