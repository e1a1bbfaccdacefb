import { messaging } from "@practicum/contracts/messaging";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { serviceModule } from "@practicum/service/in-process-host";
import { testHost, type TestHost } from "@practicum/service/test-kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { memoryNotifier } from "./ports/memory-notifier.ts";
import { messagingService } from "./service.ts";

describe.each(databaseKinds)("tasks of privacy requests on %s", (database) => {
  let kit: TestHost;
  beforeAll(async () => {
    kit = await testHost({ database, modules: [serviceModule(messagingService, { notifier: memoryNotifier() })] });
  });
  afterAll(() => kit.stop());

  const chen = "00000000-0000-7000-8000-0000000000c1";
  const begun = () => ({
    requestId: kit.ids.next(),
    kind: "access",
    order: 100_000,
    stage: "open",
    ownerId: chen,
    dueOn: "2026-12-20",
    by: "Kim Lee",
  });
  const hear = async (...all: readonly object[]) => {
    for (const one of all) await kit.deliver("charting.privacy-request-changed.v1", one);
    await kit.settle();
  };
  const call = () => kit.caller("messaging", messaging);
  const tasksOf = async (requestId: string) => {
    const found = [];
    for (const status of ["open", "done"] as const) {
      const list = await call()("listTasks", { scope: "all", patientId: null, status }, { as: ["practice-manager"] });
      found.push(...(list.ok ? list.value.tasks : []));
    }
    return found.filter((one) => one.about === `privacy-request:${requestId}`);
  };

  test("MSG-150 it is one task of whose it is, then of the managers, and done with the answer, however often each is heard", async () => {
    const one = begun();
    await hear(one, one);
    expect(await tasksOf(one.requestId)).toMatchObject([
      { ownerId: chen, pool: null, priority: "normal", status: "open", dueOn: "2026-12-13", patientId: null },
    ]);
    const soon = { ...one, order: 100_013, stage: "soon" };
    await hear(soon, one, soon);
    expect(await tasksOf(one.requestId)).toMatchObject([
      {
        ownerId: null,
        pool: "practice-manager",
        priority: "high",
        dueOn: "2026-12-20",
        title: "A patient asked for a copy of the record",
      },
    ]);
    const answered = { ...one, order: 200_014, stage: "done", by: "Alvarez" };
    await hear(answered, soon);
    expect(await tasksOf(one.requestId)).toMatchObject([{ status: "done", doneBy: "Alvarez" }]);
    // Opened again by mistake of the answer.
    await hear({ ...one, order: 300_014, stage: "open", ownerId: null });
    expect(await tasksOf(one.requestId)).toMatchObject([{ status: "open", doneBy: null, pool: "practice-manager" }]);
  });

  test("MSG-150 an answer that is heard first leaves no open task", async () => {
    const one = begun();
    await hear({ ...one, order: 200_000, stage: "done" }, one);
    expect(await tasksOf(one.requestId)).toEqual([]);
  });

  test("MSG-150 what is marked as done by hand and not answered comes back, as overdue", async () => {
    const one = { ...begun(), ownerId: null, dueOn: "2026-11-20" };
    await hear(one);
    const [task] = await tasksOf(one.requestId);
    // Not before today, though the week before the deadline is over.
    expect(task).toMatchObject({ dueOn: "2026-11-23", pool: "practice-manager" });
    const { taskId, version } = must(task);
    await call()("completeTask", { taskId, version }, { as: ["practice-manager"] });
    expect(await tasksOf(one.requestId)).toMatchObject([{ status: "done" }]);
    await hear({ ...one, order: 100_100, stage: "overdue" });
    expect(await tasksOf(one.requestId)).toMatchObject([
      { status: "open", priority: "high", title: "Overdue: a patient asked for a copy of the record" },
    ]);
  });
});
