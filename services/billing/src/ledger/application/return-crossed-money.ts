import type { BillingContext } from "../../application/context.ts";
import { lockPatients } from "../../sql/counters.ts";
import { crossedPayers } from "../sql/crossed-money.ts";
import { settle } from "./post.ts";

/**
 * BIL-313: while two records were one, one's payment may have gone to the other's visit. When they are two again it comes back by the opposite entry, is
 * applied to what the payer owes, and the other visit is owed again.
 */
export async function returnCrossedMoney(context: BillingContext, owners: ReadonlyMap<string, string>): Promise<void> {
  const payers = await crossedPayers(context.tx, [...owners.keys()]);
  if (payers.length === 0) return;
  await lockPatients(context.tx, [...owners.keys()].toSorted());
  for (const patientId of payers) await settle(context, patientId);
}
