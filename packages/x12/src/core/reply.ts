import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";
import type { GroupHeader, InterchangeHeader } from "../types.ts";
import { allowedIdKind } from "./envelope.ts";

/** What an answer needs beyond what the question says: its own numbers and time. */
export interface ReplyEnvelope {
  /** ISA13 of the answer. */
  readonly controlNumber: number;
  /** GS06 of the answer. */
  readonly groupControlNumber: number;
  readonly date: LocalDate;
  readonly time: LocalTime;
}

/** The envelope of an answer: sender and receiver change places. */
export function replyHeaders(
  asked: { readonly interchange: InterchangeHeader; readonly group: GroupHeader },
  reply: ReplyEnvelope,
): { interchange: InterchangeHeader; group: GroupHeader } {
  const { interchange, group } = asked;
  return {
    interchange: {
      senderQualifier: allowedIdKind(interchange.receiverQualifier),
      senderId: interchange.receiverId,
      receiverQualifier: allowedIdKind(interchange.senderQualifier),
      receiverId: interchange.senderId,
      date: reply.date,
      time: reply.time,
      controlNumber: reply.controlNumber,
      usage: interchange.usage,
    },
    group: {
      senderCode: group.receiverCode,
      receiverCode: group.senderCode,
      date: reply.date,
      time: reply.time,
      controlNumber: reply.groupControlNumber,
    },
  };
}
