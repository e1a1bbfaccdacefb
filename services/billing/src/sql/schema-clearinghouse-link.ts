import type { ClearinghouseLink, LinkFault } from "@practicum/contracts/billing/clearinghouse-link";
import type { Instant } from "@practicum/kernel/instant";
import type { Generated } from "kysely";

export interface ClearinghouseLinkSchema {
  clearinghouse_link: {
    one_row: Generated<boolean>;
    content: ClearinghouseLink;
    version: number;
    /** The fingerprint that somebody said is the clearinghouse's, and the one that was shown last. */
    trusted_host_key: string | null;
    shown_host_key: string | null;
    /** When a try was asked for; null when it has ended. */
    asked_at: Instant | null;
    tried_at: Instant | null;
    fine_at: Instant | null;
    sent: Generated<number>;
    taken: Generated<number>;
    fault: LinkFault | null;
    fault_about: string | null;
    fault_since: Instant | null;
  };
  clearinghouse_taken: { name: string; bytes: number; changed_at: number; at: string };
}
