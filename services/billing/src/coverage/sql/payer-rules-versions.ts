import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import type { Selectable } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
type RulesVersion = Selectable<BillingSchema["payer_rules_version"]>;

/** Keeps what a payer asks for from a version of it on. */
export async function insertRulesVersion(tx: BillingTx, row: RulesVersion): Promise<void> {
  await tx
    .insertInto("payer_rules_version")
    .values({ ...row, rules: json(row.rules) })
    .execute();
}

/** The newest versions below one, one more than the limit where there are more. */
export async function rulesVersionsOf(
  tx: BillingTx,
  ask: { readonly payerId: string; readonly below: number | null; readonly limit: number },
): Promise<RulesVersion[]> {
  return tx
    .selectFrom("payer_rules_version")
    .select(["payer_id", "version", "rules", "at", "by_name", "because", "replay_id"])
    .where("payer_id", "=", ask.payerId)
    .$if(ask.below !== null, (query) => query.where("version", "<", ask.below ?? 0))
    .orderBy("version", "desc")
    .limit(ask.limit + 1)
    .execute();
}
