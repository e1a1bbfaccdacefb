import type { Tx } from "@practicum/db/db";
import { placeAfter, placeOf } from "@practicum/db/list-place";
import { plainPattern } from "@practicum/db/list-search";
import { sql, type Selectable } from "kysely";
import type { ClaimWord } from "../../claims/domain/claim-search.ts";
import { patientsNamed } from "../../sql/patients-named.ts";
import type { BillingSchema } from "../../sql/schema.ts";
import type { RunEvent } from "../../sql/schema-statement-runs.ts";

type BillingTx = Tx<BillingSchema>;
export type RunRow = Selectable<BillingSchema["statement_run"]>;
export type MemberRow = Selectable<BillingSchema["statement_run_member"]>;

const RUN = [
  "run_id",
  "started_at",
  "started_by",
  "state",
  "planned",
  "planned_total",
  "made",
  "made_total",
  "left_out",
  "sent_on",
  "version",
] as const;

/** @returns whether no other run is being made. */
export async function insertRun(tx: BillingTx, row: RunRow): Promise<boolean> {
  const made = await tx
    .insertInto("statement_run")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning("run_id")
    .executeTakeFirst();
  return made !== undefined;
}

/** limit: so many rows are one statement of SQL; the database takes some 65,000 values in one. */
const ROWS_AT_ONCE = 2000;

export async function insertMembers(tx: BillingTx, rows: readonly MemberRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await tx
      .insertInto("statement_run_member")
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute();
}

export async function findRun(tx: BillingTx, runId: string): Promise<RunRow | null> {
  return (await tx.selectFrom("statement_run").select(RUN).where("run_id", "=", runId).executeTakeFirst()) ?? null;
}

/** A run, kept from others until the transaction ends. */
export async function lockRun(tx: BillingTx, runId: string): Promise<RunRow | null> {
  const row = await tx
    .selectFrom("statement_run")
    .select(RUN)
    .where("run_id", "=", runId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** @returns whether it still had the version that was seen. */
export async function writeRun(tx: BillingTx, row: RunRow, seen: number): Promise<boolean> {
  const { run_id, ...rest } = row;
  const changed = await tx
    .updateTable("statement_run")
    .set(rest)
    .where("run_id", "=", run_id)
    .where("version", "=", seen)
    .returning("version")
    .executeTakeFirst();
  return changed !== undefined;
}

export async function runPage(
  tx: BillingTx,
  ask: { readonly before: string | null; readonly limit: number },
): Promise<{ readonly rows: RunRow[]; readonly next: string | null }> {
  const after = placeOf(ask.before, ["instant", "uuid"]);
  let query = tx
    .selectFrom("statement_run")
    .select(RUN)
    .orderBy("started_at", "desc")
    .orderBy("run_id", "desc")
    .limit(ask.limit + 1);
  if (after)
    query = query.where((eb) =>
      eb(
        eb.refTuple("started_at", "run_id"),
        "<",
        eb.tuple(sql<string>`${after[0]}::timestamptz`, sql<string>`${after[1]}::uuid`),
      ),
    );
  const found = await query.execute();
  const rows = found.slice(0, ask.limit);
  const last = found.length > ask.limit ? rows.at(-1) : undefined;
  return { rows, next: last ? placeAfter([last.started_at, last.run_id]) : null };
}

/** Who waits for a paper still, in their order. */
export async function waitingMembers(tx: BillingTx, runId: string, limit: number): Promise<MemberRow[]> {
  return (
    tx
      .selectFrom("statement_run_member")
      .selectAll()
      .where("run_id", "=", runId)
      .where("state", "=", "waiting")
      .orderBy("place")
      // limit: the next piece; those after it follow.
      .limit(limit)
      .execute()
  );
}

export async function writeMember(
  tx: BillingTx,
  memberId: string,
  set: Partial<Pick<MemberRow, "state" | "amount" | "because" | "said" | "statement_id">>,
): Promise<void> {
  await tx.updateTable("statement_run_member").set(set).where("member_id", "=", memberId).execute();
}

/** A page of who got a paper, or of who got none, in the order of the run. */
export async function memberPage(
  tx: BillingTx,
  ask: {
    readonly runId: string;
    readonly left: boolean;
    readonly words: readonly ClaimWord[];
    readonly before: string | null;
    readonly limit: number;
  },
) {
  const after = placeOf(ask.before, ["number"]);
  let query = tx
    .selectFrom("statement_run_member as m")
    .leftJoin("statement as s", "s.statement_id", "m.statement_id")
    .select(["m.patient_id", "m.state", "m.amount", "m.because", "m.said", "m.statement_id", "m.place"])
    .select(["s.number", "s.step"])
    .where("m.run_id", "=", ask.runId)
    .where("m.state", ask.left ? "=" : "<>", "left")
    .orderBy("m.place")
    .limit(ask.limit + 1);
  for (const { word, amount } of ask.words)
    query = query.where((eb) =>
      eb.or([
        eb("s.number", "ilike", `${plainPattern(word)}%`),
        eb("m.patient_id", "in", patientsNamed(word)),
        ...(amount === null ? [] : [eb("m.amount", "=", amount)]),
      ]),
    );
  if (after) query = query.where("m.place", ">", Number(after[0]));
  const found = await query.execute();
  const rows = found.slice(0, ask.limit);
  const last = found.length > ask.limit ? rows.at(-1) : undefined;
  return { rows, next: last ? placeAfter([last.place]) : null };
}

/** Whose papers lie in one envelope, in the order of the run: what is needed to put them together, and no more. */
export async function papersOfRun(tx: BillingTx, runId: string) {
  return tx
    .selectFrom("statement_run_member as m")
    .innerJoin("statement as s", "s.statement_id", "m.statement_id")
    .select(["s.statement_id", "s.address_lines", "s.mailing"])
    .where("m.run_id", "=", runId)
    .orderBy("m.place")
    .execute();
}

export async function addRunEvent(
  tx: BillingTx,
  runId: string,
  one: { readonly at: string; readonly by: string; readonly what: RunEvent },
): Promise<void> {
  await sql`insert into statement_run_event (run_id, place, at, by_name, what)
    select ${runId}, coalesce(max(place), 0) + 1, ${one.at}, ${one.by}, ${one.what}
    from statement_run_event where run_id = ${runId}`.execute(tx);
}

export async function runEvents(tx: BillingTx, runId: string) {
  return tx
    .selectFrom("statement_run_event")
    .select(["at", "by_name", "what"])
    .where("run_id", "=", runId)
    .orderBy("place")
    .execute();
}

/** The run of each statement that was made by one, and when it went out. */
export async function runsOfStatements(
  tx: BillingTx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly runId: string; readonly sentOn: string | null }>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom("statement_run_member as m")
    .innerJoin("statement_run as r", "r.run_id", "m.run_id")
    .select(["m.statement_id", "r.run_id", "r.sent_on"])
    .where("m.statement_id", "in", ids)
    .execute();
  return new Map(rows.map((row) => [row.statement_id ?? "", { runId: row.run_id, sentOn: row.sent_on }]));
}
