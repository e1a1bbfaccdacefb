import type { PracticeProfile } from "@practicum/contracts/identity/practice";
import type { Outgoing } from "../domain/interchange.ts";
import { defaultTradingPartner } from "../domain/trading-partner.ts";
import { findTradingPartner } from "../sql/files.ts";
import { nextNumber } from "../../sql/counters.ts";
import type { BillingContext } from "../../application/context.ts";

/** The envelope of the next file: takes a control number, so ask only when there is something to send. */
export async function nextOutgoing(context: BillingContext, practice: PracticeProfile): Promise<Outgoing> {
  const partner = await findTradingPartner(context.tx);
  return {
    partner: partner ?? defaultTradingPartner(practice),
    practice,
    controlNumber: await nextNumber(context.tx, "interchange"),
    now: context.now,
    timeZone: context.practice.timeZone,
  };
}
