import type { SnoopPolicy } from "@practicum/contracts/identity/snooping";
import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql } from "kysely";
import type { AccessReviewTable, IdentitySchema, PatientTraitTable, PatientVisitTable } from "./tables.ts";

type T = Tx<IdentitySchema>;

/** Keeps the prints of a patient's name and address, unless newer ones are there already. */
export async function keepTraits(
  tx: T,
  traits: Pick<PatientTraitTable, "patient_id" | "version" | "name_print" | "family_print" | "address_print">,
): Promise<void> {
  const { patient_id: _, ...changed } = traits;
  await tx
    .insertInto("patient_trait")
    .values({ ...traits, restricted_version: 0, restricted: false })
    .onConflict((conflict) =>
      conflict.column("patient_id").doUpdateSet(changed).where("patient_trait.version", "<", traits.version),
    )
    .execute();
}

/** Keeps whether a chart is restricted; the newest version counts, and it may come before the patient is known here. */
export async function keepRestricted(
  tx: T,
  { patientId, version, restricted }: { patientId: Id<"patient">; version: number; restricted: boolean },
): Promise<void> {
  await tx
    .insertInto("patient_trait")
    .values({
      patient_id: patientId,
      version: 0,
      name_print: null,
      family_print: null,
      address_print: null,
      restricted_version: version,
      restricted,
    })
    .onConflict((conflict) =>
      conflict
        .column("patient_id")
        .doUpdateSet({ restricted_version: version, restricted })
        .where("patient_trait.restricted_version", "<", version),
    )
    .execute();
}

/** Keeps on which day a visit is, unless something newer is known of it; one that does not take place is no reason. */
export async function keepVisit(tx: T, visit: PatientVisitTable): Promise<void> {
  const { appointment_id: _, ...changed } = visit;
  await tx
    .insertInto("patient_visit")
    .values(visit)
    .onConflict((conflict) =>
      conflict.column("appointment_id").doUpdateSet(changed).where("patient_visit.version", "<", visit.version),
    )
    .execute();
}

/** One person's looks into one patient's record on one day, with what is known around them. */
export interface LookRow {
  readonly staff_id: Id<"staff">;
  readonly patient_id: Id<"patient">;
  readonly day: LocalDate;
  readonly reads: number;
  readonly first_at: Instant;
  readonly last_at: Instant;
  readonly after_hours: boolean;
  readonly at_once: number;
  readonly worked: boolean;
  readonly broke_glass: boolean;
  readonly restricted: boolean;
  readonly name_print: string | null;
  readonly family_print: string | null;
  readonly address_print: string | null;
}

/**
 * The looks of some days: reads of one patient's record by staff. Lists that show many patients are none, nor is looking into the trail itself.
 * Work is a visit, or a command about the patient by anybody, within the policy's days.
 */
export async function selectLooks(
  tx: T,
  asked: {
    readonly from: Instant;
    readonly to: Instant;
    readonly zone: string;
    readonly policy: Pick<SnoopPolicy, "opens" | "closes" | "workDays">;
    readonly limit: number;
  },
): Promise<LookRow[]> {
  const { from, to, zone, policy, limit } = asked;
  const local = sql`(at at time zone ${zone}::text)`;
  // limit: a week's looks; the caller asks for one more than it scores, and says that there are others.
  const most = sql`limit ${limit}`;
  const days = sql`make_interval(days => ${policy.workDays}::int)`;
  const { rows } = await sql<LookRow>`
    with read as materialized (
      select staff_id, patient_ids[1] as patient_id, at, ${local} as local
      from audit_entry
      where at >= ${from} and at < ${to} and kind = 'query' and outcome = 'ok' and actor_kind = 'staff'
        and staff_id is not null and service <> 'identity' and cardinality(patient_ids) = 1
    ), ten as (
      select staff_id, floor(extract(epoch from at) / 600) as slot, count(distinct patient_id)::int as patients
      from read group by 1, 2
    ), look as (
      select r.staff_id, r.patient_id, r.local::date as day, count(*)::int as reads, min(r.at) as first_at, max(r.at) as last_at,
        bool_or(r.local::time < ${policy.opens}::time or r.local::time >= ${policy.closes}::time
          or extract(isodow from r.local) > 5) as after_hours,
        max(t.patients) as at_once
      from read r join ten t on t.staff_id = r.staff_id and t.slot = floor(extract(epoch from r.at) / 600)
      group by 1, 2, 3
      order by reads desc, r.staff_id, r.patient_id
      ${most}
    )
    select look.staff_id, look.patient_id, look.day, look.reads, look.first_at, look.last_at, look.after_hours, look.at_once,
      exists (select 1 from patient_visit v where v.patient_id = look.patient_id and v.takes_place
          and v.date between (look.day - ${days})::date and (look.day + ${days})::date)
        or exists (select 1 from audit_entry w where w.patient_ids @> array[look.patient_id] and w.kind = 'command' and w.outcome = 'ok'
          and w.operation not in ('breakGlass', 'reviewAccess')
          and w.at between look.first_at - ${days} and look.last_at + ${days}) as worked,
      exists (select 1 from audit_entry g where g.patient_ids @> array[look.patient_id] and g.operation = 'breakGlass' and g.outcome = 'ok'
          and g.staff_id = look.staff_id and g.at between look.first_at - interval '1 day' and look.last_at + interval '1 day') as broke_glass,
      coalesce(p.restricted, false) as restricted, p.name_print, p.family_print, p.address_print
    from look left join patient_trait p on p.patient_id = look.patient_id
    order by look.day desc, look.reads desc`.execute(tx);
  return rows;
}

/** The addresses of records by their names' prints: where somebody of the staff is a patient too. */
export async function selectByName(tx: T, prints: readonly string[]) {
  if (prints.length === 0) return [];
  return tx
    .selectFrom("patient_trait")
    .select(["patient_id", "name_print", "address_print"])
    .where("name_print", "in", [...prints])
    .execute();
}

/** When the trail begins. */
export async function selectTrailBegin(tx: T): Promise<Instant | null> {
  const row = await tx.selectFrom("audit_entry").select("at").orderBy("sequence").limit(1).executeTakeFirst();
  return row?.at ?? null;
}

/** Whether the person read something of the patient's that day. */
export async function hasLooked(
  tx: T,
  { staffId, patientId, from, to }: { staffId: Id<"staff">; patientId: Id<"patient">; from: Instant; to: Instant },
): Promise<boolean> {
  const row = await tx
    .selectFrom("audit_entry")
    .select("sequence")
    .where("patient_ids", "@>", sql<Id<"patient">[]>`array[${patientId}]::uuid[]`)
    .where("staff_id", "=", staffId)
    .where("at", ">=", from)
    .where("at", "<", to)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The newest review of each look in a span of days. */
export async function selectReviews(tx: T, from: LocalDate, until: LocalDate): Promise<AccessReviewTable[]> {
  return tx
    .selectFrom("access_review")
    .selectAll()
    .distinctOn(["staff_id", "patient_id", "day"])
    .where("day", ">=", from)
    .where("day", "<=", until)
    .orderBy("staff_id")
    .orderBy("patient_id")
    .orderBy("day")
    .orderBy("version", "desc")
    .execute();
}

/** @returns whether it follows the version that was seen: another review of the same look may have come first. */
export async function insertReview(tx: T, review: AccessReviewTable): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tx
    .insertInto("access_review")
    .values(review)
    .onConflict((conflict) => conflict.columns(["staff_id", "patient_id", "day", "version"]).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

/** The version of the newest review of a look; 0 where there is none. */
export async function selectReviewVersion(
  tx: T,
  { staffId, patientId, day }: { staffId: Id<"staff">; patientId: Id<"patient">; day: LocalDate },
): Promise<number> {
  const row = await tx
    .selectFrom("access_review")
    .select("version")
    .where("staff_id", "=", staffId)
    .where("patient_id", "=", patientId)
    .where("day", "=", day)
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.version ?? 0;
}

export async function selectPolicyRow(tx: T): Promise<SnoopPolicy | null> {
  const row = await tx
    .selectFrom("snooping_policy")
    .select(["policy", "version"])
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? { ...row.policy, version: row.version } : null;
}

/** @returns whether it follows the version that was seen. */
export async function insertPolicy(
  tx: T,
  policy: SnoopPolicy,
  { by, at }: { readonly by: string; readonly at: Instant },
): Promise<boolean> {
  const { version, ...rest } = policy;
  const { numInsertedOrUpdatedRows = 0n } = await tx
    .insertInto("snooping_policy")
    .values({ version, policy: sql`${JSON.stringify(rest)}::jsonb`, by_name: by, at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}
