import { messaging } from "@practicum/contracts/messaging";
import { databaseKinds } from "@practicum/db/test-databases";
import { addMinutes } from "@practicum/kernel/instant";
import { serviceModule } from "@practicum/service/in-process-host";
import { testHost, testNow, type TestHost } from "@practicum/service/test-kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { memoryNotifier } from "./ports/memory-notifier.ts";
import { messagingService } from "./service.ts";
import { patientPayload, staffPayload } from "./test-events.ts";

describe.each(databaseKinds)("conversations and tasks on %s", (database) => {
  let kit: TestHost;
  const maria = "00000000-0000-7000-8000-00000000aaaa";
  const bea = "00000000-0000-7000-8000-00000000bbbb";
  const asBea = { kind: "staff" as const, staffId: bea, name: "Bea Kim", roles: ["biller" as const], sessionId: "s" };
  beforeAll(async () => {
    const modules = [serviceModule(messagingService, { notifier: memoryNotifier() })];
    kit = await testHost({ database, modules, practices: 2 });
    await kit.deliver("scheduling.patient-changed.v1", patientPayload(maria));
    await kit.deliver("identity.staff-changed.v1", staffPayload(bea));
    await kit.settle();
  });
  afterAll(() => kit.stop());
  const call = () => kit.caller("messaging", messaging);
  const newThread = (more: object = {}) => ({
    threadId: kit.ids.next<"thread">(),
    messageId: kit.ids.next<"message">(),
    patientId: maria,
    subject: "Refill question",
    body: "She asks for 90 days.",
    ownerId: null,
    pool: null,
    dueAt: null,
    ...more,
  });
  const newTask = (more: object = {}) => ({
    taskId: kit.ids.next<"task">(),
    title: "Call the payer",
    detail: "",
    patientId: maria,
    ownerId: null,
    pool: null,
    dueOn: null,
    priority: "normal" as const,
    about: null,
    ...more,
  });
  const counter = async (queue: "tasks" | "messages", as = asBea) => {
    const all = await call()("counters", {}, { as });
    return all.ok ? all.value.find((each) => each.queue === queue) : undefined;
  };

  test("MSG-1 a conversation is of a known patient, and has one owner at most", async () => {
    expect(await call()("startThread", newThread({ patientId: bea }))).toMatchObject({ error: { code: "not-found" } });
    expect(await call()("startThread", newThread({ ownerId: bea, pool: "biller" }))).toMatchObject({
      error: { field: "pool" },
    });
    expect(await call()("startThread", newThread({ ownerId: maria }))).toMatchObject({ error: { field: "ownerId" } });
    const thread = newThread({ ownerId: bea });
    expect(await call()("startThread", thread)).toEqual({ ok: true, value: { version: 1 } });
    expect(await call()("startThread", thread)).toMatchObject({ error: { code: "already-recorded" } });
    const found = await call()("listThreads", { patientId: maria, open: true });
    expect(found).toMatchObject({
      value: {
        threads: [
          {
            threadId: thread.threadId,
            patientName: { family: "Lopez" },
            ownerId: bea,
            messages: [{ body: "She asks for 90 days.", by: "Test practice-manager" }],
          },
        ],
      },
    });
  });
  test("MSG-2 MSG-3 MSG-4 sending and closing are two things", async () => {
    const thread = newThread({ pool: "front-desk" });
    await call()("startThread", thread);
    const message = { threadId: thread.threadId, messageId: kit.ids.next<"message">(), body: "Done, she knows." };
    expect(await call()("postMessage", message, { as: asBea })).toMatchObject({ value: { version: 2 } });
    expect(await call()("postMessage", message, { as: asBea })).toMatchObject({ value: { version: 2 } });
    const close = { threadId: thread.threadId, status: "done" as const, ownerId: null, pool: null, dueAt: null };
    expect(await call()("routeThread", { ...close, version: 1 })).toMatchObject({ error: { code: "stale-version" } });
    expect(await call()("routeThread", { ...close, version: 2 })).toMatchObject({ value: { version: 3 } });
    const closed = await call()("listThreads", { patientId: maria, open: false });
    expect(closed).toMatchObject({
      value: { threads: [{ threadId: thread.threadId, messages: [{}, { body: "Done, she knows." }] }] },
    });
    const again = { threadId: thread.threadId, messageId: kit.ids.next<"message">(), body: "She called again." };
    expect(await call()("postMessage", again)).toMatchObject({ value: { version: 4 } });
    const open = await call()("listThreads", { patientId: maria, open: true });
    expect(open.ok && open.value.threads.find((each) => each.threadId === thread.threadId)?.messages).toHaveLength(3);
    expect(await call()("postMessage", { ...again, threadId: kit.ids.next() })).toMatchObject({
      error: { code: "not-found" },
    });
  });
  test("MSG-5 MSG-14 the queue is mine, my pools' and nobody's, the earliest due first, as many as the counter says", async () => {
    await call()("startThread", newThread({ subject: "mine", ownerId: bea, dueAt: addMinutes(testNow, 60) }));
    await call()("startThread", newThread({ subject: "pool", pool: "biller", dueAt: addMinutes(testNow, -60) }));
    await call()("startThread", newThread({ subject: "nobody's" }));
    await call()("startThread", newThread({ subject: "not for her", pool: "physician" }));
    const queue = await call()("listThreads", { patientId: null, open: true }, { as: asBea });
    const subjects = queue.ok ? queue.value.threads.map((thread) => thread.subject) : [];
    expect(subjects.slice(0, 2)).toEqual(["pool", "mine"]);
    expect(subjects).toContain("nobody's");
    expect(subjects).not.toContain("not for her");
    expect(await counter("messages")).toMatchObject({ count: subjects.length, overdue: 1, oldestAt: testNow });
  });
  test("MSG-10 to MSG-14 the life of a task", async () => {
    expect(await call()("createTask", newTask({ ownerId: bea, pool: "biller" }))).toMatchObject({
      error: { field: "pool" },
    });
    const task = newTask({ pool: "biller", dueOn: "2026-11-20" });
    expect(await call()("createTask", task)).toMatchObject({ value: { version: 1 } });
    expect(await call()("createTask", task)).toMatchObject({ error: { code: "already-recorded" } });
    const mine = { taskId: task.taskId, ownerId: bea, pool: null };
    expect(await counter("tasks")).toMatchObject({ count: 1, overdue: 1 });
    expect(await call()("assignTask", { ...mine, version: 1 }, { as: asBea })).toMatchObject({ value: { version: 2 } });
    expect(await call()("completeTask", { taskId: task.taskId, version: 1 })).toMatchObject({
      error: { code: "stale-version" },
    });
    expect(await call()("completeTask", { taskId: task.taskId, version: 2 }, { as: asBea })).toMatchObject({
      value: { version: 3 },
    });
    expect(await call()("completeTask", { taskId: task.taskId, version: 3 })).toMatchObject({
      error: { code: "task-closed" },
    });
    expect(await call()("assignTask", { ...mine, version: 3 })).toMatchObject({ error: { code: "task-closed" } });
    const done = await call()("listTasks", { scope: "mine", patientId: null, status: "done" }, { as: asBea });
    expect(done).toMatchObject({
      value: {
        tasks: [{ doneBy: "Bea Kim", doneAt: testNow, ownerName: "Bea Kim", patientName: { family: "Lopez" } }],
      },
    });
    expect(await call()("reopenTask", { taskId: task.taskId, version: 3 })).toMatchObject({ value: { version: 4 } });
    const open = await call()("listTasks", { scope: "patient", patientId: maria, status: "open" });
    expect(open).toMatchObject({ value: { tasks: [{ doneAt: null, doneBy: null, version: 4 }] } });
  });
  test("MSG-13 the order of tasks", async () => {
    const pool = "nurse-practitioner" as const;
    await call()("createTask", newTask({ title: "no day", pool }));
    await call()("createTask", newTask({ title: "no day, high", pool, priority: "high" }));
    await call()("createTask", newTask({ title: "later", pool, dueOn: "2026-12-02" }));
    await call()("createTask", newTask({ title: "sooner", pool, dueOn: "2026-12-01" }));
    const list = await call()("listTasks", { scope: "pool", patientId: null, status: "open" }, { as: [pool] });
    expect(list.ok && list.value.tasks.map((task) => task.title)).toEqual([
      "sooner",
      "later",
      "no day, high",
      "no day",
    ]);
  });
  test("the other practice has none of it", async () => {
    const practice = kit.practices[1]!;
    expect(await call()("listTasks", { scope: "all", patientId: null, status: "open" }, { practice })).toEqual({
      ok: true,
      value: { tasks: [], next: null, all: { count: 0 } },
    });
    expect(await call()("listThreads", { patientId: maria, open: true }, { practice })).toEqual({
      ok: true,
      value: { threads: [], next: null, all: { count: 0 } },
    });
  });
});
