import { build999 } from "@practicum/x12/999/build";
import { write999 } from "@practicum/x12/999/write";
import { buildTa1, writeTa1 } from "@practicum/x12/ta1/ta1";
import { functionalGroup, type Reply, type Stamp, written } from "./exchange.ts";
import { answerHeaders } from "./trading-partner.ts";

/** What the clearinghouse says to a file as such, before a payer sees it. */
export interface FileAcknowledgment {
  readonly replies: readonly Reply[];
  /** Whether the payers get it. A file with a rejected transaction goes back whole: half a batch would be hard to resend. */
  readonly accepted: boolean;
}

/**
 * The TA1 of an interchange that can't be opened, or else the 999 of its groups. A batch of claims is always answered by a 999; a
 * question is answered by its answer, and by a 999 only when it could not be taken.
 */
export function acknowledgeFile(content: string, stamp: Stamp): FileAcknowledgment {
  const ta1 = buildTa1(content);
  if (ta1 === undefined) return { replies: [], accepted: false };
  const sender = {
    qualifier: content.slice(32, 34),
    id: content.slice(35, 50).trim(),
    code: content.slice(35, 50).trim(),
  };
  if (ta1.outcome === "R") {
    const { interchange } = answerHeaders(sender, stamp.controlNumber, stamp.date, stamp.time);
    return {
      replies: [{ kind: "TA1", content: written(writeTa1({ interchange, acknowledgments: [ta1] })) }],
      accepted: false,
    };
  }
  const groups = build999(content, { ...stamp, groupControlNumber: stamp.controlNumber });
  const accepted = groups.length > 0 && groups.every((group) => group.transactions.every((one) => one.outcome === "A"));
  if (accepted && functionalGroup(content) !== "HC") return { replies: [], accepted };
  return { replies: groups.map((group) => ({ kind: "999", content: written(write999(group)) })), accepted };
}
