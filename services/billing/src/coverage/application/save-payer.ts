import { payerChanged, type payerOperations } from "@practicum/contracts/billing/payers";
import { appealsOfKind } from "@practicum/contracts/billing/appeal-policy";
import { rulesOfKind } from "@practicum/contracts/billing/payer-rules";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { memberIdForm } from "../domain/member-id-form.ts";
import { findPayer, payerLike, lockPayerVersion, writePayer } from "../sql/payers.ts";
import { decideRules, keepNewRules } from "./keep-payer-rules.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

const TWICE = {
  name: "Another payer has this name. Open that one instead.",
  electronicId: "Another payer has this payer ID. Open that one instead.",
};

/** BIL-117: the same payer is there once. BIL-3: without a version it adds, with one it changes what was seen. */
export async function savePayer(
  context: BillingContext,
  input: InputOf<typeof payerOperations.savePayer>,
): ReplyOf<typeof payerOperations.savePayer> {
  const { tx } = context;
  const form = input.memberIdPattern === null ? null : memberIdForm(input.memberIdPattern);
  if (form?.ok === false)
    return fail("invalid-input", {
      field: "memberIdPattern",
      fields: [{ field: "memberIdPattern", message: form.error }],
    });
  const twin = await payerLike(tx, input);
  if (twin !== null) return fail("already-recorded", { field: twin, fields: [{ field: twin, message: TWICE[twin] }] });
  const before = await lockPayerVersion(tx, input.payerId);
  if (before !== input.version) return fail("stale-version");
  const version = (before ?? 0) + 1;
  // BIL-131: what it accepts is kept with the payer; a new one begins with what its kind mostly asks for.
  const known = await findPayer(tx, input.payerId);
  const rules = input.rules ?? known?.rules ?? rulesOfKind(input.kind);
  const appeals = input.appeals ?? known?.appeals ?? appealsOfKind(input.kind);
  const rulesKept = await decideRules(context, known, rules, input.tried);
  if (!rulesKept.ok) return rulesKept;
  if (!(await writePayer(tx, { ...input, rules, appeals, version }))) return fail("stale-version");
  if (rulesKept.value.changed) await keepNewRules(context, { ...input, version }, rules, rulesKept.value);
  const saved = await findPayer(tx, input.payerId);
  if (saved) context.emit(payerChanged, saved);
  return ok({ payerId: input.payerId, version });
}
