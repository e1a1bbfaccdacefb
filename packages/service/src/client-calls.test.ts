import type { Bus, BusFailure, JsonValue } from "@practicum/bus/bus";
import { err, ok, type Result } from "@practicum/kernel/result";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { callService, serviceClient, type CallOptions } from "./client.ts";
import { staffActor } from "./test-kit.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => vi.useRealTimers());

type Answer = Result<JsonValue, BusFailure>;
const request = { practiceId: "p", actor: staffActor(["physician"]), commandId: "c", traceId: "t", input: { a: 1 } };

/** A bus that gives these answers one after the other, and then the last one again; a time-out takes its time. */
async function call(answers: readonly Answer[], options: CallOptions = {}) {
  const asked: { subject: string; message: unknown; timeoutMs: number; atMs: number }[] = [];
  const begun = performance.now();
  const bus: Pick<Bus, "request"> = {
    async request(subject, message, { timeoutMs }) {
      const answer = answers[Math.min(asked.length, answers.length - 1)] ?? err("no-responder");
      asked.push({ subject, message, timeoutMs, atMs: performance.now() - begun });
      if (!answer.ok && answer.error === "timeout") await new Promise((resolve) => setTimeout(resolve, timeoutMs));
      return answer;
    },
  };
  const reply = callService(bus, "notes", "save", request, options).then((given) => ({
    given,
    tookMs: performance.now() - begun,
  }));
  await vi.advanceTimersByTimeAsync(60_000);
  return { asked, ...(await reply) };
}
const TRY_AGAIN = { ok: false, error: { code: "try-again" } };
const nobody: Answer = err("no-responder");
const timeout: Answer = err("timeout");
const closed: Answer = err("closed");
const done: Answer = ok({ ok: true, value: { version: 2 } });

test("a service is asked at its subject with all that was said, for five seconds at most, and its value is the answer", async () => {
  const { asked, given } = await call([done]);
  expect(given).toEqual(ok({ version: 2 }));
  expect(asked).toEqual([{ subject: "svc.notes.save", message: request, timeoutMs: 5000, atMs: 0 }]);
});

test("a refusal is the answer, at once; what is no reply is a fault of the service", async () => {
  const refused = await call([ok({ ok: false, error: { code: "not-found", field: "noteId" } })]);
  expect(refused.given).toEqual({ ok: false, error: { code: "not-found", field: "noteId" } });
  expect(refused.asked).toHaveLength(1);
  expect((await call([ok({ hello: 1 })])).given).toMatchObject({ error: { code: "internal" } });
});

test("where nobody is there it is asked again after longer and longer pauses, until ten seconds are over", async () => {
  const { asked, given, tookMs } = await call([nobody]);
  expect(given).toMatchObject(TRY_AGAIN);
  expect(asked.map((one) => one.atMs)).toEqual([0, 50, 200, 600, 1600, 2600, 3600, 4600, 5600, 6600, 7600, 8600, 9600]);
  expect(tookMs).toBeLessThanOrEqual(10_000);
  expect((await call([nobody, nobody, done])).given).toEqual(ok({ version: 2 }));
});

test("what gets no answer in time is asked again within what is left of the time", async () => {
  const { asked, given } = await call([timeout], { timeoutMs: 4000, deadlineMs: 10_000 });
  expect(given).toMatchObject(TRY_AGAIN);
  expect(asked.map((one) => [one.atMs, one.timeoutMs])).toEqual([
    [0, 4000],
    [4050, 4000],
    [8200, 1800],
  ]);
});

test("no pause goes beyond the deadline, and a bus that was closed by ourselves is asked four times", async () => {
  expect((await call([nobody], { deadlineMs: 199 })).asked.map((one) => one.atMs)).toEqual([0, 50]);
  expect((await call([nobody], { deadlineMs: 0 })).asked).toEqual([]);
  expect((await call([closed])).asked.map((one) => one.atMs)).toEqual([0, 50, 200, 600]);
});

test("a client says who asks, and for a command under which id", async () => {
  const messages: unknown[] = [];
  const bus: Pick<Bus, "request"> = {
    async request(subject, message) {
      messages.push(subject, message);
      return done;
    },
  };
  const { practiceId, actor, traceId } = request;
  const client = serviceClient(bus, "notes", { practiceId, actor, traceId });
  expect(await client("save" as never, { a: 1 } as never, "c")).toEqual(ok({ version: 2 }));
  await client("read" as never, {} as never);
  expect(messages).toEqual(["svc.notes.save", request, "svc.notes.read", { ...request, commandId: null, input: {} }]);
});
