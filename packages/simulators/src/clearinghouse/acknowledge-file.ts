import { build999 } from "@practicum/x12/999/build";
import { write999 } from "@practicum/x12/999/write";
import { judgeInterchanges, type JudgedInterchanges, writeTa1 } from "@practicum/x12/ta1/ta1";
import type { Ta1 } from "@practicum/x12/ta1/types";
import type { Interchange } from "@practicum/x12/types";
import { functionalGroup, type Reply, type Stamp } from "./exchange.ts";
import { withOwnEdits } from "./own-edits.ts";
import { answerHeaders, groupCode } from "./trading-partner.ts";
import { writeFile } from "./write-file.ts";

/** What the clearinghouse says to a file as such, before a payer sees it. */
export interface FileAcknowledgment {
  readonly replies: readonly Reply[];
  /** Whether the payers get it. A file with a rejected transaction goes back whole: half a batch would be hard to resend. */
  readonly accepted: boolean;
}

/**
 * The TA1 of an interchange that can't be opened, or else the 999 of its groups; before it the TA1 of an interchange that asks
 * for one (ISA14). A batch of claims is always answered by a 999; a question is answered by its answer, and by a 999 only when
 * it could not be taken.
 */
export function acknowledgeFile(content: string, stamp: Stamp): FileAcknowledgment {
  const judged = judgeInterchanges(content);
  if (!judged) return { replies: [], accepted: false };
  if (judged.answers[0].outcome === "R")
    return { replies: answerTa1(judged, [judged.answers[0]], stamp), accepted: false };
  const wanted = judged.answers.filter((_, at) => judged.asked[at]?.acknowledgmentRequested);
  const opened = answerTa1(judged, wanted, stamp);
  const form = build999(content, { ...stamp, groupControlNumber: stamp.controlNumber });
  const groups = functionalGroup(content) === "HC" ? withOwnEdits(form, content) : form;
  const accepted = groups.length > 0 && groups.every((group) => group.transactions.every((one) => one.outcome === "A"));
  if (accepted && functionalGroup(content) !== "HC") return { replies: opened, accepted };
  const judgements = groups.map((group): Reply => ({ kind: "999", content: writeFile(addressed(group), write999) }));
  return { replies: [...opened, ...judgements], accepted };
}

function answerTa1({ asked }: JudgedInterchanges, acknowledgments: readonly Ta1[], stamp: Stamp): Reply[] {
  const qualifier = asked[0].senderQualifier;
  const id = asked[0].senderId.slice(0, 15);
  // Who does not say who they are can't be written to.
  if (acknowledgments.length === 0 || id === "") return [];
  const { interchange } = answerHeaders({ qualifier, id, code: id }, stamp.controlNumber, stamp.date, stamp.time);
  return [{ kind: "TA1", content: writeFile({ interchange, acknowledgments }, writeTa1) }];
}

function addressed<T>(answer: Interchange<T>): Interchange<T> {
  const { senderCode, receiverCode } = answer.group;
  return {
    ...answer,
    group: { ...answer.group, senderCode: groupCode(senderCode), receiverCode: groupCode(receiverCode) },
  };
}
