import { payerChanged, type payerOperations } from "@practicum/contracts/billing/payers";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { memberIdForm } from "../domain/member-id-form.ts";
import { findPayer } from "../sql/payers.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "../../application/operation-types.ts";

/** BIL-3: without a version it adds, with one it changes what was seen. */
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
  const before = await tx
    .selectFrom("payer")
    .select("version")
    .where("payer_id", "=", input.payerId)
    .forUpdate()
    .executeTakeFirst();
  if ((before?.version ?? null) !== input.version) return fail("stale-version");
  const version = (before?.version ?? 0) + 1;
  const values = {
    payer_id: input.payerId,
    name: input.name,
    electronic_id: input.electronicId,
    kind: input.kind,
    claim_filing: input.claimFiling,
    filing_days: input.filingDays,
    member_id_pattern: input.memberIdPattern,
    capitated: input.capitated,
    active: input.active,
    version,
  };
  const written = await tx
    .insertInto("payer")
    .values(values)
    .onConflict((conflict) =>
      conflict
        .column("payer_id")
        .doUpdateSet(values)
        .where("payer.version", "=", version - 1),
    )
    .returning("payer_id")
    .executeTakeFirst();
  if (!written) return fail("stale-version");
  const saved = await findPayer(tx, input.payerId);
  if (saved) context.emit(payerChanged, saved);
  return ok({ payerId: input.payerId, version });
}
