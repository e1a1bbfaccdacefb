import { expect, test } from "vitest";
import { isPastInbox, nextRetentionAt } from "./retention.ts";

const zone = "America/Los_Angeles";

test("SVC-10: the next night to Sunday, at three of the practice's clock", () => {
  // Monday morning, Saturday evening, and a minute before three on Sunday: the same Sunday.
  for (const now of ["2026-11-23T16:00:00.000Z", "2026-11-29T04:00:00.000Z", "2026-11-29T10:59:00.000Z"])
    expect(nextRetentionAt(now, zone)).toBe("2026-11-29T11:00:00.000Z");
  // At three the next one is in a week; on Sunday evening it is already Monday in Greenwich.
  expect(nextRetentionAt("2026-11-29T11:00:00.000Z", zone)).toBe("2026-12-06T11:00:00.000Z");
  expect(nextRetentionAt("2026-11-30T05:00:00.000Z", zone)).toBe("2026-12-06T11:00:00.000Z");
  // On the Sunday of the spring change three o'clock is the first minute after the gap.
  expect(nextRetentionAt("2026-03-07T12:00:00.000Z", zone)).toBe("2026-03-08T10:00:00.000Z");
});

test("SVC-14: an event is too old a day before the inbox forgets it", () => {
  const now = "2026-11-23T16:00:00.000Z";
  expect(isPastInbox({ occurredAt: "2026-08-26T16:00:00.000Z" }, now)).toBe(false);
  expect(isPastInbox({ occurredAt: "2026-08-26T15:59:59.999Z" }, now)).toBe(true);
});
