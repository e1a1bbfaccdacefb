import type { AppointmentStatus } from "@practicum/contracts/scheduling/appointments";
import { expect, test } from "vitest";
import { flowColumns, nextStep, stepBack, waitsOf } from "./flow-model.ts";

test("the steps walk every column once and end in done", () => {
  const walked: AppointmentStatus[] = ["arrived"];
  for (let step = nextStep("arrived"); step; step = nextStep(step.to)) walked.push(step.to);
  expect(walked).toEqual([...flowColumns.map((column) => column.status), "done"]);
});

test("a step back undoes a step, and the first column has none", () => {
  for (const { status } of flowColumns.slice(1)) {
    const back = stepBack(status);
    expect(back && nextStep(back)?.to).toBe(status);
  }
  expect(stepBack("arrived")).toBeNull();
});

test("waits count from arrival and from the last step, never below zero", () => {
  const visit = { arrivedAt: "2026-11-22T16:00:00.000Z", statusSince: "2026-11-22T16:20:00.000Z" };
  expect(waitsOf(visit, "2026-11-22T16:31:30.000Z")).toEqual({ inState: 11, total: 31 });
  expect(waitsOf(visit, "2026-11-22T15:59:00.000Z")).toEqual({ inState: 0, total: 0 });
});
