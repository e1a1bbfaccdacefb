import type { coverageOperations } from "@practicum/contracts/billing/coverage";
import { fail } from "@practicum/contracts/error";
import { json } from "@practicum/db/json";
import { ok } from "@practicum/kernel/result";
import { checkCoverage } from "../domain/check-coverage.ts";
import { lockPatients } from "../../sql/counters.ts";
import { coveragesOf } from "../sql/coverages.ts";
import { findPayer } from "../sql/payers.ts";
import { tellCoverage } from "./add-coverage.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "../../application/operation-types.ts";

/** BIL-5 to BIL-7; claims that are out keep what they said (BIL-22). */
export async function updateCoverage(
  context: BillingContext,
  input: InputOf<typeof coverageOperations.updateCoverage>,
): ReplyOf<typeof coverageOperations.updateCoverage> {
  const { tx } = context;
  const payer = await findPayer(tx, input.payerId);
  if (!payer) return fail("not-found", { field: "payerId" });
  await lockPatients(tx, [input.patientId]);
  const all = await coveragesOf(tx, input.patientId);
  const before = all.find((one) => one.coverageId === input.coverageId);
  if (!before) return fail("not-found");
  if (before.version !== input.version) return fail("stale-version");
  const checked = checkCoverage({ ...input, priority: before.priority }, payer, all);
  if (!checked.ok) return checked;
  const version = input.version + 1;
  await tx
    .updateTable("coverage")
    .set({
      payer_id: input.payerId,
      member_id: input.memberId,
      group_number: input.groupNumber,
      plan_name: input.planName,
      subscriber: json(input.subscriber),
      from_date: input.from,
      to_date: input.to,
      pcp_npi: input.pcpNpi,
      copay: input.copay,
      version,
    })
    .where("coverage_id", "=", input.coverageId)
    .execute();
  await tellCoverage(context, input.coverageId);
  return ok({ version });
}
