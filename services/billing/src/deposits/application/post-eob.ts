import { depositChanged, type depositOperations } from "@practicum/contracts/billing/deposits";
import { fail } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { findClaims } from "../../claims/sql/claims.ts";
import { post } from "../../ledger/application/post.ts";
import { opposite, posting } from "../../ledger/domain/ledger.ts";
import { postAs } from "../../remittance/application/post-remittance.ts";
import { reversePosting } from "../../remittance/application/reverse-posting.ts";
import { claimWithDecision } from "../../remittance/sql/family.ts";
import { claimsOfRemittance, findRemittance, markReturned, voidPaper } from "../../remittance/sql/remittances.ts";
import { entriesOfSource } from "../../ledger/sql/ledger.ts";
import { lockPatients } from "../../sql/counters.ts";
import { remittanceOfEob, type ClaimOfEob } from "../domain/paper-eob.ts";
import { changeCheck, findCheck, unbankedOf } from "../sql/deposits.ts";

/** BIL-101: load, decide, write. What is keyed from paper is posted by the same path as an 835. */
export async function postEob(
  context: BillingContext,
  input: InputOf<typeof depositOperations.postEob>,
): ReplyOf<typeof depositOperations.postEob> {
  const { tx, ids, now } = context;
  const check = await findCheck(tx, input.checkId);
  if (!check) return fail("not-found");
  if (check.state !== "waits" || check.payer_id === null) return fail("already-posted");
  if (check.version !== input.version) return fail("stale-version");
  if ((await unbankedOf(tx, check)).length > 0) return fail("already-recorded", { field: "checkId" });
  const claims = await claimsOfEob(
    context,
    input.claims.map((one) => one.claimId),
  );
  const decided = remittanceOfEob(
    {
      payerName: must(check.payer_name),
      payerCode: must(check.electronic_id),
      number: check.number,
      amount: check.amount,
      depositedOn: check.deposited_on,
    },
    input,
    claims,
  );
  if (!decided.ok) return decided;
  const remittanceId = ids.next<"remittance">();
  const outcome = await postAs(context, decided.value, { remittanceId, fileId: null, source: "paper" });
  if (outcome !== "posted") return fail("already-recorded", { field: "checkId" });
  if (!(await changeCheck(tx, check, { state: "paper", remittance_id: remittanceId }))) return fail("stale-version");
  context.emit(depositChanged, { depositId: check.deposit_id, at: now });
  const { posted, exceptions } = must(await findRemittance(tx, remittanceId));
  return ok({ remittanceId, posted, waits: exceptions });
}

async function claimsOfEob(
  context: BillingContext,
  claimIds: readonly string[],
): Promise<ReadonlyMap<string, ClaimOfEob>> {
  const { tx } = context;
  const seen = await findClaims(tx, claimIds);
  for (const claim of seen) context.auditPatient(claim.patient_id);
  await lockPatients(
    tx,
    seen.map((claim) => claim.patient_id),
  );
  const claims = await claimWithDecision(tx, claimIds);
  return new Map(
    claims.map(({ row, decision }) => [
      row.claim_id,
      {
        claimId: row.claim_id,
        number: row.number,
        order: row.payer_order,
        total: row.total,
        claimFiling: row.content.payer.claimFiling,
        memberId: row.content.coverage.memberId,
        patientName: row.content.patient.name,
        serviceDate: row.service_date,
        lines: row.content.lines,
        standing: decision?.payment ?? null,
      },
    ]),
  );
}

/**
 * BIL-103: a paper EOB is taken back as a whole: each decision as by hand (BIL-95), then the money that came with it. Its check waits
 * again, with all that was keyed.
 */
export async function reverseEob(
  context: BillingContext,
  input: InputOf<typeof depositOperations.reverseEob>,
): ReplyOf<typeof depositOperations.reverseEob> {
  const { tx, now, ids } = context;
  const check = await findCheck(tx, input.checkId);
  if (!check) return fail("not-found");
  if (check.state !== "paper" || check.remittance_id === null) return fail("already-posted");
  const remittanceId = check.remittance_id;
  const rows = await claimsOfRemittance(tx, remittanceId);
  // Whoever sent a part back has to take it up again before: that money is not in the clearing account.
  if (rows.some((row) => row.returned_as !== null)) return fail("already-posted");
  await lockPatients(
    tx,
    rows.flatMap((row) => row.patient_id ?? []),
  );
  const { because } = input;
  for (const row of rows.toReversed()) {
    if (!row.posted) continue;
    const reversed = await reversePosting(context, { remittanceClaimId: row.remittance_claim_id, because });
    if (!reversed.ok) return reversed;
  }
  const words = `EOB reversed: ${because}`;
  const deposit = await entriesOfSource(tx, { kind: "remittance", id: remittanceId });
  const source = { kind: "remittance" as const, id: remittanceId };
  await post(context, posting(`remittance-undone:${remittanceId}`, source, opposite(deposit, words, "BIL-103")));
  for (const row of rows) await markReturned(tx, row.remittance_claim_id, "sent-back", words);
  await voidPaper(tx, remittanceId, ids.next());
  const change = { state: "waits" as const, remittance_id: null, reposted: check.reposted + 1 };
  if (!(await changeCheck(tx, check, change))) return fail("stale-version");
  context.emit(depositChanged, { depositId: check.deposit_id, at: now });
  return ok({});
}
