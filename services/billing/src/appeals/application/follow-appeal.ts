import type { appealOperations } from "@practicum/contracts/billing/appeals";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { findStaff } from "../../sql/copies.ts";
import { notFrom, OPEN_APPEALS } from "../domain/appeal-state.ts";
import { changeAppeal, lockAppeal } from "../sql/appeals.ts";

/** BIL-188: an open appeal has somebody who follows it, and a day on which somebody looks again. */
export async function followAppeal(
  context: BillingContext,
  input: InputOf<typeof appealOperations.followAppeal>,
): ReplyOf<typeof appealOperations.followAppeal> {
  const { tx } = context;
  const appeal = await lockAppeal(tx, input.appealId);
  if (!appeal) return fail("not-found");
  context.auditPatient(appeal.patient_id);
  if (appeal.version !== input.version) return fail("stale-version");
  if (!OPEN_APPEALS.includes(appeal.status)) return notFrom(appeal.status);
  if (input.followUpOn === null)
    return fail("invalid-input", {
      field: "followUpOn",
      fields: [{ field: "followUpOn", message: "Enter the day on which to look again." }],
    });
  const owner = await findStaff(tx, input.ownerId);
  if (input.ownerId !== null && !owner?.active) return fail("not-found", { field: "ownerId" });
  const version = await changeAppeal(tx, input.appealId, {
    owner_id: input.ownerId,
    owner_name: owner ? `${owner.family}, ${owner.given}` : null,
    follow_up_on: input.followUpOn,
  });
  return ok({ version });
}
