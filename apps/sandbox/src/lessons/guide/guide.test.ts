import { expect, test } from "vitest";
import { beside, type Box } from "./beside.ts";
import { waysFrom } from "./ways.ts";

const window = { left: 0, top: 0, width: 820, height: 600 };
const note = { width: 240, height: 70 };

test("CUR-60: the way leads by the longest address that is not open yet, and to the field where one is there", () => {
  const aim = { route: "/money/denials/17-a", record: "The refusal of Ann Lee's tracing", field: "Status", marks: [] };
  const links = (here: string) => waysFrom(here, aim).flatMap((one) => (one.kind === "link" ? [one.to] : []));
  expect(links("/desk")).toEqual(["/money/denials/17-a", "/money/denials", "/money"]);
  expect(links("/money/claims")).toEqual(["/money/denials/17-a", "/money/denials"]);
  expect(links("/money/denials")).toEqual(["/money/denials/17-a"]);
  expect(waysFrom("/money/denials/17-a", aim)).toEqual([{ kind: "field", label: "Status" }]);
});

test("CUR-60: a patient's page is reached by any link to this patient, else by the search; another's is not taken for it", () => {
  const aim = { route: "/p/ann/insurance", record: "Coverage of Ann Lee", field: "", marks: [] };
  const found = waysFrom("/p/ben/insurance", aim);
  expect(found).toEqual([
    { kind: "link", to: "/p/ann/insurance" },
    { kind: "patient", patientId: "ann" },
    { kind: "mark", id: "find" },
  ]);
  expect(waysFrom("/p/ann/summary", aim)).toEqual([
    { kind: "link", to: "/p/ann/insurance" },
    { kind: "mark", id: "more-tabs" },
  ]);
});

test("CUR-60: of the marks of a page the last that can be seen is next, before any way to it", () => {
  const ways = waysFrom("/desk", {
    route: "/desk",
    record: "Appointment of Yolanda Phillips",
    field: "Status",
    marks: ["patient.edit", "demographics.save"],
  });
  expect(ways.map((one) => (one.kind === "mark" ? one.id : one.kind))).toEqual([
    "demographics.save",
    "patient.edit",
    "record",
    "field",
  ]);
  expect(ways[2]).toEqual({ kind: "record", name: "PHILLIPS, Yolanda" });
});

test("CUR-61: the note stands in the window, and never over what it points at", () => {
  for (let left = 0; left <= 760; left += 40)
    for (let top = 0; top <= 560; top += 40)
      for (const size of [
        { width: 60, height: 40 },
        { width: 300, height: 200 },
        { width: 40, height: 500 },
      ]) {
        const target = { left, top, ...size };
        const at = beside(target, note, window);
        if (at === null) continue;
        expect(overlap(at, target), JSON.stringify(target)).toBe(false);
        expect(at.left >= 0 && at.left + at.width <= 820 && at.top >= 0 && at.top + at.height <= 600).toBe(true);
      }
  expect(beside({ left: 400, top: 300, width: 60, height: 40 }, note, window)).not.toBeNull();
  expect(beside({ left: 0, top: 0, width: 820, height: 600 }, note, window)).toBeNull();
});

function overlap(one: Box, other: Box): boolean {
  return (
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height
  );
}
