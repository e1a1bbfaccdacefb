import type { RefillState, RefillStep } from "@practicum/contracts/charting/refills";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import { placeAfter, placeOf } from "@practicum/db/list-place";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Selectable } from "kysely";
import type { PharmacyMessage } from "../domain/pharmacy-message.ts";
import type { Written } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";
import { isSame, type WroteOnce } from "./write-once.ts";

type T = Tx<ChartingTables>;
type RequestColumns = Selectable<ChartingTables["refill_request"]>;
type NewRequest = Omit<RequestColumns, "place" | "asked_at" | "by_name" | "state">;
type StepRow = Selectable<ChartingTables["refill_step"]>;

/** What of the list is asked to be refilled, kept from others until the transaction ends. */
export async function lockListedMedication(tx: T, medicationId: string, patientId: string) {
  return tx
    .selectFrom("medication")
    .select(["medication_id", "rxnorm", "name", "status"])
    .where("medication_id", "=", medicationId)
    .where("patient_id", "=", patientId)
    .forUpdate()
    .executeTakeFirst();
}

/** What stands on the list by an order of ours, or stood there before under the same name. */
export async function medicationOfOrder(tx: T, patientId: string, orderId: string) {
  return tx
    .selectFrom("medication_order as o")
    .innerJoin("medication as m", "m.patient_id", "o.patient_id")
    .select("m.medication_id")
    .where("o.order_id", "=", orderId)
    .where("o.patient_id", "=", patientId)
    .where("m.status", "=", "active")
    .where((eb) =>
      eb.or([
        eb("m.order_id", "=", eb.ref("o.order_id")),
        eb(eb.fn<string>("lower", ["m.name"]), "=", eb.fn<string>("lower", ["o.name"])),
      ]),
    )
    .orderBy("m.recorded_at")
    .executeTakeFirst();
}

/** The last signed prescription of a drug here: the same concept, or the same words. */
export async function lastPrescription(
  tx: T,
  patientId: string,
  { rxnorm, name }: { readonly rxnorm: string | null; readonly name: string },
): Promise<string | null> {
  const row = await tx
    .selectFrom("medication_order as o")
    .select("o.order_id")
    .where("o.patient_id", "=", patientId)
    .where("o.status", "=", "signed")
    .where((eb) =>
      eb.or([
        eb(eb.fn<string>("lower", ["o.name"]), "=", name.toLowerCase()),
        ...(rxnorm === null ? [] : [eb("o.rxnorm", "=", rxnorm)]),
      ]),
    )
    .orderBy("o.ordered_at", "desc")
    .orderBy("o.order_id", "desc")
    // limit: the last one alone is renewed.
    .limit(1)
    .executeTakeFirst();
  return row?.order_id ?? null;
}

export async function isRefillAsked(tx: T, medicationId: string): Promise<boolean> {
  const row = await tx
    .selectFrom("refill_request")
    .select("request_id")
    .where("medication_id", "=", medicationId)
    .where("state", "<>", "ended")
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertRefill(tx: T, one: NewRequest, w: Written): Promise<WroteOnce> {
  const { request_id, ...content } = one;
  const written = await tx
    .insertInto("refill_request")
    .values({ request_id, ...content, asked_at: w.at, by_name: w.by, state: "waiting" })
    .onConflict((conflict) => conflict.column("request_id").doNothing())
    .returning("request_id")
    .executeTakeFirst();
  return written ? "written" : ((await sameRefill(tx, one, w.by)) ?? "other");
}

/** Of a request that is there already whether it is the same one; null where there is none. */
export async function sameRefill(
  tx: T,
  { request_id, patient_id, medication_id, asked_by, note }: NewRequest,
  by: string,
): Promise<"same" | "other" | null> {
  const row = await tx
    .selectFrom("refill_request")
    .select((eb) => eb.and([isSame(eb, { patient_id, medication_id, asked_by, note, by_name: by })]).as("same"))
    .where("request_id", "=", request_id)
    .executeTakeFirst();
  if (!row) return null;
  return row.same ? "same" : "other";
}

function rows(tx: T) {
  return tx
    .selectFrom("refill_request as r")
    .innerJoin("medication as m", "m.medication_id", "r.medication_id")
    .leftJoin("patient as p", "p.patient_id", "r.patient_id")
    .selectAll("r")
    .select(["m.rxnorm", "m.name", "m.directions", "m.status", "m.stopped_on"])
    .select(["p.family", "p.given", "p.middle", "p.suffix", "p.birth_date", "p.mrn"]);
}
export type RefillRow = Awaited<ReturnType<typeof lockRefill>> & {};

/** One request, kept from others until the transaction ends. */
export async function lockRefill(tx: T, requestId: string, patientId: string) {
  return rows(tx)
    .where("r.request_id", "=", requestId)
    .where("r.patient_id", "=", patientId)
    .forUpdate("r")
    .executeTakeFirst();
}

interface Ask {
  readonly show: RefillState;
  readonly before: string | null;
  readonly limit: number;
  /** Of these patients nothing is told, nor of these requests. */
  readonly without: readonly string[];
  readonly withoutIds: readonly string[];
}

/** A page of what waits, the oldest first; of what has ended the newest first. */
export async function refillPage(tx: T, { show, before, limit, without, withoutIds }: Ask) {
  const after = placeOf(before, ["number"]);
  const isEnded = show === "ended";
  const found = await rows(tx)
    .where("r.state", "=", show)
    .$if(without.length > 0, (query) => query.where("r.patient_id", "not in", [...without]))
    .$if(withoutIds.length > 0, (query) => query.where("r.request_id", "not in", [...withoutIds]))
    .$if(after !== null, (query) => query.where("r.place", isEnded ? "<" : ">", Number(after?.[0])))
    .orderBy("r.place", isEnded ? "desc" : "asc")
    // limit: a page, and one more to know whether there is a next one.
    .limit(limit + 1)
    .execute();
  // limit: what is beyond the page is the next one's.
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return { rows: shown, next: last === undefined ? null : placeAfter([last.place]) };
}

/** Those that wait, with what they name: what of that is kept apart is the asker's matter. */
export async function openRefills(tx: T) {
  return tx
    .selectFrom("refill_request")
    .select(["request_id", "patient_id", "medication_id", "order_id", "state", "asked_at"])
    .where("state", "<>", "ended")
    .orderBy("place")
    .execute();
}

/** By request, in the order in which they were said. */
export async function refillSteps(tx: T, requestIds: readonly string[]): Promise<Map<string, StepRow[]>> {
  if (requestIds.length === 0) return new Map();
  const found = await tx
    .selectFrom("refill_step")
    .selectAll()
    .where("request_id", "in", [...requestIds])
    .orderBy("place")
    .execute();
  return Map.groupBy(found, (row) => row.request_id);
}

interface NewStep {
  readonly stepId: string;
  readonly requestId: string;
  readonly step: RefillStep;
  readonly message: PharmacyMessage | null;
}

/** Adds a step, and where the request stands by it. */
export async function addRefillStep(
  tx: T,
  { stepId, requestId, step, message }: NewStep,
  state: RefillState,
  w: Written,
): Promise<void> {
  await tx
    .insertInto("refill_step")
    .values({
      step_id: stepId,
      request_id: requestId,
      content: json(step),
      message: message === null ? null : json(message),
      at: w.at,
      by_name: w.by,
    })
    .execute();
  await tx.updateTable("refill_request").set({ state }).where("request_id", "=", requestId).execute();
}

/** Of a step that is there already whether it is the same one; null where there is none. */
export async function sameRefillStep(
  tx: T,
  { stepId, requestId, step }: Omit<NewStep, "message">,
  by: string,
): Promise<"same" | "other" | null> {
  const row = await tx
    .selectFrom("refill_step")
    .select((eb) =>
      eb.and([eb("request_id", "=", requestId), eb("by_name", "=", by), eb("content", "=", json(step))]).as("same"),
    )
    .where("step_id", "=", stepId)
    .executeTakeFirst();
  if (!row) return null;
  return row.same ? "same" : "other";
}

/** The last visit of each of these patients that has a signed note. */
export async function lastSignedVisits(tx: T, patientIds: readonly string[]): Promise<Map<string, LocalDate>> {
  if (patientIds.length === 0) return new Map();
  const found = await tx
    .selectFrom("encounter")
    .select(["patient_id", (eb) => eb.fn.max("service_date").as("last")])
    .where("patient_id", "in", [...patientIds])
    .where("status", "<>", "open")
    .groupBy("patient_id")
    .execute();
  return new Map(found.map((row) => [row.patient_id, row.last]));
}

/** How many wait for what, and since when the oldest waits for its decision. */
export function countRefills(open: readonly { readonly state: RefillState; readonly asked_at: Instant }[]) {
  const waiting = open.filter((one) => one.state === "waiting");
  const oldestAt = waiting.map((one) => one.asked_at).toSorted()[0] ?? null;
  return { waiting: waiting.length, toAnswer: open.length - waiting.length, oldestAt };
}
