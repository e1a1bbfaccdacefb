import { MemoryBus } from "@practicum/bus/memory";
import type { JsonValue } from "@practicum/bus/bus";
import { SESSIONS_ENDED } from "@practicum/contracts/auth";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { must } from "@practicum/kernel/assert";
import { Sessions } from "./sessions.ts";

const practiceId = "00000000-0000-7000-8000-000000000001";
const staffId = "00000000-0000-7000-8000-000000000002";
const sessionId = "a-session";
const answer = {
  session: {
    sessionId,
    practice: { id: practiceId, slug: "north", name: "North" },
    staff: {
      staffId,
      email: "ana@north.test",
      family: "Chen",
      given: "Ana",
      credential: "MD",
      roles: ["physician"],
      npi: null,
      taxonomy: null,
      supervisorId: null,
      active: true,
      version: 1,
    },
    permissions: [],
    expiresAt: "2026-11-23T17:00:00.000Z",
    idleMinutes: 15,
    twoFactor: false,
    authenticator: false,
  },
  actor: { kind: "staff", staffId, name: "Ana Chen", roles: ["physician"], sessionId },
} satisfies JsonValue;
const visitor = { cookie: "practicum.session_token=c", practice: "north", address: "127.0.0.1", userAgent: "" };

describe("GTW-2 a session is looked up at identity", () => {
  let bus: MemoryBus;
  let sessions: Sessions;
  let asked: number;
  let lives: number;
  /** Answers wait here while it is set. */
  let held: Promise<void> | undefined;

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    bus = new MemoryBus();
    sessions = new Sessions(bus);
    [asked, lives, held] = [0, 0, undefined];
    await bus.serve("svc.identity.auth-resolve", async () => {
      asked += 1;
      await held;
      return answer;
    });
    await bus.serve("svc.identity.auth-activity", async () => {
      lives += 1;
      return {};
    });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await bus.close();
  });

  test("and its answer is used for a second, and no longer", async () => {
    expect(await sessions.find(visitor)).toMatchObject({ ok: true, value: { actor: { staffId } } });
    vi.advanceTimersByTime(999);
    expect(await sessions.find(visitor)).toMatchObject({ ok: true });
    expect(asked).toBe(1);
    vi.advanceTimersByTime(2);
    await sessions.find(visitor);
    expect(asked).toBe(2);
  });
  test("and dropped at once when identity tells that hers ended, not another's", async () => {
    await sessions.find(visitor);
    sessions.note(practiceId, { name: SESSIONS_ENDED, keys: { staffId: "00000000-0000-7000-8000-000000000009" } });
    expect(sessions.remembered(visitor)).toBeDefined();
    expect(sessions.note(practiceId, { name: SESSIONS_ENDED, keys: { staffId } })).toBe(true);
    expect(sessions.remembered(visitor)).toBeUndefined();
  });
  test("and an answer that was on its way when it ended is not remembered", async () => {
    let release = () => {};
    held = new Promise((resolve) => (release = resolve));
    const finding = sessions.find(visitor);
    sessions.note(practiceId, { name: SESSIONS_ENDED, keys: { staffId } });
    release();
    expect(await finding).toMatchObject({ ok: true });
    expect(sessions.remembered(visitor)).toBeUndefined();
  });
  test("GTW-3 a sign of life is passed on, not more often than each half minute", async () => {
    const found = await sessions.find(visitor);
    const me = must(found.ok ? found.value : null);
    sessions.signOfLife(me, visitor);
    sessions.signOfLife(me, visitor);
    await vi.waitFor(() => expect(lives).toBe(1));
    vi.advanceTimersByTime(30_001);
    sessions.signOfLife(me, visitor);
    await vi.waitFor(() => expect(lives).toBe(2));
  });
  test("GTW-53 what one visitor does at the door empties nobody else's memory", async () => {
    const stranger = { ...visitor, cookie: "practicum.session_token=other" };
    await sessions.find(visitor);
    sessions.forget(stranger);
    expect(sessions.remembered(visitor)).toBeDefined();
    sessions.forget({ ...visitor, cookie: `a=1; ${visitor.cookie}; b=2` });
    expect(sessions.remembered(visitor)).toBeUndefined();
  });
  test("GTW-50 other cookies around a session's make no other session of it", async () => {
    for (let at = 0; at < 10; at += 1)
      expect((await sessions.find({ ...visitor, cookie: `x=${at}; ${visitor.cookie}` })).ok).toBe(true);
    expect(asked).toBe(1);
    expect((await sessions.find({ ...visitor, cookie: "x=1" })).ok).toBe(false);
    expect(asked).toBe(1);
  });
});
