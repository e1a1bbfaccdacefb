import type { BillingPaper } from "@practicum/contracts/billing/billing-paper";
import type { Logo } from "../statements/domain/logo.ts";

/** What a statement needs for the mail beside what it asks for. */
export interface Mailing {
  readonly language: "en" | "es";
  /** The patient's number, as it stands on the paper. */
  readonly account: string;
  /** The family whose guarantor gets it; null where it goes to the patient, or to whom the own record names. */
  readonly household: string | null;
}

/** What the practice's bills say of it. */
export interface BillingPaperSchema {
  billing_paper_version: {
    version: number;
    content: Omit<BillingPaper, "logo">;
    logo: Logo | null;
    /** What is otherwise than in the version before, by the fields' names. */
    changed: string[];
    at: string;
    by_name: string;
  };
}
