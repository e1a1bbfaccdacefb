import type { Generated } from "kysely";

export interface EligibilityAheadSchema {
  eligibility_handled: {
    handled_id: string;
    appointment_id: string;
    patient_id: string;
    /** The state, and the answer that it rests on. */
    about: string;
    note: string;
    at: string;
    by_name: string;
    undone_at: Generated<string | null>;
    undone_by: Generated<string | null>;
  };
}
