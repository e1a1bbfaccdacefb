import type { LinkState } from "@practicum/contracts/scheduling/booking-links";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";

/** A link that was sent to a patient; what became of it is as scheduling told. */
export interface SentLinkTable {
  readonly link_id: Id<"booking-link">;
  readonly patient_id: Id<"patient">;
  readonly visit_type_id: Id<"visit-type">;
  readonly visit_type_name: string;
  /** For whom it was made: a recall, a person of a campaign, or by the desk alone. */
  readonly source: "recall" | "member" | null;
  readonly source_id: string | null;
  readonly channel: "sms" | "email";
  /** What opens it, until the message has gone: then its mark alone is kept, in scheduling. */
  readonly token: string | null;
  readonly until: Instant;
  readonly sending: "due" | "sent" | "failed" | "dropped";
  readonly attempts: number;
  readonly not_before: Instant;
  readonly sent_at: Instant | null;
  readonly problem: string | null;
  readonly state: LinkState;
  readonly state_version: number;
  readonly visit_at: Instant | null;
  readonly made_at: Instant;
  readonly made_by: string;
}

export interface LinkSchema {
  readonly sent_link: SentLinkTable;
}
