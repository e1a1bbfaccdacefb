import { formatCents } from "@practicum/kernel/money";
import { read277CA } from "@practicum/x12/277ca/read";
import { read835 } from "@practicum/x12/835/read";
import type { Remittance835 } from "@practicum/x12/835/types";
import { read999 } from "@practicum/x12/999/read";
import { read271 } from "@practicum/x12/eligibility/read-271";
import { readTa1 } from "@practicum/x12/ta1/ta1";
import type { Finding, ReadResult } from "@practicum/x12/types";
import { paymentAmount, remittanceFault } from "../../remittance/domain/check-remittance.ts";
import { kindOfFile, visible, type FileKind } from "../domain/exchange-file.ts";
import { finishFile, keepInbound } from "../sql/files.ts";
import type { BillingContext } from "../../application/context.ts";
import { postRemittance } from "../../remittance/application/post-remittance.ts";
import { take271 } from "../../coverage/application/take-eligibility-answers.ts";
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
  const fileId = await keepInbound(context.tx, { ...file, kind, content, at: context.now });
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
  switch (kind) {
    case "TA1": {
      const read = readTa1(content);
      return (
        faultOf(read) ??
        takeTa1(
          context,
          read.value.flatMap((one) => one.acknowledgments),
          fileId,
        )
      );
    }
    case "999": {
      const read = read999(content);
      return faultOf(read) ?? take999(context, read.value, fileId);
    }
    case "277CA": {
      const read = read277CA(content);
      return faultOf(read) ?? take277CA(context, read.value, fileId);
    }
    case "271": {
      const read = read271(content);
      return faultOf(read) ?? take271(context, read.value);
    }
    case "835":
      return take835(context, content, fileId);
    case "270":
    case "276":
    case "277":
    case "837":
    case "other":
      return kind === "other" ? "This is not an X12 file that billing knows." : `Billing does not take in a ${kind}.`;
  }
}

/**
 * BIL-30: a decision whose sums do not hold waits for a person, and the others are posted. BIL-38: what contradicts a remittance
 * that was posted waits too, and the file stays in quarantine because of it; the money of the others does not wait with it.
 */
async function take835(context: BillingContext, content: string, fileId: string): Promise<Work> {
  const read = read835(content);
  const fault = faultOf(read);
  if (fault) return fault;
  const remittances = read.value.flatMap((one) => one.transactions);
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

/**
 * What makes a file unreadable. Faults of detail in somebody's real file are lived with; a broken envelope or nothing to read is
 * not: then a part may be missing.
 */
function faultOf(read: ReadResult<readonly unknown[]>): string | null {
  const broken = read.findings.find((finding) => finding.severity === "error" && isStructural(finding));
  if (broken)
    return `Segment ${broken.segmentNumber}${broken.segmentId ? ` (${broken.segmentId})` : ""}: ${broken.message}`;
  return read.value.length === 0 ? "There is nothing in it that can be read." : null;
}

const ENVELOPE = new Set(["ISA", "IEA", "GS", "GE", "ST", "SE", ""]);

function isStructural(finding: Finding): boolean {
  return ENVELOPE.has(finding.segmentId);
}
