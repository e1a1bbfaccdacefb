import { formatCents } from "@practicum/kernel/money";
import type { Remittance835 } from "@practicum/x12/835/types";
import { paymentAmount, remittanceFault } from "../../remittance/domain/check-remittance.ts";
import { kindOfFile, visible, type FileKind } from "../domain/exchange-file.ts";
import { takeAnswerFile } from "../../appeals/application/answer-appeal.ts";
import { isReadable, type FileContent } from "../domain/read-file.ts";
import { finishFile, keepInbound } from "../sql/files.ts";
import type { BillingContext } from "../../application/context.ts";
import { postRemittance } from "../../remittance/application/post-remittance.ts";
import { take271 } from "../../coverage/application/take-eligibility-answers.ts";
import { take277 } from "../../claims/application/take-status.ts";
import { take277CA, take999, takeTa1 } from "./take-acknowledgments.ts";

export interface TakenFile {
  readonly fileId: string;
  readonly kind: FileKind;
  readonly status: "processed" | "quarantined";
  readonly problem: string | null;
  /** What there is to say that is no fault. */
  readonly note: string | null;
}

/**
 * Takes a file in (BIL-61, BIL-62): keeps it, reads it, and does what it says; or puts all of it into quarantine with the reason.
 * @returns null when the same content was processed before: nothing is changed then.
 */
export async function takeFile(
  context: BillingContext,
  file: { readonly fileId: string; readonly name: string; readonly content: string },
): Promise<TakenFile | null> {
  const content = visible(file.content);
  const kind = kindOfFile(content);
  const fileId = await keepInbound(context.tx, { ...file, name: visible(file.name), kind, content, at: context.now });
  if (fileId === null) return null;
  const { problem, note } =
    content === file.content
      ? outcomeOf(await work(context, kind, content, fileId))
      : {
          problem: `It has a NUL character at place ${file.content.indexOf("\0") + 1}, shown as \u2400: it is damaged, or no text. Ask for it again.`,
          note: null,
        };
  await finishFile(context.tx, fileId, { problem, note });
  return { fileId, kind, status: problem === null ? "processed" : "quarantined", problem, note };
}

/** A reason why nothing of a file may be used; or what there is to say of one that was. */
type Work = string | null | { readonly note: string };

function outcomeOf(work: Work): { readonly problem: string | null; readonly note: string | null } {
  return typeof work === "string" || work === null ? { problem: work, note: null } : { problem: null, note: work.note };
}

/** Gives the reason when nothing of the file may be used. */
async function work(context: BillingContext, kind: FileKind, content: string, fileId: string): Promise<Work> {
  if (kind === "appeal-answer") return takeAnswerFile(context, content, fileId);
  if (!isReadable(kind))
    return kind === "other" ? "This is not an X12 file that billing knows." : `Billing does not take in a ${kind}.`;
  const read = await context.ports.files.read(kind, content);
  if (read.fault !== null) return read.fault;
  switch (read.kind) {
    case "TA1":
      return takeTa1(
        context,
        read.value.flatMap((one) => one.acknowledgments),
        fileId,
      );
    case "999":
      return take999(context, read.value, fileId);
    case "277CA":
      return take277CA(context, read.value, fileId);
    case "271":
      return take271(context, read.value);
    case "277":
      return take277(context, read.value, fileId);
    case "835":
      return take835(context, read.value, fileId);
  }
}

/**
 * BIL-30: a decision whose sums do not hold waits for a person, and the others are posted. BIL-38: what contradicts a remittance
 * that was posted waits too, and the file stays in quarantine because of it; the money of the others does not wait with it.
 */
async function take835(context: BillingContext, read: FileContent<"835">, fileId: string): Promise<Work> {
  const remittances = read.flatMap((one) => one.transactions);
  const damaged = remittances.map(remittanceFault).find((one) => one !== null);
  if (damaged) return damaged;
  let posted = 0;
  const contradicting: Remittance835[] = [];
  for (const remittance of remittances) {
    const outcome = await postRemittance(context, remittance, fileId);
    if (outcome === "posted") posted += 1;
    if (outcome === "contradicts") contradicting.push(remittance);
  }
  if (contradicting.length > 0) return contradictionOf(contradicting, posted);
  return posted === 0 ? { note: "Every remittance in it was posted before; nothing was changed." } : null;
}

function contradictionOf(remittances: readonly Remittance835[], posted: number): string {
  const named = remittances
    .slice(0, 5)
    .map((one) => `${one.trace.number} of ${one.payment.date} over ${formatCents(paymentAmount(one))}`);
  const rest = remittances.length > named.length ? ` and ${remittances.length - named.length} more` : "";
  return (
    `Not posted: ${named.join(", ")}${rest}. A remittance with the same payer, trace, amount and day was posted before, ` +
    `but its claims or adjustments are different. Compare the two and ask the payer which one counts. ` +
    `Of the file's other remittances, ${posted} ${posted === 1 ? "was" : "were"} posted.`
  );
}
