import { json } from "@practicum/db/json";
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
  "rules",
  "appeals",
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

function payerOf(row: Selectable<BillingSchema["payer"]>): Payer {
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
    rules: row.rules,
    appeals: row.appeals,
    version: row.version,
  };
}

/** A payer's version, kept from others until the transaction ends. */
export async function lockPayerVersion(tx: BillingTx, payerId: string): Promise<number | null> {
  const row = await tx
    .selectFrom("payer")
    .select("version")
    .where("payer_id", "=", payerId)
    .forUpdate()
    .executeTakeFirst();
  return row?.version ?? null;
}

/** Adds a payer, or changes the version before (BIL-3). @returns false when somebody else was there first. */
export async function writePayer(tx: BillingTx, payer: Payer): Promise<boolean> {
  const values = {
    payer_id: payer.payerId,
    name: payer.name,
    electronic_id: payer.electronicId,
    kind: payer.kind,
    claim_filing: payer.claimFiling,
    filing_days: payer.filingDays,
    member_id_pattern: payer.memberIdPattern,
    capitated: payer.capitated,
    active: payer.active,
    rules: json(payer.rules),
    appeals: json(payer.appeals),
    version: payer.version,
  };
  const written = await tx
    .insertInto("payer")
    .values(values)
    .onConflict((conflict) =>
      conflict
        .column("payer_id")
        .doUpdateSet(values)
        .where("payer.version", "=", payer.version - 1),
    )
    .returning("payer_id")
    .executeTakeFirst();
  return written !== undefined;
}

/** A payer by its name, whatever its case; an active one before others. */
export async function payerOfName(tx: BillingTx, name: string): Promise<Payer | null> {
  const row = await tx
    .selectFrom("payer")
    .select(COLUMNS)
    .where((eb) => eb(eb.fn<string>("lower", ["name"]), "=", name.toLowerCase()))
    .orderBy("active", "desc")
    .executeTakeFirst();
  return row ? payerOf(row) : null;
}

/** BIL-117: whether another payer has this name, whatever its case and spaces, or this electronic id. @returns the field that says so. */
export async function payerLike(
  tx: BillingTx,
  payer: Pick<Payer, "payerId" | "name" | "electronicId">,
): Promise<"name" | "electronicId" | null> {
  const rows = await tx
    .selectFrom("payer")
    .select(["name", "electronic_id"])
    .where("payer_id", "<>", payer.payerId)
    .where((eb) =>
      eb.or([
        eb(eb.fn<string>("lower", ["name"]), "=", payer.name.toLowerCase().replaceAll(/\s+/g, " ")),
        eb("electronic_id", "=", payer.electronicId),
      ]),
    )
    .execute();
  if (rows.length === 0) return null;
  return rows.some((row) => row.electronic_id === payer.electronicId) ? "electronicId" : "name";
}
