import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";
import type { GroupHeader, InterchangeHeader } from "@practicum/x12/types";

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
      receiverQualifier: to.qualifier,
      receiverId: to.id,
      date,
      time,
      controlNumber,
      usage: "P",
    },
    group: { senderCode: clearinghouseId, receiverCode: to.code, date, time, controlNumber },
  };
}
