import type { LocalDate } from "@practicum/kernel/local-date";
import { must } from "@practicum/kernel/assert";
import { denialResolved } from "@practicum/contracts/billing/denials";
import type { BillingContext } from "../../application/context.ts";
import { changeDenial, lockDenial } from "../../denials/sql/denials.ts";
import type { AppealStep } from "../domain/appeal-state.ts";
import { changeAppeal, type AppealRow } from "../sql/appeals.ts";
import { tellAppeal } from "./tell-appeal.ts";

type Change = Parameters<typeof changeAppeal>[2];

/**
 * Moves an appeal, and its refusal with it, in one transaction: so the two never say different things (BIL-180).
 * @param deadline the refusal's, where the step changes it.
 * @returns the appeal's version.
 */
export async function takeAppealStep(
  context: BillingContext,
  appeal: AppealRow,
  step: AppealStep,
  more: Change & { readonly deadline?: LocalDate | null },
): Promise<number> {
  const { tx } = context;
  const { deadline, ...change } = more;
  const { status, followUpOn } = step;
  const version = await changeAppeal(tx, appeal.appeal_id, { status, follow_up_on: followUpOn, ...change });
  tellAppeal(context, appeal, status);
  const denial = must(await lockDenial(tx, appeal.denial_id));
  const goes =
    (step.denial === "appealed" && denial.status === "open") ||
    (step.denial === "open" && denial.status === "appealed");
  if (step.denial === null || !goes) return version;
  const note = `${appeal.level_name}: ${status}`;
  await changeDenial(tx, denial.denial_id, {
    status: step.denial,
    note,
    ...(deadline === undefined ? {} : { deadline }),
  });
  if (step.denial === "appealed") {
    const { denial_id: denialId, claim_id: claimId, patient_id: patientId } = denial;
    context.emit(denialResolved, { denialId, claimId, patientId, status: "appealed" });
  }
  return version;
}
