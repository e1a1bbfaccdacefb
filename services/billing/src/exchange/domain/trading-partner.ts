import type { TradingPartner } from "@practicum/contracts/billing/clearinghouse";
import type { PracticeProfile } from "@practicum/contracts/identity/practice";

/** As it is kept: each change has the next number. */
export type KeptTradingPartner = TradingPartner & { readonly version: number };

/** Until a clearinghouse gives its own: the tax id names us. */
export function defaultTradingPartner(practice: PracticeProfile): TradingPartner {
  return {
    senderQualifier: "30",
    senderId: practice.taxId,
    receiverQualifier: "ZZ",
    receiverId: "CLEARINGHOUSE",
    receiverName: "CLEARINGHOUSE",
    contactName: "BILLING OFFICE",
    usage: "P",
  };
}
