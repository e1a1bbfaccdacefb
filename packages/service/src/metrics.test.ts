import { expect, test } from "vitest";
import { Metrics } from "./metrics.ts";

test("each kind, name and outcome is a series of its own; a bucket holds all that took at most so long", () => {
  const metrics = new Metrics();
  for (const ms of [0.5, 1, 1.5, 20, 20_000]) metrics.record("request", "bookAppointment", "ok", ms);
  metrics.record("request", "bookAppointment", "slot-taken", 3);
  metrics.record("timer", "bookAppointment", "ok", 3);
  const text = metrics.render("scheduling");
  const of = 'service="scheduling",kind="request",name="bookAppointment",outcome="ok"';
  expect(text.split("\n").slice(0, 17)).toEqual([
    "# TYPE practicum_work_ms histogram",
    ...[
      [1, 2],
      [2, 3],
      [5, 3],
      [10, 3],
      [20, 4],
      [50, 4],
      [100, 4],
      [200, 4],
      [500, 4],
      [1000, 4],
      [2000, 4],
      [5000, 4],
      [10_000, 4],
    ].map(([bound, count]) => `practicum_work_ms_bucket{${of},le="${bound}"} ${count}`),
    `practicum_work_ms_bucket{${of},le="+Inf"} 5`,
    `practicum_work_ms_sum{${of}} 20023.000`,
    `practicum_work_ms_count{${of}} 5`,
  ]);
  expect(text).toContain('kind="request",name="bookAppointment",outcome="slot-taken"} 1\n');
  expect(text).toContain('kind="timer",name="bookAppointment",outcome="ok"} 1\n');
  expect(text.endsWith("\n")).toBe(true);
});
