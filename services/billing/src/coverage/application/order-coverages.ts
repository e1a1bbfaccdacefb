import type { coverageOperations } from "@practicum/contracts/billing/coverage";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { overlaps } from "../domain/check-coverage.ts";
import { lockPatients } from "../../sql/counters.ts";
import { coveragesOf, setPriority } from "../sql/coverages.ts";
import { tellCoverage } from "./add-coverage.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

/** BIL-6: the named ones get places 1, 2, 3; others of the same days must not be in the way. */
export async function orderCoverages(
  context: BillingContext,
  input: InputOf<typeof coverageOperations.orderCoverages>,
): ReplyOf<typeof coverageOperations.orderCoverages> {
  const { tx } = context;
  await lockPatients(tx, [input.patientId]);
  const all = await coveragesOf(tx, input.patientId);
  const named = input.coverageIds.map((id) => all.find((one) => one.coverageId === id));
  if (new Set(input.coverageIds).size < input.coverageIds.length)
    return fail("invalid-input", { field: "coverageIds" });
  const others = all.filter((one) => !input.coverageIds.includes(one.coverageId));
  for (const [index, coverage] of named.entries()) {
    if (!coverage) return fail("not-found");
    if (others.some((other) => other.priority === index + 1 && overlaps(other, coverage)))
      return fail("invalid-input", { field: "coverageIds" });
  }
  for (const [index, coverageId] of input.coverageIds.entries()) {
    await setPriority(tx, coverageId, index + 1);
    await tellCoverage(context, coverageId);
  }
  return ok({});
}
