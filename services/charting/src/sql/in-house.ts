import type { inHouseWork, InHouseOrder, InHouseOutcome } from "@practicum/contracts/charting/in-house";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import { must } from "@practicum/kernel/assert";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { ExpressionBuilder } from "kysely";
import type { z } from "zod";
import type { Written, WrittenBy } from "./change-lists.ts";
import type { KeptAlert } from "./tables-in-house.ts";
import type { ChartingTables } from "./tables.ts";
import { isSame, type WroteOnce } from "./write-once.ts";

type T = Tx<ChartingTables>;
type OrderRow = Omit<ChartingTables["in_house_order"], "place">;
type OutcomeRow = ChartingTables["in_house_outcome"];

const ORDER = [
  "o.order_id",
  "o.encounter_id",
  "o.patient_id",
  "o.item",
  "o.kind",
  "o.label",
  "o.code",
  "o.dose_amount",
  "o.dose_unit",
  "o.dose_route",
  "o.diagnosis",
  "o.instructions",
  "o.alerts",
  "o.override_reason",
  "o.ordered_at",
  "o.ordered_by",
  "o.ordered_by_id",
  "o.cancelled_at",
  "o.cancelled_by",
] as const;

const OUTCOME = [
  "outcome_id",
  "order_id",
  "kind",
  "at",
  "by_name",
  "reason",
  "lot",
  "expires_on",
  "site",
  "ndc",
  "taken_thousandths",
  "taken_unit",
  "control_lot",
  "typed",
  "result",
  "abnormal",
  "seen_at",
  "seen_by",
  "struck_at",
  "struck_by",
  "strike_reason",
] as const;

/** The orders of a note, in the order they were written. */
export async function inHouseOfEncounter(tx: T, encounterId: string): Promise<InHouseOrder[]> {
  const rows = await selectOrders(tx).where("o.encounter_id", "=", encounterId).execute();
  return withOutcomes(tx, rows);
}

/** Of a patient those that wait, and those of encounters since a day. */
export async function inHouseOfPatient(tx: T, patientId: string, since: string): Promise<InHouseOrder[]> {
  const rows = await selectOrders(tx)
    .innerJoin("encounter as e", "e.encounter_id", "o.encounter_id")
    .where("o.patient_id", "=", patientId)
    .where((eb) =>
      eb.or([eb("e.service_date", ">=", since), eb.and([eb("o.cancelled_at", "is", null), eb.not(carriedOut(eb))])]),
    )
    .execute();
  return withOutcomes(tx, rows);
}

/** Of all patients those that nobody has carried out or taken back, the oldest first. */
export async function inHouseWaiting(tx: T): Promise<z.output<typeof inHouseWork>[]> {
  const rows = await selectOrders(tx)
    .innerJoin("encounter as e", "e.encounter_id", "o.encounter_id")
    .leftJoin("patient as p", "p.patient_id", "o.patient_id")
    .select(["p.family", "p.given", "p.middle", "p.suffix", "p.birth_date", "e.service_date"])
    .where("o.cancelled_at", "is", null)
    .where((eb) => eb.not(carriedOut(eb)))
    .execute();
  return rows.map((row) => {
    const { orderId, encounterId, patientId, kind, label, dose, instructions, orderedAt, orderedBy } = orderOf(row);
    return {
      orderId,
      encounterId,
      patientId,
      kind,
      label,
      dose,
      instructions,
      orderedAt,
      orderedBy,
      patientName: {
        family: row.family ?? "?",
        given: row.given ?? "?",
        middle: row.middle,
        suffix: row.suffix,
      },
      birthDate: row.birth_date ?? "1900-01-01",
      serviceDate: row.service_date,
    };
  });
}

/** The kit or vial of each item that was used last and is good on the day. It says nothing of whom it was used for. */
export async function lastLots(tx: T, onDate: LocalDate) {
  const rows = await tx
    .selectFrom("in_house_outcome as x")
    .innerJoin("in_house_order as o", "o.order_id", "x.order_id")
    .distinctOn("o.item")
    .select(["o.item", "x.lot", "x.expires_on", "x.control_lot"])
    .where("x.kind", "=", "done")
    .where("x.struck_at", "is", null)
    .where("x.expires_on", ">=", onDate)
    .orderBy("o.item")
    .orderBy("x.at", "desc")
    .execute();
  return new Map(
    rows.flatMap(({ item, lot, expires_on: expiresOn, control_lot: controlLot }) =>
      expiresOn === null ? [] : [[item, { lot, expiresOn, controlLot }] as const],
    ),
  );
}

/** Injections of a patient's open notes that wait or were given: what else is ordered is checked against them. */
export async function injectionsOf(tx: T, patientId: string) {
  return tx
    .selectFrom("in_house_order as o")
    .innerJoin("encounter as e", "e.encounter_id", "o.encounter_id")
    .leftJoin("staff as s", "s.staff_id", "e.provider_id")
    .select((eb) => [
      "o.order_id as orderId",
      "o.encounter_id as encounterId",
      eb.val(null).$castTo<string | null>().as("rxnorm"),
      "o.label as name",
      "e.service_date as serviceDate",
      eb.fn.coalesce("e.provider_name", "s.display_name", eb.val("another provider")).as("providerName"),
    ])
    .where("o.patient_id", "=", patientId)
    .where("o.kind", "=", "injection")
    .where("o.cancelled_at", "is", null)
    .where("e.status", "=", "open")
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("in_house_outcome as x")
            .select("x.outcome_id")
            .whereRef("x.order_id", "=", "o.order_id")
            .where("x.struck_at", "is", null)
            .where("x.kind", "<>", "done"),
        ),
      ),
    )
    .orderBy("o.place")
    .execute();
}

/** One order, kept from others until the transaction ends. */
export async function lockInHouse(tx: T, orderId: string, patientId: string): Promise<InHouseOrder | undefined> {
  const row = await selectOrders(tx)
    .where("o.order_id", "=", orderId)
    .where("o.patient_id", "=", patientId)
    .forUpdate("o")
    .executeTakeFirst();
  return row && (await withOutcomes(tx, [row]))[0];
}

/** @returns "other" where the id has another order, or one that was taken back. */
export async function insertInHouse(
  tx: T,
  order: Omit<OrderRow, "ordered_at" | "ordered_by" | "ordered_by_id" | "cancelled_at" | "cancelled_by">,
  w: WrittenBy,
): Promise<WroteOnce> {
  const { order_id, alerts, ...content } = order;
  const by = { ordered_by: w.by, ordered_by_id: w.byId };
  const written = await tx
    .insertInto("in_house_order")
    .values({ order_id, ...content, ...by, alerts: json(alerts), ordered_at: w.at })
    .onConflict((conflict) => conflict.column("order_id").doNothing())
    .returning("order_id")
    .executeTakeFirst();
  if (written) return "written";
  const same = await tx
    .selectFrom("in_house_order")
    .select("order_id")
    .where("order_id", "=", order_id)
    .where("cancelled_at", "is", null)
    .where((eb) => isSame(eb, { ...content, ...by }))
    .executeTakeFirst();
  return same ? "same" : "other";
}

export async function markInHouseCancelled(tx: T, orderId: string, w: Written): Promise<void> {
  await tx
    .updateTable("in_house_order")
    .set({ cancelled_at: w.at, cancelled_by: w.by })
    .where("order_id", "=", orderId)
    .execute();
}

type NewOutcome = Omit<
  OutcomeRow,
  "at" | "by_name" | "seen_at" | "seen_by" | "struck_at" | "struck_by" | "strike_reason"
>;

/** What a person says of an outcome; a repeat says the same. */
function saidOf({ result: _result, abnormal: _abnormal, outcome_id: _id, ...said }: NewOutcome) {
  return said;
}

export async function insertOutcome(tx: T, o: NewOutcome, w: Written): Promise<void> {
  const never = { seen_at: null, seen_by: null, struck_at: null, struck_by: null, strike_reason: null };
  await tx
    .insertInto("in_house_outcome")
    .values({ ...o, ...never, result: json(o.result), at: w.at, by_name: w.by })
    .execute();
}

/** Whether an outcome of that id is there: the same one that stands, or another. */
export async function outcomeThere(tx: T, o: NewOutcome, by: string): Promise<"same" | "other" | null> {
  const there = await tx
    .selectFrom("in_house_outcome")
    .select((eb) => [eb.and([isSame(eb, { ...saidOf(o), by_name: by }), eb("struck_at", "is", null)]).as("same")])
    .where("outcome_id", "=", o.outcome_id)
    .executeTakeFirst();
  if (!there) return null;
  return there.same ? "same" : "other";
}

/** The values of a test become results of the chart, with the day's reference. */
export async function insertResults(
  tx: T,
  patientId: string,
  outcome: Pick<OutcomeRow, "outcome_id" | "result">,
  at: Instant,
  nextId: () => string,
): Promise<void> {
  if (outcome.result.length === 0) return;
  await tx
    .insertInto("observation")
    .values(
      outcome.result.map((one) => ({
        observation_id: nextId(),
        patient_id: patientId,
        loinc: one.loinc,
        name: one.label,
        value: one.value,
        unit: one.unit,
        at,
        reference: one.reference === "" ? null : one.reference,
        flag: one.flag,
        outcome_id: outcome.outcome_id,
        struck_at: null,
        source_system: null,
        source_id: null,
        taken_over_by: null,
      })),
    )
    .execute();
}

/** It stays visible at its order, and is no result any more. False when it is not of this order or was struck before. */
export async function strikeOutcome(
  tx: T,
  s: { readonly outcomeId: string; readonly orderId: string; readonly reason: string },
  w: Written,
): Promise<boolean> {
  const struck = await tx
    .updateTable("in_house_outcome")
    .set({ struck_at: w.at, struck_by: w.by, strike_reason: s.reason })
    .where("outcome_id", "=", s.outcomeId)
    .where("order_id", "=", s.orderId)
    .where("struck_at", "is", null)
    .returning("outcome_id")
    .executeTakeFirst();
  if (!struck) return false;
  await tx.updateTable("observation").set({ struck_at: w.at }).where("outcome_id", "=", s.outcomeId).execute();
  return true;
}

/** Keeps that the provider has seen it; the first word counts. Undefined when it is no abnormal result of this patient's that stands. */
export async function seeOutcome(
  tx: T,
  s: { readonly outcomeId: string; readonly patientId: string },
  w: Written,
): Promise<"seen" | "known" | undefined> {
  const found = await tx
    .selectFrom("in_house_outcome as x")
    .innerJoin("in_house_order as o", "o.order_id", "x.order_id")
    .select("x.seen_at")
    .where("x.outcome_id", "=", s.outcomeId)
    .where("o.patient_id", "=", s.patientId)
    .where("x.struck_at", "is", null)
    .where("x.abnormal", "=", true)
    .forUpdate("x")
    .executeTakeFirst();
  if (!found) return undefined;
  if (found.seen_at !== null) return "known";
  await tx
    .updateTable("in_house_outcome")
    .set({ seen_at: w.at, seen_by: w.by })
    .where("outcome_id", "=", s.outcomeId)
    .execute();
  return "seen";
}

function selectOrders(tx: T) {
  return tx.selectFrom("in_house_order as o").select(ORDER).orderBy("o.place");
}

type OfOrder = ExpressionBuilder<ChartingTables & { readonly o: ChartingTables["in_house_order"] }, "o">;

function carriedOut(eb: OfOrder) {
  return eb.exists(
    eb
      .selectFrom("in_house_outcome as x")
      .select("x.outcome_id")
      .whereRef("x.order_id", "=", "o.order_id")
      .where("x.struck_at", "is", null),
  );
}

async function withOutcomes(tx: T, rows: readonly OrderRow[]): Promise<InHouseOrder[]> {
  if (rows.length === 0) return [];
  const outcomes = await tx
    .selectFrom("in_house_outcome")
    .select(OUTCOME)
    .where(
      "order_id",
      "in",
      rows.map((row) => row.order_id),
    )
    .orderBy("at")
    .orderBy("outcome_id")
    .execute();
  return rows.map((row) => {
    const own = outcomes.filter((one) => one.order_id === row.order_id);
    const standing = own.find((one) => one.struck_at === null);
    const order = orderOf(row);
    return {
      ...order,
      state: stateOf(row, standing),
      outcome: standing ? outcomeOf(order, standing) : null,
      struck: own
        .filter((one) => one.struck_at !== null)
        .map((one) => ({
          ...outcomeOf(order, one),
          struck: { reason: one.strike_reason ?? "", by: one.struck_by ?? "", at: must(one.struck_at) },
        })),
    };
  });
}

function stateOf(row: OrderRow, standing: OutcomeRow | undefined): InHouseOrder["state"] {
  if (standing) return standing.kind === "done" ? (row.kind === "test" ? "done" : "given") : standing.kind;
  return row.cancelled_at === null ? "ordered" : "cancelled";
}

function orderOf(row: OrderRow): Omit<InHouseOrder, "state" | "outcome" | "struck"> {
  return {
    orderId: row.order_id,
    encounterId: row.encounter_id,
    patientId: row.patient_id,
    kind: row.kind,
    item: row.item,
    label: row.label,
    code: row.code,
    dose:
      row.dose_amount === null
        ? null
        : { amount: row.dose_amount, unit: row.dose_unit ?? "", route: row.dose_route ?? "intramuscular" },
    diagnosis: row.diagnosis,
    instructions: row.instructions,
    alerts: row.alerts.map((one: KeptAlert) => ({ ...one })),
    orderedAt: row.ordered_at,
    orderedBy: row.ordered_by,
    orderedById: row.ordered_by_id,
  };
}

function outcomeOf({ dose }: Pick<InHouseOrder, "dose">, row: OutcomeRow): InHouseOutcome {
  return {
    outcomeId: row.outcome_id,
    kind: row.kind,
    at: row.at,
    by: row.by_name,
    reason: row.reason,
    lot: row.lot,
    expiresOn: row.expires_on,
    site: row.site,
    // What was given is what was ordered (CHT-162).
    dose: row.kind === "done" ? dose : null,
    ndc: row.ndc,
    controlLot: row.control_lot,
    values: [...row.result],
    seen: row.seen_at === null ? null : { at: row.seen_at, by: row.seen_by ?? "" },
  };
}
