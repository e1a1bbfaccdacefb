import { messaging } from "@practicum/contracts/messaging";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { addMinutes } from "@practicum/kernel/instant";
import { serviceModule } from "@practicum/service/in-process-host";
import { testHost, testNow, type TestHost } from "@practicum/service/test-kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { memoryNotifier } from "./ports/memory-notifier.ts";
import { messagingService } from "./service.ts";
import { patientPayload, staffPayload } from "./test-events.ts";

describe.each(databaseKinds)("conversations and tasks of restricted charts on %s", (database) => {
  let kit: TestHost;
  const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
  const [shut, open] = [id(1), id(2)];
  const person = (n: number, role: "physician" | "front-desk" | "nurse-practitioner") => ({
    kind: "staff" as const,
    staffId: id(n),
    name: `Person ${n}`,
    roles: [role],
    sessionId: "s",
  });
  const chen = person(11, "physician");
  const other = person(12, "physician");
  const np = person(13, "nurse-practitioner");
  const desk = person(14, "front-desk");
  const manager = ["practice-manager"] as const;

  beforeAll(async () => {
    kit = await testHost({ database, modules: [serviceModule(messagingService, { notifier: memoryNotifier() })] });
    for (const patientId of [shut, open])
      await kit.deliver("scheduling.patient-changed.v1", patientPayload(patientId, { mrn: patientId.slice(-6) }));
    for (const who of [chen, other, np, desk])
      await kit.deliver("identity.staff-changed.v1", staffPayload(who.staffId, { roles: who.roles }));
    await kit.settle();
  });
  afterAll(() => kit.stop());

  const call = () => kit.caller("messaging", messaging);
  const told = (version: number, restrictions: object[], patientId = shut) =>
    kit.deliver("charting.chart-restricted.v1", { patientId, version, restrictions });
  const others = (staffIds: string[], roles: string[] = []) => ({ shuts: "others", staffIds, roles });
  let made = 0;
  const add = async (patientId: string, to: { ownerId?: string; pool?: "physician" | "front-desk" | "biller" }) => {
    const subject = `Subject ${(made += 1)}`;
    const [threadId, taskId] = [kit.ids.next<"thread">(), kit.ids.next<"task">()];
    const held = { patientId, ownerId: to.ownerId ?? null, pool: to.pool ?? null };
    const thread = { threadId, messageId: kit.ids.next<"message">(), subject, body: subject, dueAt: null, ...held };
    const task = { taskId, title: subject, detail: "", dueOn: null, priority: "normal" as const, about: null, ...held };
    expect(await call()("startThread", thread, { as: desk })).toMatchObject({ ok: true });
    expect(await call()("createTask", task, { as: desk })).toMatchObject({ ok: true });
    return { subject, threadId, taskId };
  };
  type Made = Awaited<ReturnType<typeof add>>;
  /** What a person sees of it by each way; all agree. */
  const sees = async (one: Made, as: typeof chen): Promise<boolean> => {
    const found: boolean[] = [];
    for (const patientId of [shut, open]) {
      const threads = await call()("listThreads", { patientId, open: true }, { as });
      if (threads.ok) found.push(threads.value.threads.some((each) => each.subject === one.subject));
      const tasks = await call()("listTasks", { scope: "patient", patientId, status: "open" }, { as });
      if (tasks.ok) found.push(tasks.value.tasks.some((each) => each.title === one.subject));
    }
    const listed = found.filter(Boolean).length;
    const all = await call()("listTasks", { scope: "all", patientId: null, status: "open", text: one.subject }, { as });
    const byId = [
      (await call()("getThread", { threadId: one.threadId }, { as })).ok,
      (await call()("getTask", { taskId: one.taskId }, { as })).ok,
      all.ok && all.value.tasks.some((each) => each.title === one.subject),
    ];
    expect(byId, one.subject).toEqual([listed === 2, listed === 2, listed === 2]);
    return listed === 2;
  };

  test("MSG-101 the service itself, which looks for a lesson's check, is kept out by none", async () => {
    const patientId = id(3);
    await kit.deliver("scheduling.patient-changed.v1", patientPayload(patientId, { mrn: "3" }));
    await kit.settle();
    const { subject } = await add(patientId, { pool: "physician" });
    await told(1, [others([chen.staffId])], patientId);
    await kit.settle();
    const practiceId = must(kit.practices[0]).id;
    const found = await kit.host.observe("messaging", practiceId, "listThreads", { patientId, open: true });
    expect(found).toMatchObject({ threads: [{ subject }] });
    const asked = await call()("listThreads", { patientId, open: true }, { as: other });
    expect(asked.ok && asked.value.threads).toEqual([]);
  });

  test("MSG-100 MSG-101 who may open the chart sees it, and whom it is with; all others see, count and change nothing", async () => {
    const clinical = await add(shut, { pool: "physician" });
    const own = await add(shut, { ownerId: np.staffId });
    const desks = await add(shut, { pool: "front-desk" });
    const nobodys = await add(shut, {});
    const free = await add(open, { pool: "physician" });
    expect(await sees(clinical, other)).toBe(true);
    await told(1, [others([chen.staffId])]);
    await kit.settle();
    const table = async (who: typeof chen) => {
      const row: boolean[] = [];
      for (const one of [clinical, own, desks, nobodys, free]) row.push(await sees(one, who));
      return row;
    };
    expect(await table(chen)).toEqual([true, true, true, true, true]);
    expect(await table(other)).toEqual([false, false, false, true, true]);
    expect(await table(np)).toEqual([false, true, false, true, true]);
    expect(await table(desk)).toEqual([false, false, true, true, false]);
    const counted = await call()("counters", {}, { as: other });
    const queue = await call()("listTasks", { scope: "queue", patientId: null, status: "open" }, { as: other });
    expect(counted.ok && counted.value.find((one) => one.queue === "tasks")?.count).toBe(
      queue.ok && queue.value.tasks.length,
    );
    expect(queue.ok && queue.value.tasks.map((one) => one.title)).toEqual([free.subject]);
    const messageId = kit.ids.next<"message">();
    const { threadId, taskId } = clinical;
    const refused = { error: { code: "not-allowed" } };
    const change = async (as: typeof chen) => [
      await call()("postMessage", { threadId, messageId, body: "x" }, { as }),
      await call()("completeTask", { taskId, version: 1 }, { as }),
    ];
    expect(await change(other)).toMatchObject([refused, refused]);
    expect(await change(chen)).toMatchObject([{ ok: true }, { ok: true }]);
  });

  test("MSG-100 the newest word counts, whatever comes first; a role is let in, a person kept out, and a lifted one keeps nobody out", async () => {
    const clinical = await add(shut, { pool: "physician" });
    await told(4, [others([], ["nurse-practitioner"]), { shuts: "named", staffIds: [chen.staffId], roles: [] }]);
    await kit.settle();
    await told(3, [others([other.staffId])]);
    await kit.settle();
    expect([await sees(clinical, np), await sees(clinical, chen), await sees(clinical, other)]).toEqual([
      true,
      false,
      false,
    ]);
    await told(5, []);
    await kit.settle();
    expect([await sees(clinical, chen), await sees(clinical, other)]).toEqual([true, true]);
  });

  test("MSG-102 who opened the chart with a reason sees it for as long; managers have one task until it is reviewed", async () => {
    const clinical = await add(shut, { pool: "physician" });
    await told(6, [others([chen.staffId])]);
    const opened = {
      entryId: id(91),
      patientId: shut,
      staffId: other.staffId,
      by: "Person 12",
      until: addMinutes(testNow, 240),
    };
    await kit.deliver("charting.glass-broken.v1", opened);
    await kit.deliver("charting.glass-broken.v1", opened);
    await kit.settle();
    expect([await sees(clinical, other), await sees(clinical, np)]).toEqual([true, false]);
    const tasks = async (status: "open" | "done") => {
      const found = await call()("listTasks", { scope: "pool", patientId: null, status }, { as: manager });
      return found.ok ? found.value.tasks.filter((one) => one.about === `glass:${opened.entryId}`) : [];
    };
    expect(await tasks("open")).toMatchObject([{ patientId: null, dueOn: "2026-11-23", pool: "practice-manager" }]);
    const reviewed = { entryId: id(91), patientId: shut, staffId: other.staffId, until: testNow, by: "Manager" };
    await kit.deliver("charting.glass-reviewed.v1", reviewed);
    await kit.settle();
    expect(await tasks("open")).toEqual([]);
    expect(await tasks("done")).toMatchObject([{ doneBy: "Manager" }]);
    expect(await sees(clinical, other)).toBe(false);
    // The review is heard of before the opening.
    await kit.deliver("charting.glass-reviewed.v1", { ...reviewed, entryId: id(92), until: opened.until });
    await kit.settle();
    await kit.deliver("charting.glass-broken.v1", { ...opened, entryId: id(92) });
    await kit.settle();
    const all = await call()("listTasks", { scope: "all", patientId: null, status: "open" }, { as: manager });
    expect(all.ok && all.value.tasks.filter((one) => one.about === `glass:${id(92)}`)).toEqual([]);
    expect(await sees(clinical, other)).toBe(true);
    await kit.advanceTo(opened.until);
    expect(await sees(clinical, other)).toBe(false);
  });

  test("MSG-120 an access that is to be looked into is one task of the managers, which names nobody", async () => {
    const told = { reviewId: id(95), day: "2026-11-20", by: "Person 1" };
    for (let time = 0; time < 2; time += 1) await kit.deliver("identity.access-escalated.v1", told);
    await kit.settle();
    const found = await call()("listTasks", { scope: "pool", patientId: null, status: "open" }, { as: manager });
    const tasks = found.ok ? found.value.tasks.filter((one) => one.about === `access:${told.reviewId}`) : [];
    expect(tasks).toMatchObject([{ patientId: null, pool: "practice-manager", dueOn: "2026-11-23", priority: "high" }]);
    expect(tasks[0]?.detail).toContain("Person 1 wants an access of 2026-11-20 looked into.");
    expect(tasks[0]?.detail).toContain("Admin, Accesses.");
  });
});
