import { expect, test } from "vitest";
import { chosenBy } from "./due-batch.tsx";
import type { Due } from "./due-types.ts";

const due = (key: string, patientDue: number, lastStatementOn: string | null) =>
  ({
    patientId: key,
    patientName: { family: key, given: "A", middle: null, suffix: null },
    patientDue,
    lastStatementOn,
  }) as unknown as Due;

test("BIL-112: a batch takes who owes enough and had no statement lately", () => {
  const list = [
    due("new", 500, null),
    due("cent", 499, null),
    due("late", 9000, "2026-10-29"),
    due("lately", 9000, "2026-10-30"),
  ];
  const chosen = chosenBy({ least: 500, days: "30" }, list, "2026-11-28");
  expect(chosen.map((one) => one.patientId)).toEqual(["new", "late"]);
  expect(chosenBy({ least: null, days: "0" }, list, "2026-11-28")).toHaveLength(4);
  expect(chosenBy({ least: null, days: "soon" }, list, "2026-11-28")).toEqual([]);
});
