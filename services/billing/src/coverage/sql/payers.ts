import type { Payer } from "@practicum/contracts/billing/payers";
import type { Tx } from "@practicum/db/db";
import type { Selectable } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;

const COLUMNS = [
  "payer_id",
  "name",
  "electronic_id",
  "kind",
  "claim_filing",
  "filing_days",
  "member_id_pattern",
  "capitated",
  "active",
  "version",
] as const;

export async function listPayers(tx: BillingTx): Promise<Payer[]> {
  const rows = await tx.selectFrom("payer").select(COLUMNS).orderBy("name").execute();
  return rows.map(payerOf);
}

export async function findPayer(tx: BillingTx, payerId: string): Promise<Payer | null> {
  const row = await tx.selectFrom("payer").select(COLUMNS).where("payer_id", "=", payerId).executeTakeFirst();
  return row ? payerOf(row) : null;
}

export function payerOf(row: Selectable<BillingSchema["payer"]>): Payer {
  return {
    payerId: row.payer_id,
    name: row.name,
    electronicId: row.electronic_id,
    kind: row.kind,
    claimFiling: row.claim_filing,
    filingDays: row.filing_days,
    memberIdPattern: row.member_id_pattern,
    capitated: row.capitated,
    active: row.active,
    version: row.version,
  };
}
