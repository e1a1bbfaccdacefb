import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Turns } from "./turns.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Work that ends when it is let go. */
function work() {
  const ends: (() => void)[] = [];
  let begun = 0;
  const turns = (everyMs: number | undefined) =>
    new Turns(() => {
      begun += 1;
      return new Promise<void>((resolve) => ends.push(resolve));
    }, everyMs);
  return { turns, begun: () => begun, end: () => (ends.shift()?.(), vi.advanceTimersByTimeAsync(0)) };
}

test("work comes round after its time, counted from its end, and not before it is started", async () => {
  const { turns, begun, end } = work();
  const every = turns(1000);
  await vi.advanceTimersByTimeAsync(5000);
  expect(begun()).toBe(0);
  every.start();
  await vi.advanceTimersByTimeAsync(999);
  expect(begun()).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(begun()).toBe(1);
  await vi.advanceTimersByTimeAsync(5000);
  expect(begun()).toBe(1);
  await end();
  await vi.advanceTimersByTimeAsync(999);
  expect(begun()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(begun()).toBe(2);
});

test("who is woken runs at once, the time starts anew; woken while it runs, once more after that, however often", async () => {
  const { turns, begun, end } = work();
  const every = turns(1000);
  every.start();
  await vi.advanceTimersByTimeAsync(900);
  every.wake();
  expect(begun()).toBe(1);
  for (let n = 0; n < 3; n += 1) every.wake();
  expect(begun()).toBe(1);
  await end();
  expect(begun()).toBe(2);
  await end();
  expect(begun()).toBe(2);
  await vi.advanceTimersByTimeAsync(999);
  expect(begun()).toBe(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(begun()).toBe(3);
});

test("without a time it runs only when it is asked for, and who asks waits until it has run from start to end", async () => {
  const { turns, begun, end } = work();
  const never = turns(undefined);
  never.start();
  await vi.advanceTimersByTimeAsync(100_000);
  expect(begun()).toBe(0);
  never.wake();
  let done = false;
  const asked = never.now().then(() => (done = true));
  await end();
  expect([begun(), done]).toEqual([2, false]);
  await end();
  await asked;
  expect([begun(), done]).toEqual([2, true]);
  await vi.advanceTimersByTimeAsync(100_000);
  expect(begun()).toBe(2);
});

test("who is stopped lets the work end, and runs never again", async () => {
  const { turns, begun, end } = work();
  const every = turns(1000);
  every.wake();
  every.wake();
  let stopped = false;
  const stop = every.stop().then(() => (stopped = true));
  await vi.advanceTimersByTimeAsync(0);
  expect(stopped).toBe(false);
  await end();
  await stop;
  every.wake();
  every.start();
  await vi.advanceTimersByTimeAsync(5000);
  expect(begun()).toBe(1);
  const waiting = turns(1000);
  waiting.start();
  await waiting.stop();
  await vi.advanceTimersByTimeAsync(5000);
  expect(begun()).toBe(1);
});
