import type { PracticeProfile } from "@practicum/contracts/identity/practice";

/** How the practice and its clearinghouse name each other (ISA05 to ISA08, GS02, GS03, 1000A, 1000B). Data, not code. */
export interface TradingPartner {
  readonly senderQualifier: string;
  readonly senderId: string;
  readonly receiverQualifier: string;
  readonly receiverId: string;
  readonly receiverName: string;
  readonly contactName: string;
  readonly usage: "P" | "T";
}

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
