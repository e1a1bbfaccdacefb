import { expect, it } from "vitest";
import type { Operator } from "./operator.ts";
import { waitingFindings } from "./waiting-findings.ts";

const well = {
  unpublished: 0,
  unpublishedSeconds: 0,
  timersDue: 0,
  timersLateSeconds: 0,
  timersWaiting: 9,
  deadLetters: 0,
};
const found = (of: { readonly [service: string]: Partial<typeof well> }, paused = false) => {
  const practice = { id: "1", slug: "north", name: "North", timeZone: "America/Denver", database: "d", paused };
  const ask: Operator["ask"] = async (_, service) => ({ ...well, ...of[service] }) as never;
  return waitingFindings({ practices: [practice], ask });
};

it("SVC-46 what failed too often, events and timers that are late are found, each at its service; what waits for a moment is not", async () => {
  expect(await found({})).toEqual([]);
  expect(
    await found({ billing: { unpublished: 4, unpublishedSeconds: 300, timersDue: 2, timersLateSeconds: 300 } }),
  ).toEqual([]);
  const late = await found({
    billing: { unpublished: 4, unpublishedSeconds: 301 },
    messaging: { timersDue: 2, timersLateSeconds: 301 },
    charting: { deadLetters: 1 },
  });
  expect(late.map(({ what }) => what)).toEqual([
    expect.stringContaining("1 in charting failed too often"),
    expect.stringContaining("4 events of billing wait to be published, the oldest for 301 s"),
    expect.stringContaining("2 timers of messaging are late, the first by 301 s"),
  ]);
  expect(late.every(({ remedy }) => remedy !== undefined)).toBe(true);
  // Told to the managers of this practice, and to nobody else's.
  expect(late.map(({ practice }) => practice)).toEqual(["north", "north", "north"]);
});

it("SVC-46 timers of a paused practice are meant to wait; its dead letters are told all the same", async () => {
  const of = { messaging: { timersDue: 2, timersLateSeconds: 9000, deadLetters: 1 } };
  expect((await found(of, true)).map(({ what }) => what)).toEqual([expect.stringContaining("failed too often")]);
});
