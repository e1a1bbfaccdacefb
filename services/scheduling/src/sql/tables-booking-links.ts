import type { LinkState } from "@practicum/contracts/scheduling/booking-links";
import type { Instant } from "@practicum/kernel/instant";

/** What each is for stands in `migration-booking-links.ts`. */
export interface BookingLinkTables {
  readonly booking_link: {
    readonly link_id: string;
    readonly patient_id: string;
    readonly visit_type_id: string;
    readonly mark: string;
    readonly until: Instant;
    readonly state: LinkState;
    readonly tries: number;
    readonly session_id: string | null;
    readonly heard_at: Instant | null;
    readonly appointment_id: string | null;
    readonly made_at: Instant;
    readonly version: number;
  };
}
