import { operations } from "@practicum/api/operations";
import {
  outsideProviderChanged,
  referralChanged,
  referralWaitOver,
  referralWaits,
} from "@practicum/contracts/charting/referrals";
import { mayHear } from "@practicum/contracts/operation";
import { mayDo, role, type Role } from "@practicum/contracts/permission";
import { services } from "@practicum/contracts/services";
import { memoryAnchor } from "@practicum/identity/ports/memory-anchor";
import { identityService } from "@practicum/identity/service";
import { must } from "@practicum/kernel/assert";
import { serviceModule } from "@practicum/service/in-process-host";
import { testHost, type TestHost } from "@practicum/service/test-kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allServices } from "./testing/all-services.ts";
import { checkIn, markTexts, patientInput, staffOf } from "./testing/planted-chart.ts";
import { contracts, sampleInput, type Json, type Known } from "./testing/sample-input.ts";

/**
 * Minimum necessary (CHT-122 to CHT-124, MSG-37 to MSG-39), made from the contracts: a word of its own is put into every text that a physician can write about
 * a patient; then every role asks everything, with the ids of all of it, and no word reaches a role that may not read it. A text, a query
 * or a role that is added is tested.
 */

const MARK = "Zq7";
const OF_REFERRALS = [referralChanged, referralWaits, referralWaitOver, outsideProviderChanged].map((one) => one.name);
const roles = role.options;
const readers = roles.filter((one) => mayDo([one], "chart.read"));
const billers = roles.filter((one) => mayDo([one], "note.billed") && !mayDo([one], "chart.read"));
const others = roles.filter((one) => !mayDo([one], "note.billed"));

interface Reply {
  readonly ok: boolean;
  readonly [key: string]: unknown;
}

describe("minimum necessary", () => {
  let kit: TestHost;
  let known: Known;
  const planted = new Set<string>();
  const notes = { billed: "", draft: "", settled: "" };
  const staffIds = new Map<Role, string>();

  const actorOf = (as: Role) => ({
    kind: "staff" as const,
    staffId: must(staffIds.get(as)),
    name: `Person ${as}`,
    roles: [as],
    sessionId: "s",
  });
  const ask = async (path: string, input: Json, as: Role): Promise<Reply> => {
    const [service = "", name = ""] = path.split(".");
    const call = kit.caller(service, Reflect.get(services, service));
    return (await call(name as never, input as never, { as: actorOf(as) })) as unknown as Reply;
  };
  const done = async (path: string, input: Json, as: Role = "physician") => {
    const reply = await ask(path, input, as);
    expect([path, reply]).toMatchObject([path, { ok: true }]);
    await kit.settle();
    return reply["value"] as { [key: string]: never };
  };

  beforeAll(async () => {
    const identity = serviceModule(identityService, { auditAnchor: memoryAnchor() });
    kit = await testHost({ database: "pglite", modules: [identity, ...allServices()] });
    for (const one of roles) {
      const staffId = kit.ids.next<"staff">();
      staffIds.set(one, staffId);
      await kit.deliver("identity.staff-changed.v1", staffOf(staffId, one));
    }
    await kit.settle();
    const patientId = String((await done("scheduling.registerPatient", patientInput, "front-desk"))["patientId"]);
    known = { patientId };
    for (const name of ["billed", "draft", "settled"] as const) {
      notes[name] = kit.ids.next<"encounter">();
      await kit.deliver(
        "scheduling.patient-checked-in.v1",
        checkIn(notes[name], patientId, must(staffIds.get("physician"))),
      );
    }
    await kit.settle();
    for (const [name, encounterId] of Object.entries(notes)) {
      for (const section of ["reason", "hpi", "ros", "exam", "assessment", "plan"]) {
        const text = mark(`note ${name} ${section}`);
        await done("charting.saveNoteSection", { encounterId, section, text, baseVersion: 0 });
      }
      const coding = {
        diagnoses: [{ code: "J06.9", label: "x" }],
        procedures: [{ code: "99213", label: "x", modifiers: [], units: 1, pointers: [1] }],
      };
      await done("charting.saveCoding", { encounterId, baseVersion: 0, ...coding });
      if (name === "draft") continue;
      const order = { orderId: kit.ids.next<"order">(), encounterId, rxnorm: null, name: mark(`order ${name}`) };
      const amount = { quantity: 30, quantityUnit: "tablets", daysSupply: 30, refills: 0, substitution: true };
      const directions = `${mark(`directions ${name}`)} once a day`;
      await done("charting.orderMedication", {
        ...order,
        ...amount,
        directions,
        overrideReason: null,
        answeredAlerts: [],
      });
      await done("charting.signEncounter", { encounterId, patientId, supervisorId: null });
      const addendum = { addendumId: kit.ids.next<"addendum">(), encounterId, text: mark(`addendum ${name}`) };
      await done("charting.addAddendum", addendum);
    }
    const claim = {
      claimId: kit.ids.next<"claim">(),
      patientId,
      encounterId: notes.settled,
      number: "1",
      status: "closed",
    };
    await kit.deliver("billing.claim-changed.v1", claim);
    await kit.settle();
    await plantAll(patientId);
  });
  afterAll(() => kit.stop());

  const mark = (where: string) => {
    const word = `${MARK}${planted.size}z ${where}`;
    planted.add(`${MARK}${planted.size}z`);
    return word;
  };

  /** Every command of charting and messaging that a physician may give, with a word of its own in each of its texts. */
  async function plantAll(patientId: string): Promise<void> {
    const took: string[] = [];
    for (const to of [
      { pool: "physician", ownerId: null },
      { pool: null, ownerId: must(staffIds.get("physician")) },
      { pool: null, ownerId: null },
    ]) {
      for (const [path, { kind }] of operations) {
        if (kind !== "command" || !/^(charting|messaging)\./.test(path)) continue;
        const contract = must(contracts.get(path));
        if (!mayDo(["physician"], contract.permission) || /sign|reopen|complete|assign|route|restrict/i.test(path))
          continue;
        // The directory of offices outside, and what callers are asked, are about no patient: the desk reads them too (CHT-253, MSG-206).
        if (["charting.saveOutsideProvider", "messaging.savePhoneSettings"].includes(path)) continue;
        const input = sampleInput(contract, {
          ...known,
          ...ids(),
          toId: null,
          patientId,
          encounterId: notes.draft,
          ...to,
        });
        markTexts(mark, input, (value) => contract.input.safeParse(value).success, input, path);
        const reply = await ask(path, input, "physician");
        if (reply.ok) took.push(path);
        await kit.settle();
      }
    }
    // The positive control of the planting: these texts are in.
    expect(took).toEqual(
      expect.arrayContaining([
        "charting.addAllergy",
        "charting.addMedication",
        "charting.orderMedication",
        "charting.orderReferral",
        "messaging.startThread",
        "messaging.createTask",
      ]),
    );
    const shown = async (path: string, input: Json, name: string): Promise<never[]> =>
      Reflect.get(Object((await ask(path, input, "physician"))["value"]), name);
    const ofPatient = { scope: "patient", patientId, status: "open" };
    const threads: { threadId: string; version: number }[] = await shown(
      "messaging.listThreads",
      { patientId, open: true },
      "threads",
    );
    const tasks: { taskId: string; version: number }[] = await shown("messaging.listTasks", ofPatient, "tasks");
    expect([threads.length, tasks.length]).toEqual([3, 3]);
    known = {
      ...known,
      threadId: must(threads[0]).threadId,
      taskId: must(tasks[0]).taskId,
      version: 1,
      open: true,
      scope: "patient",
    };
    held.threads = threads;
    held.tasks = tasks;
  }
  const held: { threads: { threadId: string; version: number }[]; tasks: { taskId: string; version: number }[] } = {
    threads: [],
    tasks: [],
  };

  const ids = (): Known => ({
    orderId: kit.ids.next<"order">(),
    threadId: kit.ids.next<"thread">(),
    messageId: kit.ids.next<"message">(),
    taskId: kit.ids.next<"task">(),
  });

  /** The words that a role sees in the answers to everything it can ask, by where they were put. */
  async function seenBy(as: Role, kinds: readonly string[]): Promise<Set<string>> {
    const seen = new Set<string>();
    for (const [path, { kind }] of operations) {
      if (!kinds.includes(kind)) continue;
      const contract = must(contracts.get(path));
      const tries = Object.values(notes).flatMap((encounterId) =>
        ["patient", "all", "mine", "pool"].map((scope) => ({ ...known, encounterId, scope })),
      );
      const inputs = new Set(
        tries.map((one) =>
          JSON.stringify(
            sampleInput(contract, {
              ...one,
              section: "hpi",
              date: "2026-11-23",
              onDate: "2026-11-23",
              text: "",
              before: null,
              limit: 50,
            }),
          ),
        ),
      );
      for (const input of inputs) {
        const reply = JSON.stringify(await ask(path, JSON.parse(input), as));
        for (const [word, where] of reply.matchAll(/Zq7\d+z( [^"\\]*)?/g))
          seen.add(`${word.split(" ")[0]}${where ?? ""}`);
      }
    }
    return seen;
  }

  test.each(readers)(
    "CHT-122 %s reads the chart: the words are there to be found",
    async (as) => {
      const seen = await seenBy(as, ["query"]);
      for (const where of [
        "note draft hpi",
        "note billed plan",
        "note settled exam",
        "addendum billed",
        "order settled",
      ])
        expect([...seen].join("\n")).toContain(where);
      for (const path of ["addAllergy", "addMedication", "startThread", "createTask"])
        expect([...seen].join("\n")).toContain(path);
      // Lists are not filtered empty: all of them are there, the physicians', the physician's own and nobody's.
      for (const listed of ["messaging.startThread subject", "messaging.createTask title"])
        expect([...seen].filter((where) => where.endsWith(` ${listed}`))).toHaveLength(3);
    },
    120_000,
  );

  test.each(billers)(
    "CHT-123 %s reads the signed note of the visit that is billed, and no other word",
    async (as) => {
      const seen = [...(await seenBy(as, ["query"]))];
      expect(seen.filter((where) => !/ (note|order|directions|addendum) billed/.test(where))).toEqual([]);
      expect(seen.filter((where) => / note billed /.test(where))).toHaveLength(6);
    },
    120_000,
  );

  test.each(billers)("CHT-123 %s has the sealed text for an appeal, of the visit that is billed alone", async (as) => {
    const text = (name: keyof typeof notes) => ask("charting.sealedNote", { encounterId: notes[name] }, as);
    expect(await text("billed")).toMatchObject({ ok: true });
    for (const name of ["draft", "settled"] as const)
      expect(await text(name), name).toMatchObject({ error: { code: "not-allowed" } });
  });

  test.each(others)(
    "CHT-122, MSG-38 %s sees not one word, in no search, summary, conversation or task",
    async (as) => {
      expect([...(await seenBy(as, ["query"]))]).toEqual([]);
    },
    120_000,
  );

  test.each([...billers, ...others])(
    "MSG-38 %s answers, gives on and closes nothing that is with the physicians",
    async (as) => {
      for (const { threadId, version } of held.threads) {
        const messageId = kit.ids.next<"message">();
        const route = { threadId, version, status: "done", ownerId: null, pool: as, dueAt: null };
        expect(await ask("messaging.postMessage", { threadId, messageId, body: "x" }, as)).toMatchObject({
          error: { code: "not-allowed" },
        });
        expect(await ask("messaging.routeThread", route, as)).toMatchObject({ error: { code: "not-allowed" } });
      }
      for (const { taskId, version } of held.tasks) {
        const assign = { taskId, version, ownerId: null, pool: as };
        for (const [path, input] of [
          ["assignTask", assign],
          ["completeTask", { taskId, version }],
          ["reopenTask", { taskId, version }],
        ] as const)
          expect(await ask(`messaging.${path}`, input, as)).toMatchObject({ error: { code: "not-allowed" } });
      }
    },
  );

  test("MSG-37 what a physician gives to the front desk is the front desk's to read and to close", async () => {
    const taskId = kit.ids.next<"task">();
    const task = {
      taskId,
      title: "Book a follow-up",
      detail: "",
      patientId: must(known["patientId"]),
      dueOn: null,
      priority: "normal",
      about: null,
    };
    await done("messaging.createTask", { ...task, ownerId: null, pool: "front-desk" });
    const { value } = (await ask(
      "messaging.listTasks",
      { scope: "patient", patientId: must(known["patientId"]), status: "open" },
      "front-desk",
    )) as unknown as { value: { tasks: { taskId: string }[] } };
    expect(value.tasks.map((one) => one.taskId)).toEqual([taskId]);
    await done("messaging.completeTask", { taskId, version: 1 }, "front-desk");
  });

  test("CHT-124, MSG-39 the live channel tells nobody of a chart who may not read it", async () => {
    const told = (await Promise.all(["charting", "messaging"].map((service) => kit.events(service)))).flat();
    expect(told.length).toBeGreaterThan(30);
    for (const { name, keys } of told) {
      for (const as of others) {
        // CHT-274: that something became of a referral is heard by who sees referrals, and the desk sees that there is one.
        const isReferral = OF_REFERRALS.includes(name);
        if (isReferral) {
          expect([name, mayHear([as], name)]).toEqual([name, mayDo([as], "referral.read")]);
          expect(["patientId", "outsideProviderId"]).toEqual(expect.arrayContaining(Object.keys(keys)));
        } else if (name.startsWith("charting.")) expect([name, mayHear([as], name)]).toEqual([name, false]);
        else if (
          mayHear([as], name) &&
          keys["taskId"] !== undefined &&
          held.tasks.some((one) => one.taskId === keys["taskId"])
        )
          expect(keys).not.toHaveProperty("patientId");
        else if (mayHear([as], name) && held.threads.some((one) => one.threadId === keys["threadId"]))
          expect(keys).not.toHaveProperty("patientId");
      }
      expect([name, mayHear(["physician"], name)]).toEqual([name, true]);
    }
  });
});
