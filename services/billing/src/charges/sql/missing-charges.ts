// limits: each page says where the next one goes on.
import type { MissingChargeKind } from "@practicum/contracts/billing/missing-charges";
import { GIVEN_FOR_DAYS, NO_NOTE_AFTER_DAYS, UNSIGNED_AFTER_DAYS } from "@practicum/contracts/billing/missing-charges";
import { plainPattern } from "@practicum/db/list-search";
import type { Tx } from "@practicum/db/db";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { sql, type RawBuilder } from "kysely";
import { decodePlace, encodePlace } from "../../domain/paging.ts";
import type { ClaimWord } from "../../claims/domain/claim-search.ts";
import { patientsNamed } from "../../sql/patients-named.ts";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;

export interface MissingRow {
  readonly kind: MissingChargeKind;
  readonly key: string;
  readonly patient_id: string;
  readonly encounter_id: string | null;
  readonly service_date: LocalDate;
  readonly stage: "review" | "released" | "sent" | null;
  readonly what: string;
  readonly code: string | null;
  readonly units: number;
  readonly amount: number | null;
  /** Whose turn it is; null is the biller's. */
  readonly staff_id: string | null;
  readonly answer_id: string | null;
  readonly because: string | null;
  readonly answered_by: string | null;
  readonly answered_at: string | null;
}

export interface WantedMissing {
  readonly answered: boolean;
  readonly words: readonly ClaimWord[];
  readonly today: LocalDate;
}

/** The price in force on a day (BIL-11), inside of a row of its own code and day. */
const priceOf = (code: RawBuilder<unknown>, on: RawBuilder<unknown>) => sql`(
  select p.price from price p where p.code = ${code} and p.from_date <= ${on} and p.voided_because is null
  order by p.from_date desc limit 1)`;

/** By what a charge answers to something given, as `familyOf` of the domain says it. */
const family = sql`case when c.code in ('90460', '90471', '90472', '90473', '90474', '90480', 'G0008', 'G0009', 'G0010')
  then 'vaccine-giving' else c.code end`;

/**
 * What nobody charges for yet (BIL-252). Visits that have no note or no signature; notes that wait for the co-signature or name nothing to
 * charge; what a patient was given on a day beyond what is charged for that day, once the visit's note is signed or where there is no visit;
 * and what is charged beyond what was given, where something of it was struck.
 */
function missing(today: LocalDate): RawBuilder<unknown> {
  const noteDue = addDays(today, -NO_NOTE_AFTER_DAYS);
  const signatureDue = addDays(today, -UNSIGNED_AFTER_DAYS);
  const givenFrom = addDays(today, -GIVEN_FOR_DAYS);
  return sql`
    select case when s.started_at is null then 'no-note' else 'unsigned' end as kind, s.encounter_id::text as key,
      s.patient_id, s.encounter_id, s.service_date, s.visit_type as what, null::text as code, 1 as units,
      null::bigint as amount, s.provider_id as staff_id
    from visit_seen s
    where s.signed_at is null and s.dropped_at is null and s.patient_id is not null
      and s.service_date <= case when s.started_at is null then ${noteDue}::date else ${signatureDue}::date end
    union all
    select 'not-cosigned', v.encounter_id::text, v.patient_id, v.encounter_id, v.service_date, 'Note',
      null, 1, (select sum(c.amount)::bigint from charge c where c.encounter_id = v.encounter_id and c.status <> 'reversed'),
      v.supervisor_id
    from visit v left join cosignature k on k.encounter_id = v.encounter_id
    where v.released_at is null and v.supervisor_id is not null and k.encounter_id is null
      and v.service_date <= ${signatureDue}::date
    union all
    select 'no-charge', v.encounter_id::text, v.patient_id, v.encounter_id, v.service_date, 'Signed note', null, 1, null, null
    from visit v
    where v.released_at is null and not exists (
      select 1 from charge c where c.encounter_id = v.encounter_id and c.status <> 'reversed')
    union all
    select case when f.given > f.charged then 'given' else 'struck' end,
      concat_ws(' ', f.patient_id::text, f.service_date::text, f.family), f.patient_id, f.encounter_id, f.service_date,
      f.what, f.code, abs(f.given - f.charged)::int,
      abs(f.given - f.charged) * ${priceOf(sql`f.code`, sql`f.service_date`)}, null
    from (
      select g.patient_id, g.service_date, l.family, min(l.code) as code, string_agg(distinct l.label, ', ') as what,
        (array_agg(g.encounter_id order by g.given_at) filter (where g.encounter_id is not null))[1] as encounter_id,
        coalesce(sum(l.units) filter (where k.given_id is null), 0) as given, bool_or(k.given_id is not null) as struck,
        (select coalesce(sum(c.units), 0) from charge c join visit v on v.encounter_id = c.encounter_id
          where v.patient_id = g.patient_id and v.service_date = g.service_date and c.status <> 'reversed'
            and ${family} = l.family) as charged
      from given g join given_line l on l.given_id = g.given_id left join given_struck k on k.given_id = g.given_id
      where g.service_date >= ${givenFrom}::date
        and (g.encounter_id is null or exists (select 1 from visit v where v.encounter_id = g.encounter_id))
      group by g.patient_id, g.service_date, l.family
    ) f
    where f.given > f.charged or (f.struck and f.charged > f.given)`;
}

/** How far the charges of the row's visit are. */
const STAGE = sql`(select case when v.released_at is null then 'review'
  when exists (select 1 from charge c where c.encounter_id = v.encounter_id and c.status = 'released') then 'released'
  else 'sent' end from visit v where v.encounter_id = m.encounter_id)`;

const PLACE = sql`m.kind || ' ' || m.key`;

function conditions({ answered, words }: WantedMissing): RawBuilder<unknown> {
  const fits = words.map(({ word, code, serviceDate }) => {
    const inside = `%${plainPattern(word)}%`;
    return sql`and (m.patient_id in ${patientsNamed(word)} or m.what ilike ${inside} or m.code = ${code}
      or m.service_date = ${serviceDate}::date)`;
  });
  return sql`(a.answer_id is not null) = ${answered} ${sql.join(fits, sql` `)}`;
}

const FROM = (today: LocalDate) => sql`from (${missing(today)}) m
  left join missing_charge_answer a on a.kind = m.kind and a.key = m.key and a.withdrawn_at is null`;

/** A page of them, the oldest first. */
export async function missingPage(
  tx: BillingTx,
  ask: WantedMissing & { readonly limit: number; readonly before: string | null },
): Promise<{ readonly rows: MissingRow[]; readonly next: string | null }> {
  const after = decodePlace(ask.before);
  const later = after ? sql`and (m.service_date, ${PLACE}) > (${after.first}::date, ${after.second}::text)` : sql``;
  const { rows: found } = await sql<MissingRow>`
    select m.kind, m.key, m.patient_id, m.encounter_id, m.service_date, ${STAGE} as stage, m.what, m.code, m.units, m.amount, m.staff_id,
      a.answer_id, a.because, a.by_name as answered_by, a.at as answered_at
    ${FROM(ask.today)}
    where ${conditions(ask)} ${later}
    order by m.service_date, ${PLACE}
    limit ${ask.limit + 1}`.execute(tx);
  const rows = found.slice(0, ask.limit);
  const last = found.length > ask.limit ? rows.at(-1) : undefined;
  return { rows, next: last ? encodePlace({ first: last.service_date, second: `${last.kind} ${last.key}` }) : null };
}

/** How many are missing, what those come to whose price is known, and the day of the oldest. */
export async function missingTotals(
  tx: BillingTx,
  wanted: WantedMissing,
): Promise<{ count: number; amount: number; oldest: LocalDate | null }> {
  const { rows } = await sql<{ count: number; amount: number; oldest: LocalDate | null }>`
    select count(*)::int as count, coalesce(sum(m.amount), 0)::bigint as amount, min(m.service_date) as oldest
    ${FROM(wanted.today)} where ${conditions(wanted)}`.execute(tx);
  return rows[0] ?? { count: 0, amount: 0, oldest: null };
}

/** Whether such a thing is missing now, of this patient. */
export async function isMissing(
  tx: BillingTx,
  one: { readonly kind: string; readonly key: string; readonly patientId: string },
  today: LocalDate,
): Promise<boolean> {
  const { rows } = await sql<{ found: number }>`
    select 1 as found from (${missing(today)}) m
    where m.kind = ${one.kind} and m.key = ${one.key} and m.patient_id = ${one.patientId}::uuid`.execute(tx);
  return rows.length > 0;
}

type Answer = BillingSchema["missing_charge_answer"];

/** @returns false when somebody has answered it, or the id is another answer's. */
export async function insertAnswer(
  tx: BillingTx,
  answer: Omit<Answer, "withdrawn_at" | "withdrawn_by">,
): Promise<boolean> {
  const row = await tx
    .insertInto("missing_charge_answer")
    .values({ ...answer, withdrawn_at: null, withdrawn_by: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning("answer_id")
    .executeTakeFirst();
  return row !== undefined;
}

/** False when it is no answer of this patient's that stands. */
export async function withdrawAnswer(
  tx: BillingTx,
  which: { readonly answerId: string; readonly patientId: string },
  by: { readonly at: string; readonly name: string },
): Promise<boolean> {
  const row = await tx
    .updateTable("missing_charge_answer")
    .set({ withdrawn_at: by.at, withdrawn_by: by.name })
    .where("answer_id", "=", which.answerId)
    .where("patient_id", "=", which.patientId)
    .where("withdrawn_at", "is", null)
    .returning("answer_id")
    .executeTakeFirst();
  return row !== undefined;
}
