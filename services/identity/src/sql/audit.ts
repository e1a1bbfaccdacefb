import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import { sql, type CompiledQuery } from "kysely";
import { chained, emptyChain, type AuditContent, type AuditHead, type AuditRecord } from "../domain/audit-chain.ts";
import type { AuditEntryTable, IdentitySchema } from "./tables.ts";

const columns = [
  "sequence",
  "event_id",
  "at",
  "received_at",
  "actor_kind",
  "actor_name",
  "staff_id",
  "actor_id",
  "session_id",
  "roles",
  "service",
  "operation",
  "kind",
  "permission",
  "patient_ids",
  "outcome",
  "command_id",
  "about_staff_id",
  "hash",
] as const;

/**
 * Adds an access at the end of the chain, once (IDN-20). The head's row is locked, so entries come one after another. Where somebody
 * changed that row, the chain goes on from its last entry: nobody is kept from work by it, and verification tells what is gone
 * (IDN-30).
 */
export async function appendAccess(tx: Tx<IdentitySchema>, content: AuditContent): Promise<void> {
  const record = chained(await lockHead(tx), content);
  if (await insertEntry(tx, record)) return;
  if (await isEntered(tx, content.eventId)) return;
  // The number is taken, so the row is not where the chain ends.
  await insertEntry(tx, chained((await selectHead(tx)) ?? emptyChain, content));
}

/**
 * The same for several accesses at once, in their order, by one statement.
 *
 * @throws where one of them is entered already, or the head's row is not where the chain ends: then {@link appendAccess} takes each by itself.
 */
export async function appendAccesses(tx: Tx<IdentitySchema>, contents: readonly AuditContent[]): Promise<void> {
  let end = await lockHead(tx);
  const rows = contents.map((content) => {
    const record = chained(end, content);
    end = record;
    return rowOf(record);
  });
  // Raw, so that one text and one plan do for any number of rows.
  await sql`with added as (
      insert into audit_entry (${columnList}) select ${columnList}
      from json_populate_recordset(null::audit_entry, ${JSON.stringify(rows)}::json) order by sequence
    )
    update audit_head set sequence = ${end.sequence}, hash = ${end.hash}`.execute(tx);
}

const columnList = sql.join(columns.map((column) => sql.ref(column)));

async function lockHead(tx: Tx<IdentitySchema>): Promise<AuditHead> {
  const select = () => tx.selectFrom("audit_head").select(["sequence", "hash"]).forUpdate().executeTakeFirst();
  const head = await select();
  if (head) return head;
  const end = (await selectHead(tx)) ?? emptyChain;
  await tx
    .insertInto("audit_head")
    .values({ one: true, ...end })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await select()) ?? end;
}

async function isEntered(tx: Tx<IdentitySchema>, eventId: Id<"event">): Promise<boolean> {
  const found = await tx
    .selectFrom("audit_entry")
    .select("sequence")
    .where("event_id", "=", eventId)
    .executeTakeFirst();
  return found !== undefined;
}

/** @returns whether it was added: its event or its number may be there already. */
async function insertEntry(tx: Tx<IdentitySchema>, record: AuditRecord): Promise<boolean> {
  const row = rowOf(record);
  insert ??= insertOf(tx, row).compile();
  const { numAffectedRows = 0n } = await tx.executeQuery({ ...insert, parameters: Object.values(row) });
  return numAffectedRows > 0n;
}

/** Built once: every read and command of the practice ends here, and to build the statement takes longer than to send it. */
let insert: CompiledQuery | undefined;

/** Its parameters are the row's values, in the row's order. */
function insertOf(tx: Tx<IdentitySchema>, row: AuditEntryTable) {
  return tx
    .with("added", (query) =>
      query
        .insertInto("audit_entry")
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .returning(["sequence", "hash"]),
    )
    .updateTable("audit_head")
    .from("added")
    .set((to) => ({ sequence: to.ref("added.sequence"), hash: to.ref("added.hash") }));
}

/** Where the chain ends, by its entries and not by the head's row. */
export async function selectHead(tx: Tx<IdentitySchema>): Promise<AuditHead | null> {
  const row = await tx
    .selectFrom("audit_entry")
    .select(["sequence", "hash"])
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Where the chain ends as the last addition left it. */
export async function selectKeptHead(tx: Tx<IdentitySchema>): Promise<AuditHead | null> {
  const row = await tx.selectFrom("audit_head").select(["sequence", "hash"]).executeTakeFirst();
  return row ?? null;
}

export async function selectHashAt(tx: Tx<IdentitySchema>, sequence: number): Promise<string | null> {
  const row = await tx.selectFrom("audit_entry").select("hash").where("sequence", "=", sequence).executeTakeFirst();
  return row?.hash ?? null;
}

/** The next entries after a number, in order. */
export async function selectEntriesAfter(
  tx: Tx<IdentitySchema>,
  sequence: number,
  limit: number,
): Promise<AuditRecord[]> {
  const rows = await tx
    .selectFrom("audit_entry")
    .select(columns)
    .where("sequence", ">", sequence)
    .orderBy("sequence")
    // limit: a step of the walk along the chain, which goes on from its end.
    .limit(limit)
    .execute();
  return rows.map(recordFromRow);
}

export interface TrailFilter {
  readonly patientId: Id<"patient"> | null;
  readonly staffId: Id<"staff"> | null;
  readonly from: Instant;
  readonly to: Instant;
  readonly before: number | null;
  readonly limit: number;
}

/**
 * Entries by whom and about whom, newest first; `to` itself is not in the span. What is said to have been at another time is found
 * by when it came, too: an entry that was dated back is in the list of its day (IDN-29).
 */
export async function selectTrail(tx: Tx<IdentitySchema>, filter: TrailFilter): Promise<AuditRecord[]> {
  let query = tx
    .selectFrom("audit_entry")
    .select(columns)
    .where(({ and, or, eb }) =>
      or((["at", "received_at"] as const).map((time) => and([eb(time, ">=", filter.from), eb(time, "<", filter.to)]))),
    )
    .orderBy("sequence", "desc")
    // limit: a page; its caller asks for one row more than it shows.
    .limit(filter.limit);
  if (filter.patientId !== null)
    query = query.where("patient_ids", "@>", sql<Id<"patient">[]>`array[${filter.patientId}]::uuid[]`);
  if (filter.staffId !== null) query = query.where("staff_id", "=", filter.staffId);
  if (filter.before !== null) query = query.where("sequence", "<", filter.before);
  return (await query.execute()).map(recordFromRow);
}

/** What those did, of these operations, who look after the accounts; newest first (IDN-115). */
export async function selectOwnerActs(
  tx: Tx<IdentitySchema>,
  filter: {
    readonly acts: readonly { readonly service: string; readonly operations: readonly string[] }[];
    readonly before: number | null;
    readonly limit: number;
  },
): Promise<AuditRecord[]> {
  let query = tx
    .selectFrom("audit_entry")
    .select(columns)
    // As the index has it, word by word.
    .where(sql<boolean>`(kind = 'command' or operation like 'export%')`)
    .where(sql<boolean>`roles && array['practice-manager', 'owner']`)
    .where(({ and, or, eb }) =>
      or(
        filter.acts
          .filter(({ operations }) => operations.length > 0)
          .map(({ service, operations }) => and([eb("service", "=", service), eb("operation", "in", [...operations])])),
      ),
    )
    .orderBy("sequence", "desc")
    // limit: a page; its caller asks for one row more than it shows.
    .limit(filter.limit);
  if (filter.before !== null) query = query.where("sequence", "<", filter.before);
  return (await query.execute()).map(recordFromRow);
}

function rowOf(record: AuditRecord): AuditEntryTable {
  return {
    sequence: record.sequence,
    event_id: record.eventId,
    at: record.at,
    received_at: record.receivedAt,
    actor_kind: record.actorKind,
    actor_name: record.actorName,
    staff_id: record.staffId,
    actor_id: record.actorId,
    session_id: record.sessionId,
    roles: record.roles,
    service: record.service,
    operation: record.operation,
    kind: record.kind,
    permission: record.permission,
    patient_ids: record.patientIds,
    outcome: record.outcome,
    command_id: record.commandId,
    about_staff_id: record.aboutStaffId,
    hash: record.hash,
  };
}

function recordFromRow(row: AuditEntryTable): AuditRecord {
  return {
    sequence: row.sequence,
    eventId: row.event_id,
    at: row.at,
    receivedAt: row.received_at,
    actorKind: row.actor_kind,
    actorName: row.actor_name,
    staffId: row.staff_id,
    actorId: row.actor_id,
    sessionId: row.session_id,
    roles: row.roles,
    service: row.service,
    operation: row.operation,
    kind: row.kind,
    permission: row.permission,
    patientIds: row.patient_ids,
    outcome: row.outcome,
    commandId: row.command_id,
    aboutStaffId: row.about_staff_id,
    hash: row.hash,
  };
}
