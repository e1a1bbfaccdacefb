import type { RuleMode } from "@practicum/contracts/billing/scrub-rules";

/** What is known of a rule beside its program: what it checks, where it comes from, how far a practice may set it. */
export interface CatalogueEntry {
  /** Its number: SCRUB-23 is "23". */
  readonly rule: string;
  readonly title: string;
  readonly checks: string;
  /** Loops and elements of the 837P. */
  readonly elements: string;
  readonly source: string;
  /** What its findings do; "writer": what breaks it is never written. */
  readonly usual: "stops" | "warns" | "both" | "writer";
  /** Why it, or a part of it, is always on; null where all of it may be switched. */
  readonly stays: string | null;
  /** How it may be set beside the usual. */
  readonly modes: readonly Exclude<RuleMode, "usual">[];
  /** Fields whose findings nobody switches, though the rule is. */
  readonly always?: readonly string[];
  /** Which of the payer's own data it goes by. */
  readonly follows?: string;
  /** Code files without which it, or a part of it, finds nothing: their kinds and their names. */
  readonly files?: readonly { readonly kind: string; readonly name: string }[];
  /** Whether it looks codes up. */
  readonly codes?: true;
  /** Why it can't be tried on what was first sent. */
  readonly notReplayed?: string;
}
