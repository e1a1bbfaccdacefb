import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Selectable } from "kysely";
import type { WriteOffReason } from "../domain/write-off-policy.ts";
import { isOpenDenial, type DenialStatus } from "../domain/denial-policy.ts";
import type { DeniedAmount } from "../../remittance/domain/decide-posting.ts";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;

/** Denials with the claim and visit that they are about. */
export function denials(tx: BillingTx) {
  return tx
    .selectFrom("denial as d")
    .innerJoin("claim as c", "c.claim_id", "d.claim_id")
    .innerJoin("visit as v", "v.encounter_id", "c.encounter_id")
    .innerJoin("remittance_claim as rc", "rc.remittance_claim_id", "d.remittance_claim_id")
    .select([
      "d.denial_id",
      "d.claim_id",
      "d.patient_id",
      "d.amount",
      "d.adjustment_group",
      "d.reason",
      "d.remarks",
      "d.codes",
      "d.status",
      "d.deadline",
      "d.opened_at",
      "d.owner_id",
      "d.owner_name",
      "d.follow_up_on",
      "d.version",
      "c.number",
      "c.payer_name",
      "c.service_date",
      "c.provider_name",
      "c.content",
      "c.encounter_id",
      "c.coverage_id",
      "v.provider_id",
      "rc.remittance_id",
    ]);
}

export type DenialRow = Awaited<ReturnType<ReturnType<typeof denials>["executeTakeFirstOrThrow"]>>;

export async function findDenial(tx: BillingTx, denialId: string): Promise<DenialRow | null> {
  return (await denials(tx).where("d.denial_id", "=", denialId).executeTakeFirst()) ?? null;
}

const LOCKED = [
  "denial_id",
  "claim_id",
  "patient_id",
  "status",
  "version",
  "adjustment_group",
  "reason",
  "amount",
  "reopened",
  "owner_id",
  "owner_name",
  "follow_up_on",
] as const;

/** A denial, kept from others until the transaction ends. */
export async function lockDenial(tx: BillingTx, denialId: string): Promise<LockedDenial | null> {
  return (await lockDenials(tx, [denialId]))[0] ?? null;
}

/** The same for some, in the order of their ids, so that two callers can't lock each other out. */
export async function lockDenials(tx: BillingTx, denialIds: readonly string[]): Promise<LockedDenial[]> {
  return tx
    .selectFrom("denial")
    .select(LOCKED)
    .where("denial_id", "in", [...new Set(denialIds)])
    .orderBy("denial_id")
    .forUpdate()
    .execute();
}

/** Whose work it is and when somebody looks again; nothing of the denial itself changes. */
export async function placeDenial(
  tx: BillingTx,
  denialId: string,
  work: Partial<Pick<LockedDenial, "owner_id" | "owner_name" | "follow_up_on">>,
): Promise<void> {
  await tx.updateTable("denial").set(work).where("denial_id", "=", denialId).execute();
}

export type LockedDenial = Pick<Selectable<BillingSchema["denial"]>, (typeof LOCKED)[number]>;

/** @returns the version it has now. */
export async function changeDenial(
  tx: BillingTx,
  denialId: string,
  change: {
    readonly status: DenialStatus;
    readonly note: string | null;
    readonly write_off_reason?: WriteOffReason;
    readonly deadline?: LocalDate | null;
  },
): Promise<number> {
  const row = await tx
    .updateTable("denial")
    .set((eb) => ({
      ...change,
      ...(isOpenDenial(change.status) ? {} : { follow_up_on: null }),
      version: eb("version", "+", 1),
    }))
    .where("denial_id", "=", denialId)
    .returning("version")
    .executeTakeFirstOrThrow();
  return row.version;
}

/** A denial that was settled is open again (BIL-96). @returns the version it has now. */
export async function markReopened(tx: BillingTx, denialId: string, note: string): Promise<number> {
  const row = await tx
    .updateTable("denial")
    .set((eb) => ({
      status: "open",
      note,
      write_off_reason: null,
      reopened: eb("reopened", "+", 1),
      version: eb("version", "+", 1),
    }))
    .where("denial_id", "=", denialId)
    .returning("version")
    .executeTakeFirstOrThrow();
  return row.version;
}

export async function overturnDenials(tx: BillingTx, denialIds: readonly string[]): Promise<void> {
  if (denialIds.length === 0) return;
  await tx
    .updateTable("denial")
    .set((eb) => ({ status: "overturned", follow_up_on: null, version: eb("version", "+", 1) }))
    .where("denial_id", "in", denialIds)
    .execute();
}

export async function insertDenials(
  tx: BillingTx,
  denials: readonly (DeniedAmount & { readonly denialId: string; readonly deadline: LocalDate | null })[],
  of: {
    readonly claimId: string;
    readonly patientId: string;
    readonly remittanceClaimId: string;
    readonly at: Instant;
  },
): Promise<void> {
  if (denials.length === 0) return;
  const rows = denials.map((denied) => ({
    denial_id: denied.denialId,
    claim_id: of.claimId,
    remittance_claim_id: of.remittanceClaimId,
    patient_id: of.patientId,
    amount: denied.amount,
    adjustment_group: denied.group,
    reason: denied.reason,
    remarks: json([...denied.remarks]),
    codes: json([...denied.codes]),
    status: "open" as const,
    deadline: denied.deadline,
    opened_at: of.at,
    note: null,
    write_off_reason: null,
    version: 1,
  }));
  await tx.insertInto("denial").values(rows).execute();
}

/** Which of some claims have a refusal that nobody has settled. */
export async function withOpenDenial(tx: BillingTx, claimIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (claimIds.length === 0) return new Set();
  const rows = await tx
    .selectFrom("denial")
    .select("claim_id")
    .where("claim_id", "in", claimIds)
    .where("status", "in", ["open", "appealed", "corrected"])
    .distinct()
    .execute();
  return new Set(rows.map((row) => row.claim_id));
}
