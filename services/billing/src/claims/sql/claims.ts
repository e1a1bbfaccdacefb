import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import type { Selectable } from "kysely";
import { isFinished, isUnsent } from "../domain/claim-status.ts";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
export type ClaimRow = Omit<Selectable<BillingSchema["claim"]>, "stopped_at" | "due_order">;

type HoldColumn = "held_because" | "held_note" | "held_until" | "held_at" | "held_by";
type VoidColumn = "before_void" | "frequency_before";
type WorkColumn = "owner_id" | "owner_name" | "follow_up_on" | HoldColumn | VoidColumn;

export const CLAIM_COLUMNS = [
  "claim_id",
  "number",
  "encounter_id",
  "coverage_id",
  "payer_id",
  "patient_id",
  "payer_name",
  "payer_order",
  "service_date",
  "provider_name",
  "total",
  "paid",
  "patient_responsibility",
  "denied",
  "status",
  "status_since",
  "filing_deadline",
  "filing_soon",
  "frequency",
  "attempt",
  "payer_claim_number",
  "content",
  "facts",
  "findings",
  "error_count",
  "owner_id",
  "owner_name",
  "follow_up_on",
  "held_because",
  "held_note",
  "held_until",
  "held_at",
  "held_by",
  "before_void",
  "frequency_before",
  "version",
] as const;

export async function findClaim(tx: BillingTx, claimId: string): Promise<ClaimRow | null> {
  return (
    (await tx.selectFrom("claim").select(CLAIM_COLUMNS).where("claim_id", "=", claimId).executeTakeFirst()) ?? null
  );
}

/** Claims in the order in which they are named; unknown ones are left out. */
export async function findClaims(tx: BillingTx, claimIds: readonly string[]): Promise<ClaimRow[]> {
  if (claimIds.length === 0) return [];
  const rows = await tx.selectFrom("claim").select(CLAIM_COLUMNS).where("claim_id", "in", claimIds).execute();
  return claimIds.flatMap((id) => rows.find((row) => row.claim_id === id) ?? []);
}

/** Claims kept from others until the transaction ends; in the order of their ids, so that two callers can't lock each other out. */
export async function lockClaims(tx: BillingTx, claimIds: readonly string[]): Promise<ClaimRow[]> {
  if (claimIds.length === 0) return [];
  return tx
    .selectFrom("claim")
    .select(CLAIM_COLUMNS)
    .where("claim_id", "in", [...new Set(claimIds)])
    .orderBy("claim_id")
    .forUpdate()
    .execute();
}

/** Nothing holds it back. */
export const FREE = { held_because: null, held_note: null, held_until: null, held_at: null, held_by: null };

/** The columns of a claim that change after it was built. */
export type ClaimChange = Partial<
  Pick<
    ClaimRow,
    | "status"
    | "paid"
    | "patient_responsibility"
    | "denied"
    | "payer_claim_number"
    | "payer_id"
    | "payer_name"
    | "filing_deadline"
    | "filing_soon"
    | "provider_name"
    | "content"
    | "facts"
    | "findings"
    | "error_count"
    | "total"
    | "frequency"
    | "attempt"
    | HoldColumn
    | VoidColumn
  >
>;

/** Writes what changed of a claim whose lock the caller holds, and counts its version up. @returns the version it has now. */
export async function changeClaim(
  tx: BillingTx,
  claim: Pick<ClaimRow, "claim_id" | "status">,
  at: Instant,
  { content, facts, findings, ...change }: ClaimChange,
): Promise<number> {
  const moved = change.status !== undefined && change.status !== claim.status;
  const row = await tx
    .updateTable("claim")
    .set((eb) => ({
      ...change,
      ...(content ? { content: json(content) } : {}),
      ...(facts ? { facts: json(facts) } : {}),
      ...(findings ? { findings: json(findings) } : {}),
      ...(moved ? { status_since: at } : {}),
      // BIL-427: nobody looks again at what is finished.
      ...(change.status !== undefined && isFinished(change.status) ? { follow_up_on: null } : {}),
      // BIL-430: what has gone out is not held back.
      ...(change.status !== undefined && !isUnsent(change.status) ? FREE : {}),
      // BIL-300: both are told by what happened first, and are gone from the status once the claim is mended.
      ...(change.status === "needs-correction" ? { stopped_at: eb.fn.coalesce("stopped_at", eb.val(at)) } : {}),
      version: eb("version", "+", 1),
    }))
    .where("claim_id", "=", claim.claim_id)
    .returning("version")
    .executeTakeFirstOrThrow();
  if (moved && change.status === "rejected") await markRejected(tx, claim.claim_id, at);
  return row.version;
}

/** Whose work it is and when somebody looks again. Nothing of the claim itself changes, so a form that is open on it stays good. */
export async function placeClaim(
  tx: BillingTx,
  claimId: string,
  work: Partial<Pick<ClaimRow, "owner_id" | "owner_name" | "follow_up_on">>,
): Promise<void> {
  await tx.updateTable("claim").set(work).where("claim_id", "=", claimId).execute();
}

/** The attempt that was sent last is the one that was rejected. */
async function markRejected(tx: BillingTx, claimId: string, at: Instant): Promise<void> {
  await tx
    .updateTable("claim_submission")
    .set({ rejected_at: at })
    .where("claim_id", "=", claimId)
    .where("rejected_at", "is", null)
    .where("attempt", "=", (eb) => eb.selectFrom("claim").select("attempt").where("claim_id", "=", claimId))
    .execute();
}

export async function insertClaim(
  tx: BillingTx,
  { content, facts, findings, ...row }: Omit<ClaimRow, "version" | WorkColumn>,
): Promise<void> {
  await tx
    .insertInto("claim")
    .values({
      ...row,
      content: json(content),
      facts: json(facts),
      findings: json(findings),
      stopped_at: row.status === "needs-correction" ? row.status_since : null,
      version: 1,
    })
    .execute();
}

/** The people whom claims of these numbers are about. */
export async function patientsOfNumbers(tx: BillingTx, numbers: readonly string[]): Promise<string[]> {
  if (numbers.length === 0) return [];
  const rows = await tx
    .selectFrom("claim")
    .select("patient_id")
    .where("number", "in", [...new Set(numbers)])
    .distinct()
    .execute();
  return rows.map((row) => row.patient_id);
}

/** A visit's claims, kept from others until the transaction ends. */
export async function claimsOfVisit(tx: BillingTx, encounterId: string): Promise<ClaimRow[]> {
  return tx
    .selectFrom("claim")
    .select(CLAIM_COLUMNS)
    .where("encounter_id", "=", encounterId)
    .orderBy("claim_id")
    .forUpdate()
    .execute();
}

/** Where the claims of a visit stand. */
export async function claimStatuses(tx: BillingTx, encounterId: string): Promise<ClaimRow["status"][]> {
  const rows = await tx.selectFrom("claim").select("status").where("encounter_id", "=", encounterId).execute();
  return rows.map((row) => row.status);
}

/** Whether a claim of a visit follows its charges still: it is in the house, and does not say once more what was sent (BIL-489). */
export async function followsCharges(tx: BillingTx, encounterId: string): Promise<boolean> {
  const rows = await tx
    .selectFrom("claim")
    .select("status")
    .where("encounter_id", "=", encounterId)
    .where("frequency", "<>", "8")
    .execute();
  return rows.some((row) => isUnsent(row.status));
}
