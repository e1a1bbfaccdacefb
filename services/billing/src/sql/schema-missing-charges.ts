import type { serviceGiven } from "@practicum/contracts/charting/in-house";
import type { MissingChargeKind } from "@practicum/contracts/billing/missing-charges";
import type { z } from "zod";

type Given = z.output<typeof serviceGiven.payload>;

export interface MissingChargeSchema {
  visit_seen: {
    encounter_id: string;
    patient_id: string | null;
    service_date: string | null;
    provider_id: string | null;
    visit_type: string | null;
    started_at: string | null;
    signed_at: string | null;
    dropped_at: string | null;
  };
  given: {
    given_id: string;
    kind: Given["kind"];
    what: string;
    patient_id: string;
    encounter_id: string | null;
    service_date: string;
    provider_id: string | null;
    diagnosis: string | null;
    lines: Given["lines"];
    administration: Given["administration"];
    given_by: string;
    given_at: string;
    captured_at: string | null;
  };
  given_line: { given_id: string; family: string; label: string; code: string | null; units: number };
  given_struck: { given_id: string; because: string; struck_by: string; struck_at: string };
  missing_charge_answer: {
    answer_id: string;
    patient_id: string;
    kind: MissingChargeKind;
    key: string;
    because: string;
    by_name: string;
    at: string;
    withdrawn_at: string | null;
    withdrawn_by: string | null;
  };
}
