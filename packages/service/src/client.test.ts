import { MemoryBus } from "@practicum/bus/memory";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { expect, test } from "vitest";
import { callService } from "./client.ts";
import { staffActor } from "./test-kit.ts";

const request = {
  practiceId: "00000000-0000-7000-8000-000000000001",
  actor: staffActor(["physician"]),
  commandId: null,
  traceId: "t",
  input: {},
};
const soon = { timeoutMs: 5, deadlineMs: 2000 };

test("a service with too much to do is asked once, one whose database is away is asked again", async () => {
  const bus = new MemoryBus();
  const asked = { busy: 0, away: 0 };
  await bus.serve("svc.notes.busy", async () => {
    asked.busy += 1;
    return { ok: false, error: { code: "try-again", detail: { busy: 1 } } };
  });
  await bus.serve("svc.notes.away", async () => {
    asked.away += 1;
    return asked.away < 3 ? { ok: false, error: { code: "try-again" } } : { ok: true, value: {} };
  });
  expect(await callService(bus, "notes", "busy", request)).toMatchObject(fail("try-again"));
  expect(await callService(bus, "notes", "away", request)).toEqual(ok({}));
  expect(asked).toEqual({ busy: 1, away: 3 });
});

test("what times out is repeated, until too much of it is: then each is asked once", async () => {
  const bus = new MemoryBus();
  let asked = 0;
  const never = new Promise<never>(() => {});
  await bus.serve("svc.notes.slow", () => {
    asked += 1;
    return never;
  });
  const askOf = async (count: number) => {
    const before = asked;
    await Promise.all(Array.from({ length: count }, () => callService(bus, "notes", "slow", request, soon)));
    return asked - before;
  };
  expect(await askOf(1)).toBeGreaterThan(2);
  await askOf(200);
  expect(await askOf(100)).toBeLessThanOrEqual(111);
});

test("GTW-47 what times out is not repeated while the caller says that others wait", async () => {
  const bus = new MemoryBus();
  let asked = 0;
  await bus.serve("svc.notes.slow", () => {
    asked += 1;
    return new Promise<never>(() => {});
  });
  const crowded = { ...soon, mayRepeat: () => false };
  expect(await callService(bus, "notes", "slow", request, crowded)).toMatchObject(fail("try-again"));
  expect(asked).toBe(1);
  await callService(bus, "notes", "slow", request, soon);
  expect(asked).toBeGreaterThan(2);
});
