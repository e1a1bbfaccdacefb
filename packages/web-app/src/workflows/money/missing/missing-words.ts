import type { MissingCharge } from "@practicum/contracts/billing/missing-charges";
import { formatName } from "@practicum/ui/format.ts";

/** What is missing, and what is to be done about it. */
export const missingWords: { readonly [K in MissingCharge["kind"]]: { readonly word: string; readonly next: string } } =
  {
    "no-note": { word: "Visit without a note", next: "Write and sign the note, or say that there was no visit." },
    unsigned: { word: "Note not signed", next: "Finish and sign the note." },
    "not-cosigned": { word: "Note not co-signed", next: "Co-sign the note, or return it." },
    "no-charge": { word: "Signed note without a charge", next: "Ask what was done, and charge it." },
    given: { word: "Given, not charged", next: "Charge it, or say why not." },
    struck: { word: "Charged, entered in error in the chart", next: "Take the charge off." },
  };

/** "Rapid strep test (87880)"; more than one with their number. */
export function whatWords({ what, code, units }: Pick<MissingCharge, "what" | "code" | "units">): string {
  const name = code === null ? what : `${what} (${code})`;
  return units > 1 ? `${name} × ${units}` : name;
}

/** Whose turn it is. */
export function whoWords({ who, whoName }: Pick<MissingCharge, "who" | "whoName">): string {
  if (who === "biller") return "Biller";
  return whoName ?? (who === "supervisor" ? "Supervising physician" : "Provider");
}

/**
 * Where it is mended by who bills: what has charges or can get some stands in the review of charges, what a provider has to write is seen
 * among the patient's visits. Null where a charge is made without a note: there is no visit, or its claim has gone out.
 */
export function placeOf({ kind, patientId, encounterId, stage }: MissingCharge): string | null {
  if (kind === "no-note" || kind === "unsigned") return `/p/${patientId}/appointments`;
  if (kind === "given" && (encounterId === null || stage === "sent")) return null;
  if (encounterId === null || stage === "sent") return `/p/${patientId}/ledger`;
  return `/money/charges?show=${stage === "released" ? "released" : "review"}&visit=${encounterId}`;
}

/** The task for who has to act. */
export function taskWords(one: MissingCharge): { readonly title: string; readonly detail: string } {
  const { word, next } = missingWords[one.kind];
  return {
    title: `${word}: ${formatName(one.patientName)}`,
    detail: `${next} Until then nothing is charged for it.`,
  };
}
