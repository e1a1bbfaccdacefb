import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";
import { isNpi } from "@practicum/kernel/npi";
import { allowedIdKind } from "@practicum/x12/core/envelope";
import type { EntityId, GroupHeader, InterchangeHeader } from "@practicum/x12/types";

/** The simulated clearinghouse's own id, ISA06 of what it sends and ISA08 of what it takes. */
export const clearinghouseId = "PRACTICUMCLH";
export const clearinghouseName = "SIMULATED CLEARINGHOUSE";

/** Headers of an answer: back to whoever sent the question. */
export function answerHeaders(
  to: { readonly qualifier: string; readonly id: string; readonly code: string },
  controlNumber: number,
  date: LocalDate,
  time: LocalTime,
): { interchange: InterchangeHeader; group: GroupHeader } {
  return {
    interchange: {
      senderQualifier: "ZZ",
      senderId: clearinghouseId,
      receiverQualifier: allowedIdKind(to.qualifier),
      receiverId: to.id,
      date,
      time,
      controlNumber,
      usage: "P",
    },
    group: { senderCode: clearinghouseId, receiverCode: groupCode(to.code), date, time, controlNumber },
  };
}

/** An NPI with a wrong check digit can't be sent back as one: it is a provider's number of some kind (SV). */
export function echoed<T extends { readonly id: EntityId }>(provider: T): T {
  return isFalseNpi(provider.id) ? { ...provider, id: { qualifier: "SV", value: provider.id.value } } : provider;
}

export function isFalseNpi(id: EntityId): boolean {
  return id.qualifier === "XX" && !isNpi(id.value);
}

/** GS02 and GS03 have 2 to 15 characters; a sender whose own code is none is answered all the same. */
export function groupCode(code: string): string {
  return code.slice(0, 15).padEnd(2, "0");
}
