import type { phoneOperations, PhoneCall, PhoneSettings } from "@practicum/contracts/messaging/phone";
import type { Tx } from "@practicum/db/db";
import { placeAfter, placeOf, type PlaceForm } from "@practicum/db/list-place";
import { plainPattern } from "@practicum/db/list-search";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import { sql, type Expression, type ExpressionBuilder, type Insertable, type SqlBool } from "kysely";
import type { z } from "zod";
import type { Reader } from "../../domain/clinical.ts";
import { patientsNamed } from "../../sql/patients-named.ts";
import { chartOpenTo } from "../../sql/restrictions.ts";
import type { MessagingSchema } from "../../sql/tables.ts";
import { seenBy } from "../../sql/threads.ts";
import type { PhoneCallTable, PhoneEntryTable } from "./tables.ts";

type T = Tx<MessagingSchema>;
type Expressions = ExpressionBuilder<MessagingSchema, "phone_call">;
type Entry = z.input<typeof phoneOperations.getCall.output>["entries"][number];

const columns = [
  "phone_call.call_id",
  "phone_call.patient_id",
  "phone_call.stranger_name",
  "phone_call.stranger_born",
  "phone_call.relation",
  "phone_call.caller_name",
  "phone_call.callback",
  "phone_call.reason",
  "phone_call.message",
  "phone_call.urgency",
  "phone_call.flags",
  "phone_call.pinned",
  "phone_call.owner_id",
  "phone_call.pool",
  "phone_call.due_at",
  "phone_call.escalated_to",
  "phone_call.status",
  "phone_call.taken_at",
  "phone_call.taken_by",
  "phone_call.taken_by_id",
  "phone_call.done_at",
  "phone_call.done_by",
  "phone_call.note_id",
  "phone_call.clinical",
  "phone_call.version",
] as const;

export type WhoseCalls =
  | { readonly whose: "queue" }
  | { readonly whose: "all" }
  | { readonly whose: "patient"; readonly patientId: Id<"patient"> };

export interface WantedCalls {
  readonly of: WhoseCalls;
  readonly reader: Reader;
  readonly status: "open" | "done";
  readonly words: readonly string[];
}

/** Of whom a call is: a person's, of the person's pools, or brought before them because nobody answered (MSG-205). */
function inQueue(eb: Expressions, { staffId, roles }: Reader): Expression<SqlBool> {
  const pools = roles.length === 0 ? [] : [eb("pool", "in", [...roles]), eb("escalated_to", "in", [...roles])];
  const own = staffId === null ? [] : [eb("owner_id", "=", staffId)];
  return eb.or([...pools, ...own]);
}

/** MSG-207: beside who may read it, who took it and before whom it was brought know of it. */
function knownTo(eb: Expressions, reader: Reader): Expression<SqlBool> {
  const { staffId, roles } = reader;
  return sql<SqlBool>`(${seenBy(eb, "phone_call", reader)} or phone_call.taken_by_id = ${staffId}::uuid
    or (phone_call.escalated_to = any(${[...roles]}::text[]) and ${chartOpenTo("phone_call.patient_id", reader)}))`;
}

function conditions(eb: Expressions, { of, reader, status, words }: WantedCalls): Expression<SqlBool>[] {
  return [
    of.whose === "patient" ? eb("phone_call.patient_id", "=", of.patientId) : eb.lit(true),
    of.whose === "queue" ? inQueue(eb, reader) : eb.lit(true),
    knownTo(eb, reader),
    eb("phone_call.status", "=", status),
    // By whom it is about and the number alone: a word of the message would tell of what is not open to who searches.
    ...words.map((word) =>
      eb.or([
        eb("phone_call.stranger_name", "ilike", `%${plainPattern(word)}%`),
        eb("phone_call.patient_id", "in", patientsNamed(word)),
        eb("phone_call.callback", "like", `%${plainPattern(word)}%`),
      ]),
    ),
  ];
}

const openOrder: readonly PlaceForm[] = ["flag", "instant", "uuid"];
const doneOrder: readonly PlaceForm[] = ["instant", "uuid"];

/** A page of calls: of open ones those with a red flag, then the earliest due (MSG-202); of done ones the latest. */
export async function selectCalls(
  tx: T,
  wanted: WantedCalls,
  page: { readonly before: string | null; readonly limit: number },
): Promise<{ readonly calls: PhoneCall[]; readonly next: string | null }> {
  let query = withPeople(tx, wanted.reader)
    .where((eb) => eb.and(conditions(eb as unknown as Expressions, wanted)))
    .limit(page.limit + 1);
  // Row comparisons, so that the next page is one step in the order; the builder has no tuples of expressions.
  if (wanted.status === "open") {
    const after = placeOf(page.before, openOrder);
    query = query
      .orderBy(sql`(not phone_call.pinned)`)
      .orderBy("phone_call.due_at")
      .orderBy("phone_call.call_id");
    if (after)
      query = query.where(
        sql<boolean>`((not phone_call.pinned), phone_call.due_at, phone_call.call_id)
          > (${after[0]}::boolean, ${after[1]}::timestamptz, ${after[2]}::uuid)`,
      );
  } else {
    const after = placeOf(page.before, doneOrder);
    query = query.orderBy("phone_call.done_at", "desc").orderBy("phone_call.call_id", "desc");
    if (after)
      query = query.where(
        sql<boolean>`(phone_call.done_at, phone_call.call_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`,
      );
  }
  const rows = await query.execute();
  const calls = rows.slice(0, page.limit).map((row) => callOf(row, wanted.reader));
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined;
  if (!last) return { calls, next: null };
  const place = wanted.status === "open" ? [!last.pinned, last.due_at] : [last.done_at ?? ""];
  return { calls, next: placeAfter([...place, last.call_id]) };
}

export async function countWantedCalls(tx: T, wanted: WantedCalls): Promise<number> {
  const row = await tx
    .selectFrom("phone_call")
    .where((eb) => eb.and(conditions(eb, wanted)))
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Open calls of the queue (MSG-14). */
export async function countCalls(tx: T, reader: Reader, now: Instant) {
  const row = await tx
    .selectFrom("phone_call")
    .select((eb) => [
      eb.fn.countAll<number>().as("count"),
      eb.fn.countAll<number>().filterWhere("due_at", "<", now).as("overdue"),
      eb.fn.min("taken_at").as("oldest"),
    ])
    .where((eb) => eb.and(conditions(eb, { of: { whose: "queue" }, reader, status: "open", words: [] })))
    .executeTakeFirstOrThrow();
  return { count: row.count, overdue: row.overdue, oldestAt: row.oldest };
}

/** The call as far as the reader may know of it. */
export async function findCall(
  tx: T,
  callId: Id<"phone-call">,
  reader: Reader,
): Promise<(PhoneCall & { readonly entries: Entry[] }) | null> {
  const row = await withPeople(tx, reader)
    .where("phone_call.call_id", "=", callId)
    .where((eb) => knownTo(eb as unknown as Expressions, reader))
    .executeTakeFirst();
  if (!row) return null;
  const call = callOf(row, reader);
  return { ...call, entries: call.open ? await entriesOf(tx, callId) : [] };
}

async function entriesOf(tx: T, callId: Id<"phone-call">): Promise<Entry[]> {
  const rows = await tx
    .selectFrom("phone_entry")
    .select(["entry_id", "kind", "outcome", "body", "at", "by", "staff_id"])
    .where("call_id", "=", callId)
    .orderBy("place")
    .execute();
  return rows.map(({ entry_id, staff_id, ...entry }) => ({ ...entry, entryId: entry_id, staffId: staff_id }));
}

function withPeople(tx: T, reader: Reader) {
  return tx
    .selectFrom("phone_call")
    .leftJoin("patient", "patient.patient_id", "phone_call.patient_id")
    .select([...columns, "patient.name as patient_name", "patient.preferred as patient_preferred"])
    .select((eb) =>
      sql<boolean>`coalesce(${seenBy(eb as unknown as Expressions, "phone_call", reader)}, false)`.as("is_open"),
    )
    .select((eb) =>
      eb
        .selectFrom("phone_entry")
        .whereRef("phone_entry.call_id", "=", "phone_call.call_id")
        .where("phone_entry.kind", "=", "attempt")
        .select((entry) => entry.fn.countAll<number>().as("count"))
        .as("attempts"),
    );
}

type Row = Awaited<ReturnType<ReturnType<typeof withPeople>["executeTakeFirstOrThrow"]>>;

function callOf(row: Row, reader: Reader): PhoneCall {
  const open = row.is_open;
  const words = open || (row.taken_by_id !== null && row.taken_by_id === reader.staffId);
  return {
    callId: row.call_id,
    patientId: row.patient_id,
    patientName: row.patient_name,
    patientPreferred: row.patient_preferred,
    stranger: row.stranger_name === null ? null : { name: row.stranger_name, birthDate: row.stranger_born },
    relation: row.relation,
    callerName: row.caller_name,
    callback: row.callback,
    reason: words ? row.reason : null,
    message: words ? row.message : null,
    urgency: row.urgency,
    redFlags: words ? row.flags.found.map((one) => ({ ...one, ruledOut: row.flags.ruledOut.includes(one.id) })) : [],
    ownerId: row.owner_id,
    pool: row.pool,
    dueAt: row.due_at,
    escalatedTo: row.escalated_to,
    status: row.status,
    takenAt: row.taken_at,
    takenBy: row.taken_by,
    doneAt: row.done_at,
    doneBy: row.done_by,
    noteId: row.note_id,
    attempts: row.attempts ?? 0,
    open,
    version: row.version,
  };
}

/** Kept from others until the transaction ends. */
export async function lockCall(tx: T, callId: Id<"phone-call">): Promise<PhoneCallTable | null> {
  const query = tx.selectFrom("phone_call").select(columns).where("call_id", "=", callId);
  return (await query.forUpdate().executeTakeFirst()) ?? null;
}

/** Whether a call is open to who wants to work on it, or known alone (MSG-207). */
export async function openness(tx: T, callId: Id<"phone-call">, reader: Reader): Promise<"open" | "known" | null> {
  const row = await tx
    .selectFrom("phone_call")
    .where("call_id", "=", callId)
    .where((eb) => knownTo(eb, reader))
    .select((eb) => sql<boolean>`coalesce(${seenBy(eb, "phone_call", reader)}, false)`.as("is_open"))
    .executeTakeFirst();
  return row ? (row.is_open ? "open" : "known") : null;
}

/** @returns false when it is there already. */
export async function insertCall(tx: T, call: PhoneCallTable): Promise<boolean> {
  const added = await tx
    .insertInto("phone_call")
    .values(call)
    .onConflict((conflict) => conflict.column("call_id").doNothing())
    .returning("call_id")
    .executeTakeFirst();
  return added !== undefined;
}

export async function updateCall(tx: T, callId: Id<"phone-call">, changed: Partial<PhoneCallTable>): Promise<void> {
  await tx.updateTable("phone_call").set(changed).where("call_id", "=", callId).execute();
}

/** @returns false when it is there already. */
export async function insertEntry(tx: T, entry: Insertable<PhoneEntryTable>): Promise<boolean> {
  const added = await tx
    .insertInto("phone_entry")
    .values(entry)
    .onConflict((conflict) => conflict.column("entry_id").doNothing())
    .returning("entry_id")
    .executeTakeFirst();
  return added !== undefined;
}

export interface KeptSettings {
  readonly version: number;
  readonly content: PhoneSettings;
  readonly saved_at: Instant;
  readonly saved_by: string;
}

/** The practice's own words, the newest; null where it has none. */
export async function selectSettings(tx: T): Promise<KeptSettings | null> {
  const row = await tx
    .selectFrom("phone_settings")
    .select(["version", "content", "saved_at", "saved_by"])
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** @returns false when somebody else saved that version. */
export async function insertSettings(tx: T, kept: KeptSettings): Promise<boolean> {
  const added = await tx
    .insertInto("phone_settings")
    .values(kept)
    .onConflict((conflict) => conflict.column("version").doNothing())
    .returning("version")
    .executeTakeFirst();
  return added !== undefined;
}
