import { definitions } from "@practicum/all-services/definitions";
import { allModules } from "@practicum/all-services/modules";
import { migrate, migrationNames } from "@practicum/db/migrate";
import { must } from "@practicum/kernel/assert";
import { addMs } from "@practicum/kernel/instant";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { callService } from "@practicum/service/client";
import { ManualClock } from "@practicum/service/clock";
import { startInProcess, type InProcessHost } from "@practicum/service/in-process-host";
import { ClearinghouseSimulator } from "@practicum/simulators/clearinghouse/simulator";
import { simulatedClearinghouse } from "@practicum/simulators/clearinghouse/simulated-clearinghouse";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Invariants, type Queries } from "../simtest/invariants.ts";
import { SERVICES } from "../src/service-names.ts";
import { keptNames, putKept, readKept, type KeptState } from "./kept-state.ts";
import { onPglite, onPostgres, type Opened } from "./open-kept.ts";

const DAY_MS = 86_400_000;

describe.each(keptNames)("SVC-47, SVC-48: a database of %s", (name) => {
  describe.each(["PostgreSQL", "PGlite"] as const)("on %s", (kind) => {
    const state = readKept(name);
    let opened: Opened;
    let host: InProcessHost;
    let before: ReadonlyMap<string, number>;

    beforeAll(async () => {
      opened = kind === "PGlite" ? await onPglite() : await onPostgres();
      await putKept(state, opened.target);
      before = await counts(state, opened);
    });

    afterAll(async () => {
      await host?.stop();
      await opened?.close();
    });

    it("is brought up to date once, also when two programs begin at the same moment", async () => {
      for (const service of SERVICES) {
        const { migrations } = definitions[service];
        const both = await Promise.all([1, 2].map(() => migrate(opened.open(service), service, migrations)));
        const pending = migrationNames(migrations).length - appliedIn(state, service);
        expect(both.map((applied) => applied.length).toSorted((a, b) => a - b)).toEqual([0, pending]);
      }
    });

    it("keeps every row of what people entered", async () => {
      const after = await counts(state, opened);
      for (const [table, count] of before) expect([table, after.get(table)]).toEqual([table, count]);
      expect(before.get("scheduling.patient")).toBeGreaterThan(10);
      expect(before.get("billing.ledger_entry")).toBeGreaterThan(50);
    });

    it("serves each service's records the next morning, and nothing that must hold is broken", async () => {
      const invariants = new Invariants(opened);
      const clock = new ManualClock(addMs(state.now, 1));
      const payers = new ClearinghouseSimulator({ seed: "upgrade", dayMs: DAY_MS, mistakes: false });
      host = await startInProcess({
        modules: allModules({ clearinghouse: () => simulatedClearinghouse(payers, clock) }),
        practices: [state.practice],
        openDb: (_, service) => opened.open(service),
        clock,
      });
      await host.settle();
      await host.advanceTo(addMs(state.now, DAY_MS));
      // What was taken before drawers were kept is in none, and the daily close says so (BIL-288).
      const known = state.tables.some(({ table }) => table === "drawer")
        ? []
        : ["each payment that a person took is in one drawer"];
      expect(await invariants.broken(clock.now())).toEqual(known);
      await readsAndWrites(state, host, opened);
      expect(await invariants.broken(clock.now())).toEqual(known);
    }, 120_000);
  });
});

describe("a program that is older than its database", () => {
  it("SVC-49: refuses in words that name what it does not know, and changes nothing", async () => {
    const state = readKept(must(keptNames.at(-1)));
    const opened = await onPglite();
    try {
      await putKept(state, opened.target);
      await opened.exec("insert into billing.migration (name) values ('service/9999-from-the-future')");
      const before = await counts(state, opened);
      await expect(migrate(opened.open("billing"), "billing", definitions.billing.migrations)).rejects.toThrow(
        "the database of billing is newer than this program: service/9999-from-the-future",
      );
      expect(await counts(state, opened)).toEqual(before);
    } finally {
      await opened.close();
    }
  });
});

/** A chart is read, and so is something of every service; a task is saved, and all of it is in a trail that is whole. */
async function readsAndWrites(state: KeptState, host: InProcessHost, opened: Opened): Promise<void> {
  const practiceId = state.practice.id;
  const ask = async (service: string, operation: string, input: object, person: string) => {
    const reply = await callService(host.bus, service, operation, {
      practiceId,
      actor: actorOf(staffByKey(person)),
      commandId: host.ids.next(),
      traceId: host.ids.next(),
      input,
    });
    expect([operation, reply.ok ? "answered" : reply.error]).toEqual([operation, "answered"]);
    return reply.ok ? reply.value : undefined;
  };
  const audited = async () => must((await opened.query<{ n: number }>(AUDITED)).rows[0]).n;
  const { rows: charts } = await opened.query<{ id: string }>(
    "select patient_id as id from charting.encounter where sealed_content is not null order by patient_id limit 1",
  );
  const patientId = must(charts[0]).id;
  await host.settle();
  const before = await audited();
  expect(await ask("charting", "getChart", { patientId }, "chen")).toHaveProperty("allergies.entries");
  expect(await ask("scheduling", "getPatient", { patientId }, "brooks")).toMatchObject({ patientId });
  expect(await ask("billing", "getAccount", { patientId }, "nair")).toHaveProperty("visits");
  expect(await ask("billing", "trialBalance", {}, "nair")).toBeTruthy();
  expect(await ask("identity", "listStaff", {}, "whitfield")).toBeTruthy();
  const task = {
    taskId: host.ids.next(),
    title: "The first after the upgrade",
    detail: "",
    patientId,
    ownerId: null,
    pool: "practice-manager",
    dueOn: null,
    priority: "normal",
    about: null,
  };
  await ask("messaging", "createTask", task, "whitfield");
  expect(await ask("messaging", "getTask", { taskId: task.taskId }, "whitfield")).toMatchObject({ title: task.title });
  await host.settle();
  expect(await audited()).toBeGreaterThanOrEqual(before + 5);
  expect(await host.observe("identity", practiceId, "verifyAuditChain", {})).toMatchObject({ brokenAt: null });
}

const AUDITED = "select count(*)::int as n from identity.audit_entry";

function appliedIn(state: KeptState, service: string): number {
  const { rows } = must(state.tables.find(({ schema, table }) => schema === service && table === "migration"));
  const applied: readonly unknown[] = JSON.parse(rows);
  return applied.length;
}

/** Of what people entered and what was posted, not of what the house keeps for itself. */
const OWN = new Set(["migration", "timer", "outbox", "command_inbox", "event_inbox", "dead_letter"]);

async function counts(state: KeptState, { query }: Queries): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (const { schema, table } of state.tables) {
    if (OWN.has(table) || table.startsWith("terminology_")) continue;
    const there = await query(`select 1 where to_regclass('"${schema}"."${table}"') is not null`);
    if (there.rows.length === 0) continue;
    const { rows } = await query<{ n: number }>(`select count(*)::int as n from "${schema}"."${table}"`);
    found.set(`${schema}.${table}`, must(rows[0]).n);
  }
  return found;
}
