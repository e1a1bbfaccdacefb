import type { Tx } from "@practicum/db/db";
import { sql } from "kysely";
import type { MessagingSchema } from "../../sql/tables.ts";

/** Whatever bars a member `m`: the own number, or the patient that it is. */
const barredBy = sql`(d.phone = any (m.phones) or d.patient_id = m.patient_id)`;

/**
 * MSG-62: who asked not to be called is called under neither record while they are one; whom only the other record barred may be called again when
 * they are two.
 */
export async function followCallsOfMerged(tx: Tx<MessagingSchema>, patientIds: readonly string[]): Promise<void> {
  await sql`update member m set state = 'do-not-call', stopped_by = d.attempt_id from do_not_call d
    where m.state = 'waiting' and m.patient_id = any(${patientIds}::uuid[]) and d.patient_id = m.patient_id`.execute(
    tx,
  );
  await sql`update member m set state = 'waiting', stopped_by = null
    where m.state = 'do-not-call' and m.patient_id = any(${patientIds}::uuid[])
      and exists (select from do_not_call d where d.attempt_id = m.stopped_by and d.patient_id <> m.patient_id)
      and not exists (select from do_not_call d where ${barredBy})
      and not exists (select from attempt a where a.attempt_id = m.stopped_by and a.member_id = m.member_id)`.execute(
    tx,
  );
}
