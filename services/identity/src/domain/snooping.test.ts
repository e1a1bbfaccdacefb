import { snoopReasonKind } from "@practicum/contracts/identity/snooping";
import { expect, test } from "vitest";
import { DEFAULT_POLICY, printOf, scored, type Looks } from "./snooping.ts";

const plain: Looks = {
  isOwn: false,
  isColleague: false,
  sameFamily: false,
  sameAddress: false,
  restricted: false,
  brokeGlass: false,
  worked: true,
  afterHours: false,
  atOnce: 1,
};
const one = (more: Partial<Looks>) => scored({ ...plain, ...more }, DEFAULT_POLICY);

test("IDN-170 each reason gives its points by itself; a look with a reason for it gives none", () => {
  expect(scored(plain, DEFAULT_POLICY)).toEqual({ score: 0, reasons: [] });
  const each = [
    ["own-record", { isOwn: true }],
    ["colleague", { isColleague: true }],
    ["same-family-name", { sameFamily: true }],
    ["same-address", { sameAddress: true }],
    ["restricted", { restricted: true }],
    ["break-glass", { brokeGlass: true }],
    ["no-work", { worked: false }],
    ["after-hours", { afterHours: true }],
    ["many-at-once", { atOnce: DEFAULT_POLICY.manyFrom }],
  ] as const;
  expect(each.map(([kind]) => kind).toSorted()).toEqual([...snoopReasonKind.options].toSorted());
  for (const [kind, more] of each)
    expect(one(more)).toEqual({
      score: DEFAULT_POLICY.points[kind],
      reasons: [{ kind, points: DEFAULT_POLICY.points[kind] }],
    });
  expect(one({ atOnce: DEFAULT_POLICY.manyFrom - 1 }).score).toBe(0);
});

test("IDN-170 points add up, the heaviest first; what is not known, and what the practice counts for nothing, gives none", () => {
  expect(one({ worked: false, afterHours: true, sameAddress: true })).toEqual({
    score: 9,
    reasons: [
      { kind: "same-address", points: 4 },
      { kind: "no-work", points: 3 },
      { kind: "after-hours", points: 2 },
    ],
  });
  expect(one({ isOwn: null, isColleague: null, sameFamily: null, sameAddress: null }).score).toBe(0);
  expect(one({ isOwn: true, isColleague: true, sameFamily: true, sameAddress: true }).reasons).toEqual([
    { kind: "own-record", points: 4 },
  ]);
  const quiet = { ...DEFAULT_POLICY, points: { ...DEFAULT_POLICY.points, "after-hours": 0 } };
  expect(scored({ ...plain, afterHours: true }, quiet)).toEqual({ score: 0, reasons: [] });
});

test("IDN-172 prints are the same for one name however it is written, and tell nothing across kinds and practices", () => {
  const name = printOf("p1", "name", ["José", "O'Neil-Smith"]);
  expect(printOf("p1", "name", ["JOSE", "oneil smith"])).toBe(name);
  expect(printOf("p1", "name", ["Jose", "Oneil"])).not.toBe(name);
  expect(printOf("p2", "name", ["José", "O'Neil-Smith"])).not.toBe(name);
  expect(printOf("p1", "family", ["José", "O'Neil-Smith"])).not.toBe(name);
  expect(name).toMatch(/^[0-9a-f]{64}$/);
  // Where one part ends and the next begins counts.
  expect(printOf("p1", "name", ["ann", "abel"])).not.toBe(printOf("p1", "name", ["anna", "bel"]));
});
