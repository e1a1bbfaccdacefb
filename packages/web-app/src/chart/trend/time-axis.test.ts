import { expect, test } from "vitest";
import type { Medication } from "../chart-types.ts";
import { spansOf, timeOf } from "./time-axis.ts";

const at = (day: string) => Date.parse(`${day}T12:00:00Z`);

function medication(name: string, more: Partial<Medication>): Medication {
  return {
    medicationId: name,
    rxnorm: null,
    name,
    directions: "",
    startedOn: null,
    stoppedOn: null,
    status: "active",
    orderId: null,
    recordedBy: "Ana Ramirez, MA",
    ...more,
  };
}

test("a picture goes from the first value to now; one value has room around it", () => {
  const line = (...days: string[]) => [
    { key: "l", points: days.map((day) => ({ at: at(day), value: 1, flagged: false, usual: null })) },
  ];
  expect(timeOf(line("2026-01-05", "2026-06-01"), "2026-11-23T12:00:00.000Z")).toEqual([
    at("2026-01-05"),
    at("2026-11-23"),
  ]);
  const [from, to] = timeOf(line("2026-11-23"), "2026-11-23T12:00:00.000Z");
  expect(from).toBeLessThan(at("2026-11-23"));
  expect(to).toBeGreaterThan(at("2026-11-23"));
});

test("medications lie where they were taken: open ends are said, unknown ends are not drawn", () => {
  const time = [at("2026-01-01"), at("2026-12-01")] as const;
  const spans = spansOf(
    [
      medication("Metformin", { startedOn: "2017-08-15" }),
      medication("Lisinopril", { startedOn: "2026-03-01", stoppedOn: "2026-05-01", status: "stopped" }),
      medication("Amlodipine", { startedOn: "2026-05-01" }),
      medication("Prednisone", { startedOn: "2025-01-01", stoppedOn: "2025-02-01", status: "stopped" }),
      medication("Warfarin", { startedOn: "2026-02-01", status: "stopped" }),
      medication("Wrong", { startedOn: "2026-02-01", status: "entered-in-error" }),
      medication("Later", { startedOn: "2027-01-01" }),
      medication("Old", {}),
    ],
    time,
    at,
  );
  expect(spans.map((one) => [one.name, one.from, one.to, one.opensBefore, one.goesOn])).toEqual([
    ["Metformin", time[0], time[1], true, true],
    ["Old", time[0], time[1], true, true],
    ["Lisinopril", at("2026-03-01"), at("2026-05-01"), false, false],
    ["Amlodipine", at("2026-05-01"), time[1], false, true],
  ]);
});
