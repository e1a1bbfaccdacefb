import { messaging } from "@practicum/contracts/messaging";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { serviceModule } from "@practicum/service/in-process-host";
import { testHost, type TestHost } from "@practicum/service/test-kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { memoryNotifier } from "./ports/memory-notifier.ts";
import { messagingService } from "./service.ts";
import { patientPayload, staffPayload } from "./test-events.ts";

describe.each(databaseKinds)("lists of messaging on %s", (database) => {
  let kit: TestHost;
  const maria = "00000000-0000-7000-8000-00000000aaaa";
  const bea = "00000000-0000-7000-8000-00000000bbbb";
  const asBea = { kind: "staff" as const, staffId: bea, name: "Bea Kim", roles: ["biller" as const], sessionId: "s" };
  beforeAll(async () => {
    kit = await testHost({ database, modules: [serviceModule(messagingService, { notifier: memoryNotifier() })] });
    await kit.deliver("scheduling.patient-changed.v1", patientPayload(maria));
    await kit.deliver("identity.staff-changed.v1", staffPayload(bea));
    await kit.settle();
  });
  afterAll(() => kit.stop());
  const call = () => kit.caller("messaging", messaging);
  const newTask = async (title: string, more: object = {}) => {
    const taskId = kit.ids.next<"task">();
    const common = { detail: "", patientId: null, ownerId: null, pool: null, dueOn: null, about: null };
    const made = await call()("createTask", { taskId, title, priority: "normal", ...common, ...more } as never);
    expect(made).toMatchObject({ ok: true });
    return taskId;
  };
  const page = async (more: object) => {
    const ask = { scope: "all" as const, patientId: null, status: "open" as const, limit: 4, ...more };
    const reply = await call()("listTasks", ask, { as: asBea });
    return must(reply.ok ? reply.value : null);
  };
  const titles = (tasks: readonly { readonly title: string }[]) => tasks.map((task) => task.title);

  test("MSG-41 page after page gives every task once in the order of MSG-13, though others come and go meanwhile", async () => {
    const days = [null, "2026-12-01", null, "2026-12-01", "2026-12-02", null, "2026-12-01", null, "2026-12-03"];
    for (const [index, dueOn] of days.entries())
      await newTask(`page ${index}`, { dueOn, priority: index % 3 === 0 ? "high" : "normal" });
    const first = await page({ text: "page" });
    // Those of one day and one urgency were made in one moment: among them any order will do, but always the same one.
    expect(titles(first.tasks.slice(0, 2)).toSorted()).toEqual(["page 3", "page 6"]);
    expect(titles(first.tasks.slice(2))).toEqual(["page 1", "page 4"]);
    expect(first.all).toEqual({ count: 9 });
    // One that was read is done, and one that would stand before it is new: neither shifts what is left to read.
    await call()("completeTask", { taskId: must(first.tasks[1]).taskId, version: 1 }, { as: asBea });
    await newTask("page, the earliest", { dueOn: "2026-11-30" });
    const second = await page({ text: "page", before: first.next });
    const third = await page({ text: "page", before: second.next });
    const rest = titles([...second.tasks, ...third.tasks]);
    expect(rest.slice(0, 2)).toEqual(["page 8", "page 0"]);
    expect(rest.slice(2).toSorted()).toEqual(["page 2", "page 5", "page 7"]);
    expect([second.all, third.all, third.next]).toEqual([null, null, null]);
  });
  test("MSG-41 tasks that are done go on without an end, the latest first", async () => {
    const ids: string[] = [];
    for (const name of ["one", "two", "three", "four", "five"]) ids.push(await newTask(`done ${name}`));
    for (const taskId of ids) await call()("completeTask", { taskId, version: 1 }, { as: asBea });
    const first = await page({ text: "done", status: "done" });
    const second = await page({ text: "done", status: "done", before: first.next });
    expect(first.tasks).toHaveLength(4);
    expect([...first.tasks, ...second.tasks].map((task) => task.taskId).toSorted()).toEqual(ids.toSorted());
    expect(second.next).toBeNull();
  });
  test("MSG-40 words find a task by its title, its patient, its person and its pool; each must fit, and none is a pattern", async () => {
    await newTask("Ring 100% of them", { patientId: maria });
    await newTask("Ring nobody", { ownerId: bea });
    await newTask("Ring the lab", { pool: "front-desk" });
    const found = async (text: string) => titles((await page({ text })).tasks);
    expect(await found("ring lopez")).toEqual(["Ring 100% of them"]);
    expect(await found("ring kim")).toEqual(["Ring nobody"]);
    expect(await found("ring front-desk")).toEqual(["Ring the lab"]);
    expect(await found("0%")).toEqual(["Ring 100% of them"]);
    expect(await found("r_ng")).toEqual([]);
    expect((await page({ text: "ring", limit: 1 })).all).toEqual({ count: 3 });
  });
  test("MSG-42 one queue is a person's own and the pools', and a task is had by its id however old it is", async () => {
    const own = await newTask("queue own", { ownerId: bea, dueOn: "2026-12-05" });
    await newTask("queue pool", { pool: "biller", dueOn: "2026-12-04" });
    await newTask("queue of others", { pool: "physician" });
    expect(titles((await page({ scope: "queue", text: "queue" })).tasks)).toEqual(["queue pool", "queue own"]);
    expect(await call()("getTask", { taskId: own })).toMatchObject({ value: { title: "queue own" } });
    expect(await call()("getTask", { taskId: maria })).toMatchObject({ error: { code: "not-found" } });
  });
  test("MSG-41 conversations go on as they are read, in the order of the queue; each is had by its id", async () => {
    const due = [null, "2026-12-03T09:00:00.000Z", null, "2026-12-01T09:00:00.000Z", "2026-12-03T09:00:00.000Z"];
    const ids: string[] = [];
    for (const [index, dueAt] of due.entries()) {
      const threadId = kit.ids.next<"thread">();
      ids.push(threadId);
      const subject = `Subject ${index}`;
      const made = { threadId, messageId: kit.ids.next<"message">(), patientId: maria, subject, body: "?", dueAt };
      expect(await call()("startThread", { ...made, ownerId: null, pool: null })).toMatchObject({ ok: true });
    }
    const pages: string[] = [];
    let before: string | null = null;
    const threads = async (place: string | null) => {
      const ask = { patientId: null, open: true, text: "lopez subject", limit: 2, before: place };
      const reply = await call()("listThreads", ask, { as: asBea });
      return must(reply.ok ? reply.value : null);
    };
    do {
      const answer = await threads(before);
      expect(answer.all).toEqual(before === null ? { count: 5 } : null);
      pages.push(...answer.threads.map((thread) => thread.threadId));
      before = answer.next;
    } while (before !== null);
    expect(pages[0]).toBe(ids[3]);
    expect(new Set(pages.slice(1, 3))).toEqual(new Set([ids[1], ids[4]]));
    expect(pages.toSorted()).toEqual(ids.toSorted());
    const patients = await call()("listThreads", { patientId: maria, open: true, limit: 3 });
    expect(patients).toMatchObject({ value: { threads: [{}, {}, {}], next: expect.any(String) } });
    expect(await call()("getThread", { threadId: ids[2]! })).toMatchObject({ value: { subject: "Subject 2" } });
    expect(await call()("getThread", { threadId: maria })).toMatchObject({ error: { code: "not-found" } });
  });
});
