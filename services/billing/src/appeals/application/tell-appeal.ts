import { appealChanged } from "@practicum/contracts/billing/appeals";
import type { BillingContext } from "../../application/context.ts";
import type { AppealRecord } from "../sql/appeals.ts";

/** Tells the others where an appeal stands. */
export function tellAppeal(context: BillingContext, appeal: AppealRecord, status = appeal.status): void {
  context.emit(appealChanged, {
    appealId: appeal.appeal_id,
    denialId: appeal.denial_id,
    claimId: appeal.claim_id,
    patientId: appeal.patient_id,
    level: appeal.level,
    status,
  });
}
