import type { RecordPaper } from "@practicum/contracts/billing/appeals";
import { fail, type DomainError } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { ok, type Result } from "@practicum/kernel/result";
import { actorName, type BillingContext } from "../../application/context.ts";
import { findVisit } from "../../charges/sql/visits.ts";
import { withNumber } from "../domain/draft-letter.ts";
import { letterDocument, type LetterPurpose } from "../domain/letter-document.ts";
import { firstAccepted, type LetterFacts } from "../domain/letter-facts.ts";
import { readSealedNote, type SealedNote } from "../domain/sealed-note.ts";
import { papersOf, type PaperRow } from "../sql/appeal-papers.ts";
import { appealsFor, type AppealRow } from "../sql/appeals.ts";
import { letterFacts } from "./letter-facts.ts";
import { printLetter, type PrintedLetter } from "./print-letter.ts";

export interface Composed extends PrintedLetter {
  /** What goes along, as an index for whoever takes the letter in. */
  readonly attachments: readonly string[];
}

interface LetterOf {
  readonly purpose: LetterPurpose;
  readonly on: string;
  readonly because: string | null;
  readonly late: boolean;
}

/** The letter as it goes: its text, the papers of the record, and the files that a person attached. */
export async function composeLetter(
  context: BillingContext,
  appeal: AppealRow,
  letter: LetterOf,
): Promise<Result<Composed, DomainError>> {
  const before = await appealsFor(context.tx, {
    claimId: appeal.claim_id,
    group: appeal.adjustment_group,
    reason: appeal.reason,
  });
  const facts = await letterFacts(context, appeal, { level: appeal.level, name: appeal.level_name }, before);
  const rows = await papersOf(context.tx, appeal.appeal_id);
  const note = await noteIn(context, appeal, rows);
  const files = letter.purpose === "withdrawal" ? [] : rows.filter(isFile);
  const papers = appeal.papers.filter((paper) => paper !== "note" || note !== null);
  const document = letterDocument(facts, {
    ...letter,
    body: withNumber(appeal.body, appeal.authorization_number),
    papers,
    note,
    files: files.map((one) => one.name),
    signedBy: actorName(context.actor),
  });
  const printed = await printLetter(document, files);
  if (!printed.ok) return fail("letter-not-printable", { field: "body", detail: { reason: printed.error } });
  return ok({ ...printed.value, attachments: [...indexOf(papers, facts), ...files.map(() => "file")] });
}

type FileRow = PaperRow & { readonly kind: "pdf" | "png" | "jpeg" };

function isFile(row: PaperRow): row is FileRow {
  return row.kind !== "note";
}

async function noteIn(
  { tx }: BillingContext,
  appeal: AppealRow,
  rows: readonly PaperRow[],
): Promise<SealedNote | null> {
  const row = rows.find((one) => one.kind === "note");
  if (!row || !appeal.papers.includes("note")) return null;
  const visit = must(await findVisit(tx, appeal.encounter_id), "a claim has a visit");
  return readSealedNote(row.content, visit.seal);
}

/** An acknowledgment is proof only where the payer itself accepted the claim. */
function indexOf(papers: readonly RecordPaper[], facts: LetterFacts): readonly string[] {
  return papers.flatMap((paper) => {
    if (paper !== "acknowledgment") return [paper];
    return firstAccepted(facts) === null ? ["999"] : ["277CA"];
  });
}
