import { usualPolicy, type DunningPolicy } from "@practicum/contracts/billing/dunning";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;

/** What the practice has set, or what one begins with (version 0). */
export async function findPolicy(tx: BillingTx): Promise<{ readonly policy: DunningPolicy; readonly version: number }> {
  const row = await tx.selectFrom("dunning_policy").select(["content", "version"]).executeTakeFirst();
  return row ? { policy: row.content, version: row.version } : { policy: usualPolicy, version: 0 };
}

/** @returns whether it still had the version that was seen. */
export async function writePolicy(tx: BillingTx, policy: DunningPolicy, seen: number): Promise<boolean> {
  const row = { content: json(policy), version: seen + 1 };
  if (seen === 0) {
    const made = await tx
      .insertInto("dunning_policy")
      .values({ one_row: true, ...row })
      .onConflict((conflict) => conflict.doNothing())
      .returning("version")
      .executeTakeFirst();
    return made !== undefined;
  }
  const changed = await tx
    .updateTable("dunning_policy")
    .set(row)
    .where("version", "=", seen)
    .returning("version")
    .executeTakeFirst();
  return changed !== undefined;
}
