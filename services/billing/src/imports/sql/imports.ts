import type { Tx } from "@practicum/db/db";
import { sql } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;

/** Keeps the newest of what scheduling says of a number (BIL-1). */
export async function keepNumber(
  tx: BillingTx,
  number: { readonly system: string; readonly oldNumber: string; readonly patientId: string; readonly known: boolean },
  asOf: string,
): Promise<void> {
  await sql`
    insert into patient_number (system, old_number, patient_id, known, as_of)
    values (${number.system}, ${number.oldNumber}, ${number.patientId}::uuid, ${number.known}, ${asOf})
    on conflict (system, old_number) do update set patient_id = excluded.patient_id, known = excluded.known, as_of = excluded.as_of
    where patient_number.as_of < excluded.as_of`.execute(tx);
}

/** Who has these numbers of a system, of those whom billing knows. */
export async function patientsByNumber(
  tx: BillingTx,
  system: string,
  oldNumbers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ old_number: string; patient_id: string }>`
    select n.old_number, n.patient_id from patient_number n join patient_copy p on p.patient_id = n.patient_id
    where n.system = ${system} and n.old_number = any(${oldNumbers}::text[]) and n.known`.execute(tx);
  return new Map(rows.map((row) => [row.old_number, row.patient_id]));
}

export async function insertOpeningVisit(
  tx: BillingTx,
  row: { readonly encounterId: string; readonly importId: string; readonly patientId: string },
): Promise<void> {
  await tx
    .insertInto("opening_visit")
    .values({ encounter_id: row.encounterId, import_id: row.importId, patient_id: row.patientId })
    .execute();
}

/** Whether anything was done with a balance since it was brought over: posted, asked for, or agreed on. */
export async function openingUsed(tx: BillingTx, encounterId: string): Promise<string | null> {
  const { rows } = await sql<{ posted: boolean; asked: boolean; planned: boolean }>`
    select exists (select 1 from ledger_entry e join ledger_transaction t on t.transaction_id = e.transaction_id
        where e.encounter_id = ${encounterId}::uuid and t.source_id <> ${encounterId}) as posted,
      exists (select 1 from statement_visit where encounter_id = ${encounterId}::uuid) as asked,
      exists (select 1 from payment_plan where ${encounterId}::uuid = any(encounter_ids)) as planned`.execute(tx);
  const [found] = rows;
  if (found?.posted) return "Money was posted to it since. Reverse that first, or keep the balance.";
  if (found?.asked) return "A statement asked for it. Keep it, or write it off with a reason.";
  if (found?.planned) return "It is part of a payment plan. End the plan first, or keep the balance.";
  return null;
}

/** Why a coverage that was brought over can't be taken back; null where nothing was done with it. */
export async function coverageUsed(tx: BillingTx, coverageId: string): Promise<string | null> {
  const { rows } = await sql<{ changed: boolean; claimed: boolean; asked: boolean; permitted: boolean }>`
    select c.version <> 1 as changed,
      exists (select 1 from claim where coverage_id = c.coverage_id) as claimed,
      exists (select 1 from eligibility where coverage_id = c.coverage_id) as asked,
      exists (select 1 from permit where coverage_id = c.coverage_id) as permitted
    from coverage c where c.coverage_id = ${coverageId}::uuid`.execute(tx);
  const [found] = rows;
  if (!found || found.changed) return "It was changed since. End it on the patient's insurance page if it is wrong.";
  if (found.claimed) return "A claim names it. End it on the patient's insurance page if it is wrong.";
  if (found.asked) return "The payer was asked about it. End it on the patient's insurance page if it is wrong.";
  if (found.permitted) return "A referral or an authorization names it.";
  return null;
}

/** It stays as a row; no list and no claim finds it. */
export async function withdrawCoverage(tx: BillingTx, coverageId: string, at: string): Promise<void> {
  await sql`update coverage set withdrawn_at = ${at}, version = version + 1 where coverage_id = ${coverageId}::uuid`.execute(
    tx,
  );
}

/** Whether billing has nothing about a patient but what imports brought and took back. */
export async function nothingLeft(tx: BillingTx, patientId: string): Promise<boolean> {
  const { rows } = await sql<{ left: boolean }>`
    select exists (select 1 from coverage where patient_id = ${patientId}::uuid and withdrawn_at is null)
      or exists (select 1 from payment where patient_id = ${patientId}::uuid)
      or exists (select 1 from visit v where v.patient_id = ${patientId}::uuid
        and not exists (select 1 from opening_visit o where o.encounter_id = v.encounter_id))
      or exists (select 1 from balance_now where patient_id = ${patientId}::uuid and amount <> 0)
      or exists (select 1 from permit where patient_id = ${patientId}::uuid)
      or exists (select 1 from statement where patient_id = ${patientId}::uuid) as left`.execute(tx);
  return rows[0]?.left === false;
}
