import { describe, expect, test } from "vitest";
import { statusText } from "./status.ts";

const row = {
  practice: "mission-bay",
  service: "billing",
  unpublished: 0,
  unpublishedSeconds: 0,
  timersDue: 1,
  timersLateSeconds: 0,
  timersWaiting: 12,
};

describe("the status for a person", () => {
  test("names the address, the processes and what waits", () => {
    const text = statusText({ url: "http://localhost:3000", processes: { NATS: 7, gateway: 1234 } }, [
      { ...row, deadLetters: 0 },
    ]);
    expect(text.split("\n")).toEqual([
      "Screens: http://localhost:3000",
      "",
      "  NATS     process 7",
      "  gateway  process 1234",
      "",
      "practice     service  events to publish  timers due  timers waiting  dead letters",
      "mission-bay  billing                  0           1              12             0",
    ]);
  });
  test("while it starts there is no address yet, and dead letters say where to look", () => {
    const text = statusText({ url: "", processes: {} }, [{ ...row, deadLetters: 2 }]);
    expect(text).toContain("still starting");
    expect(text).toContain("dead-letters");
  });
});
