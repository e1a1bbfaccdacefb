import { planRestrictionChanged } from "@practicum/contracts/charting/privacy-requests";
import { consumer } from "@practicum/service/define-service";
import type { BillingPorts } from "../../exchange/ports/clearinghouse.ts";
import type { BillingSchema } from "../../sql/schema.ts";
import { keepPlanRestriction } from "../sql/plan-restrictions.ts";

/** BIL-410: what a patient pays in full and keeps from the plan is the patient's, from the moment the practice agrees. */
export const followPlanRestriction = consumer<BillingSchema, BillingPorts, typeof planRestrictionChanged.payload>(
  planRestrictionChanged,
  async ({ tx }, { requestId, patientId, order, stands, from, until }) =>
    keepPlanRestriction(tx, {
      request_id: requestId,
      patient_id: patientId,
      heard: order,
      stands,
      from_date: from,
      until_date: until,
    }),
);
