import type { scrubFinding } from "@practicum/contracts/billing/claims";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Cents } from "@practicum/kernel/money";
import type { z } from "zod";
import type { ClaimContent } from "../claim-content.ts";

/** A fault of a claim, with the element of the 837P where it shows and the field of ours that mends it. */
export type Finding = z.output<typeof scrubFinding>;

/** What the rules know beside the claim's content. */
export interface ScrubContext {
  readonly today: LocalDate;
  /** CLM01. */
  readonly number: string;
  readonly frequency: "1" | "7" | "8";
  /** Whose turn it is: 1 for who is billed first. */
  readonly order: number;
  /** The claim's total as the ledger has it. */
  readonly total: Cents;
  /** Places in the order of billing of all coverages in force on the date of service. */
  readonly prioritiesInForce: readonly number[];
  /** Whether the note was co-signed: then the supervisor belongs on the claim. */
  readonly supervised: boolean;
  readonly codes: CodeFacts;
  /** The claims of the patient's other visits of that day to the same payer. */
  readonly neighbours: readonly {
    readonly claimId: string;
    readonly number: string;
    readonly sent: boolean;
    readonly content: Pick<ClaimContent, "rendering" | "lines">;
  }[];
}

/** What the code sets say. `unknown`: the loaded sets do not hold the code, so nothing can be said of it. */
export interface CodeFacts {
  diagnosis(code: string, onDate: LocalDate): "billable" | "heading" | "expired" | "unknown";
  service(code: string, onDate: LocalDate): "active" | "expired" | "unknown";
  modifier(code: string, onDate: LocalDate): "active" | "expired" | "unknown";
  placeOfService(code: string, onDate: LocalDate): "active" | "expired" | "unknown";
  taxonomy(code: string, onDate: LocalDate): "active" | "expired" | "unknown";
  /** Edits between the lines and diagnoses of a claim: age and sex, order, bundling, units, add-ons, global days. */
  edits(content: ClaimContent): readonly CodeEdit[];
}

export interface CodeEdit {
  /** The scrub rule it belongs to: "28", "33". */
  readonly rule: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly element: string;
  /** What it is about: a line by its number, or a diagnosis by its place; from 1. */
  readonly at: { readonly kind: "line" | "diagnosis"; readonly place: number };
}

/** One that looks at the claim alone. */
export type ContentRule = (content: ClaimContent) => Finding[];
export type ScrubRule = (content: ClaimContent, context: ScrubContext) => Finding[];

type Where = Pick<Finding["source"], "screen" | "field"> & { readonly id?: string | null };

export function error(rule: string, element: string, message: string, content: ClaimContent, where: Where): Finding {
  return finding("error", rule, element, message, content, where);
}

export function warning(rule: string, element: string, message: string, content: ClaimContent, where: Where): Finding {
  return finding("warning", rule, element, message, content, where);
}

function finding(
  severity: Finding["severity"],
  rule: string,
  element: string,
  message: string,
  content: ClaimContent,
  where: Where,
): Finding {
  const source = {
    screen: where.screen,
    field: where.field,
    id: where.id ?? null,
    patientId: content.patient.patientId,
  };
  return { rule, severity, element, message, source };
}
