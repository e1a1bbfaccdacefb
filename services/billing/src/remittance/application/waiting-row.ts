import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import { patientsOfNumbers } from "../../claims/sql/claims.ts";
import type { BillingContext } from "../../application/context.ts";
import { lockPatients } from "../../sql/counters.ts";
import { findRemittanceClaim, lockRemittanceClaim, type ReceivedRow } from "../sql/remittances.ts";

/**
 * A payer's decision that is not posted, kept from others until the transaction ends. The accounts that it may be about are locked
 * before it, as everywhere.
 */
export async function lockWaiting(
  context: BillingContext,
  remittanceClaimId: string,
  claimPatientId: string | null = null,
): Promise<Result<ReceivedRow, DomainError>> {
  const { tx } = context;
  const seen = await findRemittanceClaim(tx, remittanceClaimId);
  if (!seen) return fail("not-found");
  const patients = [
    ...(await patientsOfNumbers(tx, [seen.claim_number])),
    ...(seen.patient_id === null ? [] : [seen.patient_id]),
    ...(claimPatientId === null ? [] : [claimPatientId]),
  ];
  for (const patientId of patients) context.auditPatient(patientId);
  await lockPatients(tx, patients);
  const row = await lockRemittanceClaim(tx, remittanceClaimId);
  if (!row) return fail("not-found");
  return row.posted || row.returned_as !== null ? fail("already-posted") : ok(row);
}
