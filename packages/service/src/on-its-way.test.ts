import type { ReplyEnvelope } from "@practicum/contracts/request";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { answerWhenHere, StillOnItsWay } from "./on-its-way.ts";
import type { PracticeRuntime } from "./runtime.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => vi.useRealTimers());

type Runtime = PracticeRuntime<Record<never, never>, unknown, unknown>;
const HERE: ReplyEnvelope = { ok: true, value: "here" };
const NOT_THERE: ReplyEnvelope = { ok: false, error: { code: "not-found" } };

/** Asks for a record that comes after so many milliseconds. */
function ask(about: {
  hereMs?: number;
  drained?: () => Promise<boolean>;
  background?: boolean;
  publishedAfterMs?: number;
}) {
  const { hereMs = Infinity, drained = async () => false, ...rest } = about;
  const service = { bus: { drained }, ...rest };
  const begun = performance.now();
  const at: number[] = [];
  const reply = answerWhenHere({ service } as unknown as Runtime, async (mayWait) => {
    at.push(performance.now() - begun);
    if (performance.now() - begun >= hereMs) return HERE;
    if (mayWait) throw new StillOnItsWay();
    return NOT_THERE;
  });
  const ended = reply.then((given) => ({ given, tookMs: performance.now() - begun }));
  return { ended, at };
}
async function after(asked: ReturnType<typeof ask>) {
  await vi.advanceTimersByTimeAsync(10_000);
  return asked.ended;
}

test("a record that is here is answered at once; one that comes is answered when it has come", async () => {
  expect(await after(ask({ hereMs: 0 }))).toEqual({ given: HERE, tookMs: 0 });
  const soon = ask({ hereMs: 100 });
  expect(await after(soon)).toEqual({ given: HERE, tookMs: 140 });
  expect(soon.at).toEqual([0, 20, 60, 140]);
});

test("the looks are close together first, then four a second", async () => {
  const late = ask({ hereMs: 1000 });
  await after(late);
  expect(late.at).toEqual([0, 20, 60, 140, 300, 550, 800, 1050]);
});

test("what every published event has not brought does not exist; before an event can be published nobody is asked", async () => {
  let asked = 0;
  const drained = async () => {
    asked += 1;
    return true;
  };
  expect(await after(ask({ drained }))).toEqual({ given: NOT_THERE, tookMs: 1050 });
  expect(asked).toBe(1);
  expect(await after(ask({ drained, publishedAfterMs: 20 }))).toEqual({ given: NOT_THERE, tookMs: 20 });
});

test("where events are late for longer than a caller waits, it is told to try again; a broker that can't say holds back", async () => {
  const late = {
    given: expect.objectContaining({ ok: false, error: expect.objectContaining({ code: "try-again" }) }),
    tookMs: 3050,
  };
  expect(await after(ask({}))).toEqual(late);
  expect(await after(ask({ drained: () => Promise.reject(new Error("away")) }))).toEqual(late);
});

test("where nothing moves events in the background, nobody waits", async () => {
  expect(await after(ask({ background: false }))).toEqual({ given: NOT_THERE, tookMs: 0 });
});

test("another failure is the caller's at once", async () => {
  const runtime = { service: { bus: { drained: async () => true } } } as unknown as Runtime;
  await expect(answerWhenHere(runtime, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(new StillOnItsWay().name).toBe("StillOnItsWay");
});
