import type { ContractContent } from "@practicum/contracts/billing/payer-contracts";
import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import type { Selectable } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
export type ContractVersionRow = Selectable<BillingSchema["payer_contract_version"]>;
export type ContractRow = ContractVersionRow & { readonly payer_id: string; readonly payer_name: string };

const COLUMNS = [
  "v.contract_id",
  "v.version",
  "v.from_date",
  "v.content",
  "v.at",
  "v.by_name",
  "v.because",
  "v.undoes",
] as const;

/** Every version of every contract, of one payer or of all, in the order of the payers' names. A practice has tens of them. */
export async function allVersions(tx: BillingTx, payerId: string | null): Promise<ContractRow[]> {
  return tx
    .selectFrom("payer_contract_version as v")
    .innerJoin("payer_contract as c", "c.contract_id", "v.contract_id")
    .innerJoin("payer as p", "p.payer_id", "c.payer_id")
    .$if(payerId !== null, (query) => query.where("c.payer_id", "=", payerId ?? ""))
    .select(COLUMNS)
    .select(["c.payer_id", "p.name as payer_name"])
    .orderBy("p.name")
    .orderBy("v.contract_id")
    .orderBy("v.version")
    .execute();
}

/** A contract's payer, kept from others until the transaction ends; null where there is no such contract. */
export async function lockContract(tx: BillingTx, contractId: string): Promise<string | null> {
  const row = await tx
    .selectFrom("payer_contract")
    .select("payer_id")
    .where("contract_id", "=", contractId)
    .forUpdate()
    .executeTakeFirst();
  return row?.payer_id ?? null;
}

/** The newest versions of a contract below one, one more than the limit where there are more. */
export async function versionsOf(
  tx: BillingTx,
  ask: { readonly contractId: string; readonly below: number | null; readonly limit: number },
): Promise<ContractVersionRow[]> {
  return tx
    .selectFrom("payer_contract_version as v")
    .select(COLUMNS)
    .where("v.contract_id", "=", ask.contractId)
    .$if(ask.below !== null, (query) => query.where("v.version", "<", ask.below ?? 0))
    .orderBy("v.version", "desc")
    .limit(ask.limit + 1)
    .execute();
}

/** Every version of a contract with what it takes back. */
export async function undoingsOf(tx: BillingTx, contractId: string) {
  return tx
    .selectFrom("payer_contract_version")
    .select(["version", "undoes"])
    .where("contract_id", "=", contractId)
    .execute();
}

export async function insertContract(tx: BillingTx, contractId: string, payerId: string): Promise<boolean> {
  const written = await tx
    .insertInto("payer_contract")
    .values({ contract_id: contractId, payer_id: payerId })
    .onConflict((conflict) => conflict.doNothing())
    .returning("contract_id")
    .executeTakeFirst();
  return written !== undefined;
}

/** @returns false where somebody else has written it meanwhile: a version is there once. */
export async function insertContractVersion(tx: BillingTx, row: ContractVersionRow): Promise<boolean> {
  const { content } = row;
  const written = await tx
    .insertInto("payer_contract_version")
    .values({ ...row, content: content === null ? null : json<ContractContent>(content) })
    .onConflict((conflict) => conflict.columns(["contract_id", "version"]).doNothing())
    .returning("version")
    .executeTakeFirst();
  return written !== undefined;
}

/** Contracts of one payer are written one after the other: whether two of them meet is asked of all. */
export async function lockPayer(tx: BillingTx, payerId: string): Promise<boolean> {
  const row = await tx
    .selectFrom("payer")
    .select("payer_id")
    .where("payer_id", "=", payerId)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}
