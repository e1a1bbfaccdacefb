import { NOTHING_ASKED, type AboutPatient } from "@practicum/contracts/scheduling/about-patient";
import type { OtherPhone } from "@practicum/contracts/scheduling/patients";
import type { DuplicatePair, MergeEntry } from "@practicum/contracts/scheduling/merges";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type RawBuilder } from "kysely";
import type { SchedulingTables } from "./tables.ts";

type T = Tx<SchedulingTables>;

/** A patient as the contract shows it, in one value. */
const patientAs = (p: string) => {
  const of = (column: string) => sql.ref(`${p}.${column}`);
  return sql`json_build_object('patientId', ${of("patient_id")}, 'mrn', ${of("mrn")}::text,
    'name', json_build_object('family', ${of("family")}, 'given', ${of("given")}, 'middle', ${of("middle")}, 'suffix', ${of("suffix")}),
    'birthDate', ${of("birth_date")}, 'sex', ${of("sex")}, 'phone', ${of("phone")}, 'otherPhones', ${of("other_phones")}, 'email', ${of("email")}, 'address', ${of("address")},
    'language', ${of("language")}, 'guarantor', ${of("guarantor")}, 'emergencyContact', ${of("emergency_contact")},
    'active', ${of("active")}, 'version', ${of("version")}, 'death', ${of("death")}, 'about', ${json(NOTHING_ASKED)}::jsonb || coalesce(${of("about")}, '{}'))`;
};

const instantOf = (column: string) =>
  sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const PAIR = sql`${patientAs("a")} as first, ${patientAs("b")} as second, d.score, d.because, d.source, d.found_at as "foundAt",
  case when d.proposed_by is null then null else
    json_build_object('by', d.proposed_by, 'at', ${instantOf("d.proposed_at")}, 'note', d.note) end as proposed,
  case when d.state <> 'dismissed' then null else json_build_object('by', d.dismissed_by, 'at', ${instantOf("d.dismissed_at")},
    'because', d.dismissed_because) end as dismissed, d.version`;

/** Pairs of which neither was merged since. */
const PAIRS = sql`duplicate_pair d join patient a on a.patient_id = d.first_id and a.merged_into is null
  join patient b on b.patient_id = d.second_id and b.merged_into is null`;

interface PairAsk {
  readonly dismissed: boolean;
  readonly after: readonly string[] | null;
  readonly limit: number;
}

/** A page and one more. */
export async function pairPage(tx: T, { dismissed, after, limit }: PairAsk): Promise<DuplicatePair[]> {
  let from: RawBuilder<unknown> = sql`true`;
  if (after !== null) {
    const [one, two, first, second] = after;
    from = dismissed
      ? sql`(d.dismissed_at < ${one}::timestamptz or (d.dismissed_at = ${one}::timestamptz
          and (d.first_id, d.second_id) > (${first}::uuid, ${second}::uuid)))`
      : sql`((d.proposed_at is null) > ${one}::boolean or ((d.proposed_at is null) = ${one}::boolean and (d.score < ${two}::int
          or (d.score = ${two}::int and (d.first_id, d.second_id) > (${first}::uuid, ${second}::uuid)))))`;
  }
  const order = dismissed
    ? sql`d.dismissed_at desc, d.first_id, d.second_id`
    : sql`(d.proposed_at is null), d.score desc, d.first_id, d.second_id`;
  // limit: a page; the caller asks on from its last one.
  const { rows } = await sql<DuplicatePair>`select ${PAIR} from ${PAIRS}
    where d.state = ${dismissed ? "dismissed" : "open"} and ${from} order by ${order} limit ${limit + 1}`.execute(tx);
  return rows;
}

export async function pairCount(tx: T, dismissed: boolean): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${PAIRS}
    where d.state = ${dismissed ? "dismissed" : "open"}`.execute(tx);
  return rows[0]?.count ?? 0;
}

type PairRow = SchedulingTables["duplicate_pair"];
type Ids = Pick<PairRow, "first_id" | "second_id">;

/** Two ids in the order in which a pair is kept. */
export function pairOf(one: string, other: string): Ids {
  return one < other ? { first_id: one, second_id: other } : { first_id: other, second_id: one };
}

/** Kept from others until the transaction ends. */
export async function lockPair(tx: T, ids: Ids): Promise<PairRow | undefined> {
  return tx
    .selectFrom("duplicate_pair")
    .selectAll()
    .where("first_id", "=", ids.first_id)
    .where("second_id", "=", ids.second_id)
    .forUpdate()
    .executeTakeFirst();
}

/**
 * Pairs that were found. What a person has said of one stays; its score follows. Who was merged is in no pair.
 *
 * @returns whether a pair is new.
 */
export async function keepFoundPairs(
  tx: T,
  found: readonly (Ids & { readonly score: number; readonly because: readonly string[] })[],
  at: Instant,
): Promise<boolean> {
  if (found.length === 0) return false;
  const { rows } = await sql<{ fresh: boolean }>`insert into duplicate_pair
      (first_id, second_id, score, because, source, state, found_at)
    select f.first_id, f.second_id, f.score, f.because, 'sweep', 'open', ${at}
    from jsonb_to_recordset(${json(found)}::jsonb) as f (first_id uuid, second_id uuid, score int, because jsonb)
    order by f.first_id, f.second_id
    on conflict (first_id, second_id) do update set score = excluded.score, because = excluded.because
    returning version = 1 and found_at = ${at} as fresh`.execute(tx);
  return rows.some(({ fresh }) => fresh);
}

export async function insertPair(tx: T, row: PairRow): Promise<void> {
  await tx
    .insertInto("duplicate_pair")
    .values({ ...row, because: json(row.because) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function changePair(
  tx: T,
  { first_id, second_id, version }: Ids & Pick<PairRow, "version">,
  changes: Partial<Omit<PairRow, "because" | "first_id" | "second_id" | "version">>,
): Promise<number> {
  await tx
    .updateTable("duplicate_pair")
    .set({ ...changes, version: version + 1 })
    .where("first_id", "=", first_id)
    .where("second_id", "=", second_id)
    .execute();
  return version + 1;
}

/** Patients whom the nightly look has not seen as they are now, some of them; their version is noted as seen. */
export async function takeUnswept(tx: T, limit: number) {
  const { rows } = await sql<{
    patient_id: string;
    family: string;
    given: string;
    birth_date: LocalDate;
    phone: string | null;
    other_phones: readonly OtherPhone[];
    about: Partial<AboutPatient> | null;
    // limit: the rest is looked at in the next round.
  }>`update patient p set swept_version = p.version
    where p.patient_id in (
      select patient_id from patient where swept_version <> version and merged_into is null
      order by patient_id limit ${limit} for update skip locked)
    returning p.patient_id, p.family, p.given, p.birth_date, p.phone, p.other_phones, p.about`.execute(tx);
  return rows.toSorted((a, b) => (a.patient_id < b.patient_id ? -1 : 1));
}

export async function mergeById(tx: T, mergeId: string) {
  return tx.selectFrom("merge").selectAll().where("merge_id", "=", mergeId).forUpdate().executeTakeFirst();
}

export async function insertMerge(tx: T, row: SchedulingTables["merge"]): Promise<void> {
  await tx.insertInto("merge").values(row).execute();
}

export async function endMerge(
  tx: T,
  mergeId: string,
  end: Pick<SchedulingTables["merge"], "undone_at" | "undone_by" | "undone_because">,
): Promise<void> {
  await tx.updateTable("merge").set(end).where("merge_id", "=", mergeId).execute();
}

/** The first day on which both have a visit at one time, of those that count (SCH-25). */
export async function overlapOf(tx: T, one: string, other: string): Promise<LocalDate | null> {
  const { rows } = await sql<{ date: LocalDate }>`select a.date from appointment a join appointment b
      on b.patient_id = ${other} and b.status not in ('cancelled', 'no-show') and a.starts_at < b.ends_at and b.starts_at < a.ends_at
    where a.patient_id = ${one} and a.status not in ('cancelled', 'no-show') order by a.date limit 1`.execute(tx);
  return rows[0]?.date ?? null;
}

export async function bothWaitFor(tx: T, one: string, other: string): Promise<boolean> {
  const { rows } = await sql`select from wait_entry a join wait_entry b on b.visit_type_id = a.visit_type_id
    where a.patient_id = ${one} and b.patient_id = ${other} and a.state = 'waiting' and b.state = 'waiting' limit 1`.execute(
    tx,
  );
  return rows.length > 0;
}

/** A page and one more of the merges that were done, the latest first; of one patient, or of all. */
export async function mergePage(
  tx: T,
  { patientId, after, limit }: { patientId: string | null; after: readonly string[] | null; limit: number },
): Promise<MergeEntry[]> {
  const from =
    after === null ? sql`true` : sql`(m.merged_at, m.merge_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`;
  // limit: a page; the caller asks on from its last one.
  const { rows } =
    await sql<MergeEntry>`select m.merge_id as "mergeId", ${patientAs("s")} as survivor, ${patientAs("d")} as duplicate,
      m.reason, m.merged_at as "mergedAt", m.merged_by as "mergedBy",
      case when m.undone_at is null then null else json_build_object('by', m.undone_by, 'at', ${instantOf("m.undone_at")},
        'because', m.undone_because) end as undone,
      coalesce((select json_agg(json_build_object('service', v.service, 'moved', v.moved, 'aside', v.aside) order by v.service)
        from merge_moved v where v.merge_id = m.merge_id and v.undone = (m.undone_at is not null)), '[]') as services
    from merge m join patient s on s.patient_id = m.survivor_id join patient d on d.patient_id = m.duplicate_id
    where ${ofPatient(patientId)} and ${from} order by m.merged_at desc, m.merge_id desc limit ${limit + 1}`.execute(
      tx,
    );
  return rows;
}

const ofPatient = (patientId: string | null) =>
  patientId === null ? sql`true` : sql`${patientId}::uuid in (m.survivor_id, m.duplicate_id)`;

export async function mergeCount(tx: T, patientId: string | null): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*)::int as count from merge m where ${ofPatient(patientId)}`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** The latest that a service says of a merge. */
export async function keepMoved(tx: T, row: SchedulingTables["merge_moved"]): Promise<void> {
  await sql`insert into merge_moved (merge_id, service, undone, moved, aside, at)
    select ${row.merge_id}::uuid, ${row.service}, ${row.undone}, ${row.moved}, ${json(row.aside)}::jsonb, ${row.at}
    where exists (select from merge where merge_id = ${row.merge_id})
    on conflict (merge_id, service) do update set undone = excluded.undone, moved = excluded.moved, aside = excluded.aside,
      at = excluded.at
    where merge_moved.at <= excluded.at`.execute(tx);
}

/** The merge that a record stands in as the duplicate. */
export async function standingMerge(tx: T, duplicateId: string) {
  return tx
    .selectFrom("merge")
    .select(["merge_id", "merged_at", "merged_by"])
    .where("duplicate_id", "=", duplicateId)
    .where("undone_at", "is", null)
    .executeTakeFirst();
}
