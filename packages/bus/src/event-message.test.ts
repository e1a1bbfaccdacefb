import type { Id } from "@practicum/kernel/brand";
import { expect, test } from "vitest";
import { TOGETHER_MAX, type EventEnvelope } from "./bus.ts";
import { bundlesOf, eventsOf, messageOf } from "./event-message.ts";

const practices: readonly Id<"practice">[] = [
  "01990000-0000-7000-8000-000000000001",
  "01990000-0000-7000-8000-000000000002",
];

function event(n: number, name = "alpha.told.v1", practiceId = practices[0]!, text = ""): EventEnvelope {
  return {
    id: `01990000-0000-7000-8000-${String(n).padStart(12, "0")}`,
    name,
    practiceId,
    occurredAt: "2026-11-23T16:00:00.000Z",
    traceId: "trace",
    actor: null,
    keys: {},
    payload: { n, text },
  };
}

const read = (message: { readonly subject: string; readonly text: string }) =>
  eventsOf(message.subject, JSON.parse(message.text));

test("SVC-31 events of one name and practice travel as one message, in order; others apart", () => {
  const events = [event(1), event(2, "alpha.other.v1"), event(3), event(4, "alpha.told.v1", practices[1])];
  const messages = bundlesOf(events);
  expect(messages.map((message) => read(message)?.map(({ id }) => id))).toEqual([
    [events[0]?.id, events[2]?.id],
    [events[1]?.id],
    [events[3]?.id],
  ]);
  expect(messages[1]).toEqual(messageOf(events[1]!));
});

test("SVC-31 a message holds no more events than are handled together, and no more text than travels well", () => {
  const many = Array.from({ length: TOGETHER_MAX * 2 + 1 }, (_, n) => event(n));
  expect(bundlesOf(many).map((message) => read(message)?.length)).toEqual([TOGETHER_MAX, TOGETHER_MAX, 1]);
  const long = Array.from({ length: 3 }, (_, n) => event(n, "alpha.told.v1", practices[0], "x".repeat(90_000)));
  expect(bundlesOf(long).map((message) => read(message)?.length)).toEqual([2, 1]);
  const longer = [event(1, "alpha.told.v1", practices[0], "x".repeat(300_000)), event(2)];
  expect(bundlesOf(longer).map((message) => read(message)?.length)).toEqual([1, 1]);
});

test("the same events make the same message, others another", () => {
  const id = (...events: EventEnvelope[]) => bundlesOf(events)[0]?.id;
  expect(id(event(1), event(2))).toBe(id(event(1), event(2)));
  expect(new Set([id(event(1)), id(event(1), event(2)), id(event(1), event(2), event(3)), id(event(2))]).size).toBe(4);
});

test("a message with an event of another subject, or with none, is nothing of ours", () => {
  const { subject } = messageOf(event(1));
  expect(eventsOf(subject, [event(1), event(2, "alpha.other.v1")])).toBeUndefined();
  expect(eventsOf(subject, [event(1), event(2, "alpha.told.v1", practices[1])])).toBeUndefined();
  expect(eventsOf(subject, [])).toBeUndefined();
  expect(eventsOf(subject, event(1))).toEqual([event(1)]);
});
