import type { billing } from "@practicum/contracts/billing";
import { ok } from "@practicum/kernel/result";
import { coveragesOf } from "../sql/coverages.ts";
import { latestEligibility } from "../sql/eligibility.ts";
import type { BillingContext } from "./context.ts";
import type { InputOf, ReplyOf } from "./operation-types.ts";

export async function listCoverages(
  { tx }: BillingContext,
  input: InputOf<typeof billing.listCoverages>,
): ReplyOf<typeof billing.listCoverages> {
  const coverages = await coveragesOf(tx, input.patientId);
  const answers = await latestEligibility(
    tx,
    coverages.map((one) => one.coverageId),
    input.day ?? null,
  );
  return ok(coverages.map((one) => ({ ...one, eligibility: answers.get(one.coverageId) ?? null })));
}
