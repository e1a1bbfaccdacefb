import type { TradingPartner } from "@practicum/contracts/billing/clearinghouse";
import type { PracticeProfile } from "@practicum/contracts/identity/practice";
import { dateIn, timeIn, type Instant, type TimeZone } from "@practicum/kernel/instant";
import type { GroupHeader, Interchange, InterchangeHeader } from "@practicum/x12/types";
import { plain } from "../../claims/domain/plain-text.ts";

/** What stands around everything we send. */
export interface Outgoing {
  readonly partner: TradingPartner;
  readonly practice: PracticeProfile;
  /** ISA13 and GS06: never used twice by this practice. */
  readonly controlNumber: number;
  readonly now: Instant;
  readonly timeZone: TimeZone;
}

/** Wraps transactions: one group in one interchange. */
export function interchange<T>(out: Outgoing, transactions: readonly T[]): Interchange<T> {
  const date = dateIn(out.now, out.timeZone);
  const time = timeIn(out.now, out.timeZone);
  const header: InterchangeHeader = {
    senderQualifier: out.partner.senderQualifier,
    senderId: out.partner.senderId,
    receiverQualifier: out.partner.receiverQualifier,
    receiverId: out.partner.receiverId,
    date,
    time,
    controlNumber: out.controlNumber,
    usage: out.partner.usage,
  };
  const group: GroupHeader = {
    senderCode: out.partner.senderId,
    receiverCode: out.partner.receiverId,
    date,
    time,
    controlNumber: out.controlNumber,
  };
  return { interchange: header, group, transactions };
}

/** BHT of a transaction; `part` tells the transactions of one file apart. */
export function transactionHeader(out: Outgoing, kind: string, part = 1) {
  return {
    controlNumber: String(part).padStart(4, "0"),
    referenceId: `${referenceOf(out.controlNumber, kind)}${part === 1 ? "" : `-${part}`}`,
    date: dateIn(out.now, out.timeZone),
    time: timeIn(out.now, out.timeZone),
  };
}

/** BHT03: what a 277CA gives back in TRN02. */
export function referenceOf(controlNumber: number, kind: string): string {
  return `${kind}-${String(controlNumber).padStart(9, "0")}`;
}

export function fileName(kind: string, controlNumber: number): string {
  return `${kind}-${String(controlNumber).padStart(9, "0")}.x12`;
}

/** Loop 1000A. */
export function submitter(out: Outgoing) {
  return {
    name: { kind: "organization" as const, name: plain(out.practice.name) },
    id: out.partner.senderId,
    contacts: [{ name: plain(out.partner.contactName), phone: out.practice.phone }],
  };
}
