import type { clearinghouseOperations } from "@practicum/contracts/billing/clearinghouse";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { findPractice } from "../../sql/copies.ts";
import { defaultTradingPartner } from "../domain/trading-partner.ts";
import { findTradingPartner, upsertTradingPartner } from "../sql/files.ts";

export async function getClearinghouse(
  context: BillingContext,
): ReplyOf<typeof clearinghouseOperations.getClearinghouse> {
  const { tx, practice, ports } = context;
  const set = await findTradingPartner(tx);
  const profile = await findPractice(tx);
  if (!profile) return context.notHereYet();
  const { version, ...partner } = set ?? { ...defaultTradingPartner(profile), version: 0 };
  return ok({
    ...partner,
    version,
    folder: ports.clearinghouse(practice.id).folder ?? null,
    simulated: practice.demonstration === true,
  });
}

/** From the next file on (BIL-220). What was written waits under the names that it was written with. */
export async function saveClearinghouse(
  { tx }: BillingContext,
  { version: seen, ...partner }: InputOf<typeof clearinghouseOperations.saveClearinghouse>,
): ReplyOf<typeof clearinghouseOperations.saveClearinghouse> {
  const version = seen + 1;
  if (!(await upsertTradingPartner(tx, { ...partner, version }, seen))) return fail("stale-version");
  return ok({ version });
}
