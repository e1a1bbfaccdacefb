import { expect, test } from "vitest";
import { chanceOfCause, idsOfCause } from "./cause.ts";

const now = "2026-11-17T17:40:00.000Z";
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function made(cause: string, count: number, at = now): string[] {
  const ids = idsOfCause(cause, at);
  return Array.from({ length: count }, () => ids.next());
}

test("a cause makes the same identifiers again, each of them once, in UUID's form and in order of making", () => {
  const first = made("command/1", 10_000);
  expect(made("command/1", 10_000)).toEqual(first);
  expect(new Set(first).size).toBe(10_000);
  for (const id of first) expect(id).toMatch(UUID_V7);
  // Within what the counter holds; beyond it they are unique and no longer in order.
  expect(first.slice(0, 4096).toSorted()).toEqual(first.slice(0, 4096));
});

test("other causes, and other moments, make other ones", () => {
  const causes = Array.from({ length: 20_000 }, (_, index) => made(`event/${index}/listener`, 1)[0]);
  expect(new Set(causes).size).toBe(20_000);
  const [before] = made("command/1", 1);
  const [after] = made("command/1", 1, "2026-11-17T17:40:00.001Z");
  expect(String(before) < String(after)).toBe(true);
});

test("chance follows from the cause as well, and not from the identifiers drawn", () => {
  const a = chanceOfCause("command/1");
  const b = chanceOfCause("command/1");
  expect([a.next(), a.next()]).toEqual([b.next(), b.next()]);
  expect(chanceOfCause("command/2").next()).not.toBe(chanceOfCause("command/1").next());
});
