import { addMs, type Instant } from "@practicum/kernel/instant";
import { expect, test } from "vitest";
import { DueTimers } from "./due-timers.ts";

const START: Instant = "2026-11-23T16:00:00.000Z";

/** A table with its next timer, a clock of the day and one that only goes on. */
function world() {
  const it = { clock: START, elapsedMs: 0, next: null as Instant | null, asked: 0, meanwhile: () => {} };
  const due = new DueTimers({
    now: () => it.clock,
    elapsedMs: () => it.elapsedMs,
    ask: async () => {
      it.asked += 1;
      const { next } = it;
      it.meanwhile();
      return next;
    },
  });
  const pass = (ms: number) => {
    it.elapsedMs += ms;
    it.clock = addMs(it.clock, ms);
  };
  return { it, due, pass };
}

test("SVC-34 until the table was asked it is time; then not before the next timer is due", async () => {
  const { it, due, pass } = world();
  expect([due.isTime, due.waitMs]).toEqual([true, 1000]);
  it.next = addMs(START, 7000);
  await due.ask();
  expect([due.isTime, due.waitMs]).toEqual([false, 5000]);
  pass(5000);
  expect([due.isTime, due.waitMs]).toEqual([false, 2000]);
  pass(1999);
  expect(due.isTime).toBe(false);
  pass(1);
  // Nothing of it could be fired: it is tried again, and not without a pause.
  expect([due.isTime, due.waitMs]).toEqual([true, 1000]);
});

test("SVC-34 a timer that is set before the others is known, one that is set later changes nothing", async () => {
  const { it, due } = world();
  await due.ask();
  expect([due.isTime, due.waitMs]).toEqual([false, 5000]);
  due.set(addMs(START, 3000));
  expect(due.waitMs).toBe(3000);
  due.set(addMs(START, 4000));
  expect(due.waitMs).toBe(3000);
  due.set(START);
  expect(due.isTime).toBe(true);
  it.next = null;
  await due.ask();
  expect(due.isTime).toBe(false);
});

test("SVC-34 one that is set while the table is asked is not lost, whatever the answer knows", async () => {
  for (const next of [null, addMs(START, 9000)]) {
    const { it, due } = world();
    it.next = next;
    it.meanwhile = () => due.set(addMs(START, 2000));
    await due.ask();
    expect(due.waitMs).toBe(2000);
  }
  const { it, due } = world();
  it.next = addMs(START, 1000);
  it.meanwhile = () => due.set(addMs(START, 2000));
  await due.ask();
  expect(due.waitMs).toBe(1000);
});

test("SVC-34 a clock that is set forward is noticed within seconds; set back, nothing fires before its time", async () => {
  const { it, due, pass } = world();
  it.next = addMs(START, 3_600_000);
  await due.ask();
  expect(due.waitMs).toBe(5000);
  it.clock = addMs(START, 3_600_000);
  expect(due.isTime).toBe(true);
  it.clock = addMs(START, -86_400_000);
  expect(due.isTime).toBe(false);
  pass(5000);
  expect([due.isTime, due.waitMs]).toEqual([false, 5000]);
});

test("SVC-34 the table is asked every minute: another process may have set one and died", async () => {
  const { it, due, pass } = world();
  await due.ask();
  pass(59_999);
  expect(due.isTime).toBe(false);
  // Whatever the clock of the day says meanwhile.
  it.clock = START;
  pass(1);
  expect(due.isTime).toBe(true);
  await due.ask();
  expect([due.isTime, it.asked]).toEqual([false, 2]);
});

test("SVC-34 after a failure the table is asked again soon", async () => {
  const { it, due } = world();
  await due.ask();
  it.meanwhile = () => {
    throw new Error("the database is away");
  };
  await expect(due.ask()).rejects.toThrow();
  expect([due.isTime, due.waitMs]).toEqual([true, 1000]);
  due.set(addMs(START, 50));
  expect(due.isTime).toBe(true);
});
