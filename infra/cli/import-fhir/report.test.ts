import { expect, test } from "vitest";
import { asTable } from "./report.ts";

test("each file, then all of them, and every number has its place", () => {
  const observation = { read: 5, joined: 2, taken: 2, alreadyThere: 0, left: { "it has no value": 1 } };
  const text = asTable([
    { file: "a.json", refused: null, kinds: { Observation: observation } },
    { file: "b.json", refused: "it is not JSON", kinds: {} },
    { file: "c.json", refused: null, kinds: { Observation: observation } },
  ]);
  const lines = text.split("\n");
  expect(lines.slice(0, 3)).toEqual([
    "a.json",
    "  Observation            read     5   taken     2   already there     0",
    "                         joined     2   to the vital signs of their moment",
  ]);
  expect(lines).toContain("b.json was refused: it is not JSON");
  expect(lines.slice(lines.indexOf("All 3 files"))).toEqual([
    "All 3 files",
    "  Observation            read    10   taken     4   already there     0",
    "                         joined     4   to the vital signs of their moment",
    "                         left     2   it has no value",
    "",
    "1 of 3 files refused: b.json",
  ]);
});
