import { definitions } from "@practicum/all-services/definitions";
import { allModules } from "@practicum/all-services/modules";
import { migrate } from "@practicum/db/migrate";
import { assert, must } from "@practicum/kernel/assert";
import { addMs } from "@practicum/kernel/instant";
import { seededRandom } from "@practicum/kernel/random";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { callService } from "@practicum/service/client";
import { ManualClock } from "@practicum/service/clock";
import { startInProcess, type InProcessHost } from "@practicum/service/in-process-host";
import { ClearinghouseSimulator } from "@practicum/simulators/clearinghouse/simulator";
import { simulatedClearinghouse } from "@practicum/simulators/clearinghouse/simulated-clearinghouse";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Invariants } from "../simtest/invariants.ts";
import { SERVICES } from "../src/service-names.ts";
import { keptNames, putKept, readKept } from "./kept-state.ts";
import { onPglite, onPostgres, type Opened } from "./open-kept.ts";

/**
 * SCH-126, SCH-129: merges of records at random, in a demonstration practice that has rows in every service, on both databases. Whom is merged makes no
 * difference for what must come back, so any two patients do, with a reason.
 */

const MINUTE_MS = 60_000;
const seed = process.env["MERGE_SEED"] ?? String(Date.now());
/** Of each service, the tables that say whose a row is. */
const OWNING = (["scheduling", "charting", "billing", "messaging"] as const).map((service) => ({
  service,
  tables: must(definitions[service].patients).tables,
}));
/** What the house keeps for itself, or what merging is written down in. */
const OWN = new Set(
  ["migration", "timer", "outbox", "command_inbox", "event_inbox", "dead_letter", "worker_lease", "relay_state"].concat(
    ["patient_merge", "patient_origin", "merge", "merge_moved", "duplicate_pair", "counter"],
  ),
);

type Rows = ReadonlyMap<string, ReadonlySet<string>>;

describe.each(["PostgreSQL", "PGlite"] as const)("merging on %s", (kind) => {
  const state = readKept(must(keptNames.at(-1)));
  const random = seededRandom(`merges/${seed}/${kind}`);
  const pick = <One>(list: readonly One[]): One => must(list[Math.floor(random.next() * list.length)]);
  let opened: Opened;
  let host: InProcessHost;
  let clock: ManualClock;
  let invariants: Invariants;

  beforeAll(async () => {
    console.log(`seed of the merges: MERGE_SEED=${seed}`);
    opened = kind === "PGlite" ? await onPglite() : await onPostgres();
    await putKept(state, opened.target);
    invariants = new Invariants(opened);
    for (const service of SERVICES) await migrate(opened.open(service), service, definitions[service].migrations);
    clock = new ManualClock(addMs(state.now, 1));
    const payers = new ClearinghouseSimulator({ seed: "merges", dayMs: 86_400_000, mistakes: false });
    host = await startInProcess({
      modules: allModules({ clearinghouse: () => simulatedClearinghouse(payers, clock) }),
      practices: [state.practice],
      openDb: (_, service) => opened.open(service),
      clock,
    });
    await settled();
  });

  afterAll(async () => {
    await host?.stop();
    await opened?.close();
  });

  const settled = async () => {
    await host.settle();
    clock.moveTo(addMs(clock.now(), 3 * MINUTE_MS));
    await host.settle();
  };
  const ask = (service: string, operation: string, input: object, person = "whitfield") =>
    callService(host.bus, service, operation, {
      practiceId: state.practice.id,
      actor: actorOf(staffByKey(person)),
      commandId: host.ids.next(),
      traceId: host.ids.next(),
      input,
    });
  const done = async <T>(reply: ReturnType<typeof ask>): Promise<T> => {
    const answer = await reply;
    assert(answer.ok, answer.ok ? "" : `${answer.error.code} ${answer.error.field ?? ""}`);
    return answer.value as T;
  };
  const rows = async <Row extends object>(text: string) => (await opened.query<Row>(text)).rows;

  /** Every row of the services, by table. */
  const everything = async (): Promise<Rows> => {
    const tables = await rows<{ schema: string; name: string }>(`select table_schema as schema, table_name as name
      from information_schema.tables where table_type = 'BASE TABLE'
        and table_schema in ('scheduling', 'charting', 'billing', 'messaging') order by 1, 2`);
    const all = new Map<string, ReadonlySet<string>>();
    for (const { schema, name } of tables) {
      if (OWN.has(name) || name.startsWith("terminology_")) continue;
      const left = name === "patient" && schema === "scheduling" ? " - 'swept_version'" : "";
      const found = await rows<{ row: string }>(
        `select (to_jsonb(t)${left})::text as row from "${schema}"."${name}" t`,
      );
      all.set(`${schema}.${name}`, new Set(found.map(({ row }) => row)));
    }
    return all;
  };
  const gone = (before: Rows, after: Rows) =>
    [...before].flatMap(([table, was]) =>
      [...was].filter((row) => !after.get(table)?.has(row)).map((row) => `${table}: ${row.slice(0, 300)}`),
    );
  const merge = async (survivorId: string, duplicateId: string) => {
    const mergeId = host.ids.next();
    const reply = await ask("scheduling", "mergePatients", { mergeId, survivorId, duplicateId, reason: "one person" });
    if (reply.ok) await settled();
    return reply.ok ? mergeId : reply.error.code;
  };
  const unmerge = async (mergeId: string) => {
    await done(ask("scheduling", "unmergePatients", { mergeId, because: "" }));
    await settled();
  };
  const isId = (text: string) => text.length === 36;
  /** People with the most in their records first. */
  const people = async () =>
    (
      await rows<{ id: string }>(`select p.patient_id as id from scheduling.patient p
        where exists (select from billing.claim c where c.patient_id = p.patient_id)
        order by (select count(*) from billing.ledger_entry e where e.patient_id = p.patient_id) desc, p.patient_id limit 14`)
    ).map(({ id }) => id);
  const holds = async () => {
    expect(await rows(BALANCES_DIFFER)).toEqual([]);
    const broken = await invariants.broken(clock.now());
    const known = state.tables.some(({ table }) => table === "drawer")
      ? []
      : ["each payment that a person took is in one drawer"];
    expect(broken).toEqual(known);
  };
  const ofPatient = async (id: string) => {
    const parts = OWNING.flatMap(({ service, tables }) =>
      tables
        .filter(({ stays }) => stays === undefined)
        .map(
          ({ table }) =>
            `select '${service}.${table}' as at, count(*)::int as n from "${service}"."${table}" where patient_id = '${id}'`,
        ),
    );
    return (await rows<{ at: string; n: number }>(parts.join(" union all "))).filter(({ n }) => n > 0);
  };

  it("SCH-126, CHT-200, BIL-311, MSG-60: the lists name every table that says whose a row is, and what a patient has once", async () => {
    for (const { service, tables } of OWNING) {
      const named = await rows<{ name: string }>(`select table_name as name from information_schema.columns
        where table_schema = '${service}' and column_name = 'patient_id' and table_name <> 'patient_origin' order by 1`);
      expect(tables.map(({ table }) => table).toSorted()).toEqual(named.map(({ name }) => name).toSorted());
      const unique = await rows<{ name: string; n: number }>(`select c.relname as name, count(*)::int as n
        from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace s on s.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'patient_id' and a.attnum = any(i.indkey)
        where s.nspname = '${service}' and i.indisunique group by 1`);
      const once = (table: string) => tables.find((one) => one.table === table);
      for (const { name, n } of unique)
        if (once(name)?.stays === undefined) expect([name, once(name)?.once?.length]).toEqual([name, n]);
    }
  });

  it("SCH-129, CHT-201, CHT-204, BIL-316, MSG-63: what was merged and unmerged at random is what it was, row by row", async () => {
    const before = await everything();
    const ids = await people();
    const standing: string[] = [];
    for (let step = 0; step < 10; step += 1) {
      if (standing.length > 0 && random.next() < 0.35) {
        const mergeId = pick(standing);
        standing.splice(standing.indexOf(mergeId), 1);
        await unmerge(mergeId);
        continue;
      }
      const [survivorId, duplicateId] = [pick(ids), pick(ids)];
      if (survivorId === duplicateId) continue;
      const had = await ofPatient(duplicateId);
      const outcome = await merge(survivorId, duplicateId);
      if (!isId(outcome)) {
        expect(["already-merged", "merge-overlap", "merge-both-wait"]).toContain(outcome);
        continue;
      }
      standing.push(outcome);
      expect(had.length).toBeGreaterThan(0);
      // Whatever is still with the duplicate is there a second time with the survivor.
      const left = (await ofPatient(duplicateId)).map(({ at }) => at);
      const mayWait = OWNING.flatMap(({ service, tables }) =>
        tables.filter(({ once }) => once !== undefined).map(({ table }) => `${service}.${table}`),
      );
      expect(left.filter((at) => !mayWait.includes(at))).toEqual([]);
      await holds();
    }
    while (standing.length > 0) await unmerge(must(standing.splice(Math.floor(random.next() * standing.length), 1)[0]));
    const after = await everything();
    expect(gone(before, after)).toEqual([]);
    expect(gone(after, before)).toEqual([]);
    expect(await rows("select * from billing.patient_origin union all select * from charting.patient_origin")).toEqual(
      [],
    );
    await holds();
  }, 300_000);

  it("SCH-127, CHT-205, BIL-313, BIL-315, BIL-317, MSG-64: what people did meanwhile stays, with the record that it is of", async () => {
    // What was taken before drawers were kept is in none: money is taken on a day of its own.
    await host.advanceTo(addMs(clock.now(), 86_400_000));
    await settled();
    const before = await everything();
    const ids = await people();
    let mergeId = "";
    let [survivorId, duplicateId] = ["", ""];
    for (let tries = 0; tries < 40 && !isId(mergeId); tries += 1) {
      [survivorId, duplicateId] = [pick(ids), pick(ids)];
      if (survivorId !== duplicateId) mergeId = await merge(survivorId, duplicateId);
    }
    assert(isId(mergeId), `nobody could be merged: ${mergeId}`);
    const allergyId = host.ids.next();
    const allergy = { substanceCode: null, substance: "Horsehair", reaction: "hives", severity: "mild" };
    await done(ask("charting", "addAllergy", { allergyId, patientId: survivorId, ...allergy }, "chen"));
    const owes = async (id: string) =>
      must(
        (
          await rows<{ n: number }>(`select coalesce(sum(amount), 0)::int as n from billing.balance_now
        where patient_id = '${id}' and account in ('patient-receivable', 'unapplied')`)
        )[0],
      ).n;
    const both = await owes(survivorId);
    const held = await done(ask("billing", "patientHoldings", { patientIds: [survivorId] }));
    expect(held).toMatchObject([
      { patientId: survivorId, counts: expect.arrayContaining([{ what: "claims", count: expect.any(Number) }]) },
    ]);
    const paymentId = host.ids.next();
    const payment = { amount: 90_000, method: "check", reference: "77", purpose: "balance", appointmentId: null };
    await done(ask("billing", "takePayment", { paymentId, patientId: survivorId, ...payment }, "nair"));
    expect(await owes(survivorId)).toBe(both - 90_000);
    const [visit] = await rows<{
      id: string;
    }>(`select encounter_id as id from billing.visit where patient_id = '${survivorId}'
      and encounter_id::text in (select key from billing.patient_origin where table_name = 'visit') limit 1`);
    expect(visit).toBeDefined();
    await settled();
    await holds();
    await unmerge(mergeId);
    await holds();
    const after = await everything();
    // Balances and what is counted of them have changed by the payment; nothing else that was there has.
    expect(gone(before, after).filter((row) => !/^(billing.balance_now|charting.chart):/.test(row))).toEqual([]);
    const whose = async (table: string, key: string, id: string) =>
      (await rows<{ patient_id: string }>(`select patient_id from ${table} where ${key} = '${id}'`))[0]?.patient_id;
    expect(await whose("charting.allergy", "allergy_id", allergyId)).toBe(survivorId);
    expect(await whose("billing.payment", "payment_id", paymentId)).toBe(survivorId);
    expect(await whose("billing.visit", "encounter_id", must(visit).id)).toBe(duplicateId);
    // Each owes what it owed; the money is the survivor's, who paid it.
    const owed = (id: string) =>
      [...must(before.get("billing.balance_now"))]
        .map((row) => JSON.parse(row))
        .filter((row) => row.patient_id === id && ["patient-receivable", "unapplied"].includes(row.account))
        .reduce((sum, row) => sum + row.amount, 0);
    expect([await owes(survivorId), await owes(duplicateId)]).toEqual([owed(survivorId) - 90_000, owed(duplicateId)]);
  }, 300_000);

  it("SCH-128, SCH-132: an old id is refused with whose it is now, leads there, and the trail names both", async () => {
    const ids = await people();
    let mergeId = "";
    let [survivorId, duplicateId] = ["", ""];
    for (let tries = 0; tries < 40 && !isId(mergeId); tries += 1) {
      [survivorId, duplicateId] = [pick(ids), pick(ids)];
      if (survivorId !== duplicateId) mergeId = await merge(survivorId, duplicateId);
    }
    const merged = { ok: false, error: { code: "patient-merged", detail: { survivorId } } };
    expect(await ask("charting", "getChart", { patientId: duplicateId }, "chen")).toMatchObject(merged);
    const task = {
      taskId: host.ids.next(),
      title: "Late",
      detail: "",
      ownerId: null,
      pool: "biller",
      dueOn: null,
      priority: "normal",
      about: null,
    };
    expect(await ask("messaging", "createTask", { ...task, patientId: duplicateId })).toMatchObject(merged);
    expect(await done(ask("scheduling", "getPatient", { patientId: duplicateId }))).toMatchObject({
      merged: { mergeId, into: survivorId },
    });
    const traceOf = async () => {
      await done(ask("charting", "getChart", { patientId: survivorId }, "okafor"));
      await host.settle();
      const entries = await rows<{ patient_ids: string }>(`select patient_ids::text from identity.audit_entry
        where operation = 'getChart' and outcome = 'ok' order by sequence desc limit 1`);
      return must(entries[0]).patient_ids;
    };
    expect(await traceOf()).toContain(duplicateId);
    await unmerge(mergeId);
    expect(await traceOf()).not.toContain(duplicateId);
    expect(await done(ask("scheduling", "getPatient", { patientId: duplicateId }))).toMatchObject({ merged: null });
  }, 120_000);
});

/** BIL-312: what is kept beside the ledger is what the ledger says. */
const BALANCES_DIFFER = `select * from (
    select account, case when account <> 'unapplied' then encounter_id end as encounter_id,
      case when account = 'insurance-receivable' then claim_id end as claim_id, patient_id, sum(amount) as amount
    from billing.ledger_entry where account in ('patient-receivable', 'insurance-receivable', 'collections', 'unapplied')
    group by 1, 2, 3, 4) l
  full join billing.balance_now b on b.account = l.account and b.encounter_id is not distinct from l.encounter_id
    and b.claim_id is not distinct from l.claim_id and b.patient_id is not distinct from l.patient_id
  where l.amount is distinct from b.amount`;
