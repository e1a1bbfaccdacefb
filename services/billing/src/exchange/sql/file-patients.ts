import type { Tx } from "@practicum/db/db";
import { sql } from "kysely";
import type { FileSubjects } from "../domain/file-subjects.ts";
import type { BillingSchema } from "../../sql/schema.ts";

/**
 * The patients of a file: by the claims that went out in it, are named in it, or went out in a file that it answers; by the
 * remittances it brought; and by the questions whose traces it holds.
 */
export async function patientsOfFile(
  tx: Tx<BillingSchema>,
  fileId: string,
  { claimNumbers, traces, answeredControls }: FileSubjects,
): Promise<string[]> {
  const { rows } = await sql<{ patient_id: string }>`
    select c.patient_id from claim_submission s join claim c using (claim_id) where s.file_id = ${fileId}
    union select c.patient_id from exchange_file f join claim_submission s using (file_id) join claim c using (claim_id)
      where f.direction = 'out' and f.control_number = any(${answeredControls}::bigint[])
    union select p.patient_id from remittance r join remittance_claim p using (remittance_id)
      where r.file_id = ${fileId} and p.patient_id is not null
    union select patient_id from claim where number = any(${claimNumbers}::text[])
    union select patient_id from appeal_letter where file_id = ${fileId}
    union select a.patient_id from appeal_answer x join appeal a using (appeal_id) where x.file_id = ${fileId}
    union select c.patient_id from claim_inquiry q join claim c using (claim_id)
      where q.trace = any(${traces}::text[]) or q.file_id = ${fileId} or q.answer_file_id = ${fileId}
    union select patient_id from eligibility where trace = any(${traces}::text[])`.execute(tx);
  return rows.map((row) => row.patient_id);
}
