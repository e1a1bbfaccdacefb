import type { eligibilityOperations } from "@practicum/contracts/billing/eligibility";
import { appointmentBooked } from "@practicum/contracts/scheduling/appointments";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { consumer } from "@practicum/service/define-service";
import type { BillingPorts } from "../../exchange/ports/clearinghouse.ts";
import { coveragesInForce, findCoverage } from "../sql/coverages.ts";
import type { BillingSchema } from "../../sql/schema.ts";
import { askEligibility } from "./ask-eligibility.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

/** BIL-8. */
export async function checkEligibility(
  context: BillingContext,
  input: InputOf<typeof eligibilityOperations.checkEligibility>,
): ReplyOf<typeof eligibilityOperations.checkEligibility> {
  const coverage = await findCoverage(context.tx, input.coverageId);
  if (!coverage || coverage.patientId !== input.patientId) return fail("not-found");
  const status = await askEligibility(context, {
    eligibilityId: input.eligibilityId,
    coverage,
    patientId: input.patientId,
    serviceDate: input.serviceDate,
  });
  return ok({ eligibilityId: input.eligibilityId, status });
}

/** BIL-9: a booked visit asks for the coverage that is billed first that day. */
export const askOnBooking = consumer<BillingSchema, BillingPorts, typeof appointmentBooked.payload>(
  appointmentBooked,
  async (context, visit) => {
    const inForce = await coveragesInForce(context.tx, [{ patientId: visit.patientId, on: visit.date }]);
    const coverage = inForce(visit.patientId, visit.date)[0];
    if (!coverage) return;
    const eligibilityId = context.ids.next();
    await askEligibility(context, { eligibilityId, coverage, patientId: visit.patientId, serviceDate: visit.date });
  },
);
