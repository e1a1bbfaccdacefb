import type { ConsentForm, ConsentFormVersion } from "@practicum/contracts/scheduling/consents";
import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type Insertable } from "kysely";
import type { SchedulingTables } from "./tables.ts";

type T = Tx<SchedulingTables>;

const VIEW = sql<ConsentForm>`f.form_id as "formId", f.version, f.kind, f.title_en as "titleEn", f.title_es as "titleEs",
  f.body_en as "bodyEn", f.body_es as "bodyEs", f.months, f.active`;

/** Each form in its newest version. */
export async function newestForms(tx: T): Promise<ConsentForm[]> {
  const { rows } = await sql<ConsentForm>`select ${VIEW} from consent_form f
    where f.version = (select max(g.version) from consent_form g where g.form_id = f.form_id)
    order by f.form_id`.execute(tx);
  return rows;
}

export async function formAt(tx: T, formId: string, version: number): Promise<ConsentForm | undefined> {
  const { rows } = await sql<ConsentForm>`select ${VIEW} from consent_form f
    where f.form_id = ${formId} and f.version = ${version}`.execute(tx);
  return rows[0];
}

/** All versions of a form, the newest first. */
export async function versionsOf(tx: T, formId: string): Promise<ConsentFormVersion[]> {
  // limit: none; a form has as many versions as its practice has changed its words.
  const { rows } = await sql<ConsentFormVersion>`select ${VIEW}, f.counts_from as "countsFrom", f.saved_at as "savedAt",
      f.saved_by as "savedBy", (select count(*)::int from signed_consent s
        where s.form_id = f.form_id and s.version = f.version) as signed
    from consent_form f where f.form_id = ${formId} order by f.version desc`.execute(tx);
  return rows;
}

/** The newest version's number and from which one signatures count, kept from others; 0 of a form that is not there. */
export async function lockNewest(tx: T, formId: string): Promise<{ readonly newest: number; readonly from: number }> {
  await sql`select pg_advisory_xact_lock(hashtext(${`consent form ${formId}`}))`.execute(tx);
  const { rows } = await sql<{ newest: number; from: number }>`select version as newest, counts_from as from
    from consent_form where form_id = ${formId} order by version desc limit 1`.execute(tx);
  return rows[0] ?? { newest: 0, from: 0 };
}

export async function insertForm(
  tx: T,
  form: ConsentForm & { readonly countsFrom: number },
  by: { readonly at: Instant; readonly name: string },
): Promise<void> {
  await tx
    .insertInto("consent_form")
    .values({
      form_id: form.formId,
      version: form.version,
      kind: form.kind,
      title_en: form.titleEn,
      title_es: form.titleEs,
      body_en: form.bodyEn,
      body_es: form.bodyEs,
      months: form.months,
      active: form.active,
      saved_at: by.at,
      saved_by: by.name,
      counts_from: form.countsFrom,
    })
    .execute();
}

/** Forms in use that the patient has not signed in a version that counts, or not so that it counts on that day (SCH-172, SCH-200). */
export async function formsDue(tx: T, patientId: string, today: LocalDate): Promise<ConsentForm[]> {
  const { rows } = await sql<ConsentForm>`select ${VIEW} from consent_form f
    where f.active and f.version = (select max(g.version) from consent_form g where g.form_id = f.form_id)
      and not exists (select 1 from signed_consent s where s.patient_id = ${patientId} and s.form_id = f.form_id
        and s.version >= f.counts_from and (s.until is null or s.until >= ${today}::date))
    order by f.form_id`.execute(tx);
  return rows;
}

export async function insertSigned(tx: T, row: Insertable<SchedulingTables["signed_consent"]>): Promise<void> {
  await tx.insertInto("signed_consent").values(row).execute();
}

function signed(tx: T) {
  return (
    tx
      .selectFrom("signed_consent as s")
      .innerJoin("consent_form as f", (join) =>
        join.onRef("f.form_id", "=", "s.form_id").onRef("f.version", "=", "s.version"),
      )
      .selectAll("s")
      .select(["f.title_en", "f.title_es", "f.body_en", "f.body_es"])
      // In whose record it was signed, which its seal names; a merge may have brought it to another since (SCH-126).
      .select(
        sql<string>`coalesce((select o.patient_id from patient_origin o
        where o.table_name = 'signed_consent' and o.key = s.consent_id::text), s.patient_id)`.as("signed_in"),
      )
  );
}
export type SignedRow = Awaited<ReturnType<ReturnType<typeof signed>["executeTakeFirstOrThrow"]>>;

export async function signedBy(tx: T, patientId: string): Promise<SignedRow[]> {
  return signed(tx)
    .where("s.patient_id", "=", patientId)
    .orderBy("s.signed_at", "desc")
    .orderBy("s.consent_id", "desc")
    .execute();
}

export async function signedAt(tx: T, handoverId: string): Promise<SignedRow[]> {
  return signed(tx).where("s.handover_id", "=", handoverId).orderBy("s.consent_id").execute();
}

export async function signedOne(tx: T, patientId: string, consentId: string): Promise<SignedRow | undefined> {
  return signed(tx).where("s.patient_id", "=", patientId).where("s.consent_id", "=", consentId).executeTakeFirst();
}
