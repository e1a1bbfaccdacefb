import type { AppealGrounds } from "@practicum/contracts/billing/appeals";
import { isLocalDate } from "@practicum/kernel/local-date";
import { z } from "zod";
import type { LetterPurpose } from "./letter-document.ts";

/**
 * An appeal as it goes electronically: the PDF with an index beside it, as JSON. X12 has no transaction for appeals; payers and
 * clearinghouses take a document with an index by portal or folder.
 */
export interface AppealFile {
  readonly kind: "appeal";
  readonly appealId: string;
  readonly letterId: string;
  readonly purpose: LetterPurpose;
  /** The payer's electronic id. */
  readonly payerId: string;
  /** The payer's number of the claim, else ours (CLM01). */
  readonly claimNumber: string;
  readonly level: number;
  readonly grounds: AppealGrounds;
  /** An authorization or referral number. */
  readonly authorization: string | null;
  readonly attachments: readonly string[];
  /** The PDF, in base64. */
  readonly letter: string;
}

/** Names are the clearinghouse's to know files by: one letter, one name. */
export function appealFileName(letterId: string): string {
  return `appeal-${letterId}.json`;
}

const day = z.string().refine(isLocalDate);

/** What a payer answers electronically. */
const answerFile = z.object({
  kind: z.literal("appeal-answer"),
  appealId: z.guid(),
  letterId: z.guid(),
  outcome: z.enum(["upheld", "overturned", "partly", "information"]),
  on: day,
  dueOn: day.nullable(),
  words: z.string().max(1000),
});

export type AnswerFile = z.output<typeof answerFile>;

/** @returns the answer, or what is wrong with the file. */
export function readAnswerFile(content: string): AnswerFile | string {
  try {
    const read = answerFile.safeParse(JSON.parse(content));
    if (read.success) return read.data;
    return `This answer to an appeal lacks "${read.error.issues[0]?.path.join(".") ?? "something"}", or says it in a form that is not known.`;
  } catch {
    return "This answer to an appeal is damaged: it is no whole JSON.";
  }
}
