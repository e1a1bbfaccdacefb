import type { PrescriptionSheet } from "@practicum/contracts/charting/prescriptions";
import type { Instant } from "@practicum/kernel/instant";

/** CHT-410 to CHT-413: each printing of a prescription, and the number that a controlled one needs; rows are only added. */
export const PRESCRIPTIONS: readonly string[] = [
  `alter table staff add column npi text, add column dea text`,
  `create table prescription_print (
    print_id uuid not null,
    order_id uuid not null references medication_order,
    sheet text not null check (sheet in ('original', 'reprint', 'copy')),
    at timestamptz not null,
    by_name text not null,
    primary key (order_id, print_id)
  )`,
  `create index prescription_print_id on prescription_print (print_id)`,
  `create trigger keep_added before update or delete on prescription_print for each row execute function keep_added()`,
];

export interface PrescriptionTables {
  readonly prescription_print: {
    readonly print_id: string;
    readonly order_id: string;
    readonly sheet: PrescriptionSheet;
    readonly at: Instant;
    readonly by_name: string;
  };
}
