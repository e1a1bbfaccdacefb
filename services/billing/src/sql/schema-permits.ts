import type { permitKind, permitStatus } from "@practicum/contracts/billing/permits";
import type { z } from "zod";

/** Referrals and authorizations, and which visits used them. */
export interface PermitSchema {
  permit: {
    permit_id: string;
    patient_id: string;
    coverage_id: string;
    kind: z.output<typeof permitKind>;
    number: string | null;
    from_name: string;
    from_npi: string | null;
    to_staff_id: string | null;
    diagnosis: string;
    codes: string[];
    units: number;
    from_date: string;
    until_date: string;
    status: z.output<typeof permitStatus>;
    note: string;
    added_by: string;
    added_at: string;
    version: number;
  };
  permit_use: {
    encounter_id: string;
    kind: z.output<typeof permitKind>;
    coverage_id: string;
    permit_id: string;
    at: string;
  };
  /** What was said of it, in order: never changed. */
  permit_event: {
    permit_id: string;
    version: number;
    at: string;
    by_name: string;
    status: z.output<typeof permitStatus>;
    because: string | null;
  };
}
