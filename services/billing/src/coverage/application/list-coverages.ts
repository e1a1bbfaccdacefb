import type { coverageOperations } from "@practicum/contracts/billing/coverage";
import { ok } from "@practicum/kernel/result";
import { coveragesOf } from "../sql/coverages.ts";
import { latestEligibility } from "../sql/eligibility.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

export async function listCoverages(
  { tx }: BillingContext,
  input: InputOf<typeof coverageOperations.listCoverages>,
): ReplyOf<typeof coverageOperations.listCoverages> {
  const coverages = await coveragesOf(tx, input.patientId);
  const answers = await latestEligibility(
    tx,
    coverages.map((one) => one.coverageId),
    input.day ?? null,
  );
  return ok(coverages.map((one) => ({ ...one, eligibility: answers.get(one.coverageId) ?? null })));
}

/** What the patient at the tablet sees of the own coverages (SCH-163). */
export async function kioskCoverages(
  { tx }: BillingContext,
  input: InputOf<typeof coverageOperations.kioskCoverages>,
): ReplyOf<typeof coverageOperations.kioskCoverages> {
  const coverages = await coveragesOf(tx, input.patientId);
  return ok(
    coverages.map(({ coverageId, payerName, planName, memberId, groupNumber }) => ({
      coverageId,
      payerName,
      planName,
      memberId,
      groupNumber,
    })),
  );
}
