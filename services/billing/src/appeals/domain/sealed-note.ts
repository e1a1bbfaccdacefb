import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { LocalDate } from "@practicum/kernel/local-date";
import { z } from "zod";

/** A signed note, read from the text that was sealed. */
export interface SealedNote {
  readonly provider: string;
  readonly serviceDate: LocalDate;
  readonly sections: readonly { readonly heading: string; readonly text: string }[];
  readonly diagnoses: readonly string[];
  readonly procedures: readonly string[];
  readonly signedBy: string;
  readonly signedOn: LocalDate;
  readonly seal: string;
}

/** Notes of the first forms have a text for each section, those since `practicum-note/3` its author and time too. */
const section = z.union([z.string(), z.object({ text: z.string() }).transform(({ text }) => text)]);

/** What of the sealed text a letter shows; a note may have more (charting, CHT-61). */
const form = z.object({
  serviceDate: z.string(),
  provider: z.object({ name: z.string() }),
  sections: z.record(z.string(), section),
  diagnoses: z.array(z.object({ code: z.string(), label: z.string() })),
  procedures: z.array(z.object({ code: z.string(), label: z.string() })),
  signed: z.object({ at: z.string(), by: z.string() }),
});

/**
 * BIL-184: the note is what was signed, or it is not attached: billing was told its seal with the charges and knows no other note.
 * @returns null where the text is not the one that has this seal, or is no note.
 */
export function readSealedNote(sealed: string, seal: string): SealedNote | null {
  if (bytesToHex(sha256(utf8ToBytes(sealed))) !== seal) return null;
  let read: z.ZodSafeParseResult<z.output<typeof form>>;
  try {
    read = form.safeParse(JSON.parse(sealed));
  } catch {
    return null;
  }
  if (!read.success) return null;
  const { serviceDate, provider, sections, diagnoses, procedures, signed } = read.data;
  return {
    provider: provider.name,
    serviceDate,
    sections: Object.entries(HEADINGS).flatMap(([name, heading]) => {
      const text = sections[name] ?? "";
      return text.trim() === "" ? [] : [{ heading, text }];
    }),
    diagnoses: diagnoses.map((one) => `${one.code} ${one.label}`),
    procedures: procedures.map((one) => `${one.code} ${one.label}`),
    signedBy: signed.by,
    signedOn: signed.at.slice(0, 10),
    seal,
  };
}

const HEADINGS: { readonly [section: string]: string } = {
  reason: "Reason for the visit",
  hpi: "History of present illness",
  ros: "Review of systems",
  exam: "Examination",
  assessment: "Assessment",
  plan: "Plan",
};
