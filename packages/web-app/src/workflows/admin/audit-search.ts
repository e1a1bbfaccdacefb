import type { Period } from "./audit-sentence.ts";

/** What the address of the audit trail says. */
export interface AuditSearch {
  /** A patient's id. */
  readonly patient?: string | undefined;
  /** A person's id. */
  readonly by?: string | undefined;
  /** Absent: today. */
  readonly when?: Period | undefined;
}
