import type { EmSupport, EmWorksheet } from "@practicum/contracts/charting/em-level";
import type { ResultValue } from "@practicum/contracts/charting/in-house";
import type { alert } from "@practicum/contracts/charting/orders";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { GeneratedAlways } from "kysely";
import type { z } from "zod";

/** An alert as it was when the order was given, with the reason that was given to go on. */
export type KeptAlert = z.output<typeof alert> & {
  readonly answer: { readonly reason: string; readonly by: string; readonly at: Instant } | null;
};

export interface InHouseTables {
  readonly em_worksheet: {
    readonly encounter_id: string;
    readonly content: EmWorksheet;
    readonly version: number;
    /** What was counted when the note was signed. */
    readonly support: EmSupport | null;
    readonly saved_at: Instant;
    readonly saved_by: string;
    readonly saved_by_id: string;
  };
  readonly in_house_order: {
    readonly order_id: string;
    /** The order in which they were written. */
    readonly place: GeneratedAlways<number>;
    readonly encounter_id: string;
    readonly patient_id: string;
    readonly item: string;
    readonly kind: "test" | "injection";
    readonly label: string;
    readonly code: string;
    readonly dose_amount: number | null;
    readonly dose_unit: string | null;
    readonly dose_route: "intramuscular" | "subcutaneous" | null;
    readonly diagnosis: string | null;
    readonly instructions: string;
    readonly alerts: readonly KeptAlert[];
    readonly override_reason: string;
    readonly ordered_at: Instant;
    readonly ordered_by: string;
    readonly ordered_by_id: string;
    readonly cancelled_at: Instant | null;
    readonly cancelled_by: string | null;
  };
  readonly in_house_outcome: {
    readonly outcome_id: string;
    readonly order_id: string;
    readonly kind: "done" | "refused" | "not-done";
    readonly at: Instant;
    readonly by_name: string;
    readonly reason: string;
    readonly lot: string;
    readonly expires_on: LocalDate | null;
    readonly site: string;
    readonly ndc: string | null;
    readonly taken_thousandths: number | null;
    readonly taken_unit: "F2" | "GR" | "ME" | "ML" | "UN" | null;
    readonly control_lot: string;
    /** What was typed of a result, to know a repeat from another one. */
    readonly typed: string;
    readonly result: readonly ResultValue[];
    readonly abnormal: boolean;
    readonly seen_at: Instant | null;
    readonly seen_by: string | null;
    readonly struck_at: Instant | null;
    readonly struck_by: string | null;
    readonly strike_reason: string | null;
  };
}
