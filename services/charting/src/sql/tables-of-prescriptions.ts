import type { PrescriptionSheet } from "@practicum/contracts/charting/prescriptions";
import type { PharmacyMessage } from "../domain/pharmacy-message.ts";
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

/** CHT-414 to CHT-417: the directory of pharmacies as scheduling tells of it, and what went to one by the connection; messages are only added. */
export const PHARMACY_PORT: readonly string[] = [
  `alter table order_step drop constraint order_step_state_check, drop constraint order_step_channel_check,
    add constraint order_step_state_check
      check (state in ('sent', 'received', 'partly-filled', 'filled', 'failed', 'cancelled')),
    add constraint order_step_channel_check check (channel in ('print', 'phone', 'fax', 'other-system', 'network'))`,
  `create table pharmacy (
    pharmacy_id uuid primary key,
    name text not null,
    ncpdp_id text,
    active boolean not null,
    version integer not null
  )`,
  `create table pharmacy_message (
    step_id uuid primary key references order_step,
    order_id uuid not null references medication_order,
    pharmacy_id uuid not null,
    kind text not null check (kind in ('new', 'cancel')),
    content jsonb not null,
    at timestamptz not null
  )`,
  `create index pharmacy_message_order on pharmacy_message (order_id, at desc)`,
  `create trigger keep_added before update or delete on pharmacy_message for each row execute function keep_added()`,
];

export interface PrescriptionTables {
  readonly pharmacy: {
    readonly pharmacy_id: string;
    readonly name: string;
    readonly ncpdp_id: string | null;
    readonly active: boolean;
    readonly version: number;
  };
  readonly pharmacy_message: {
    readonly step_id: string;
    readonly order_id: string;
    readonly pharmacy_id: string;
    readonly kind: PharmacyMessage["kind"];
    readonly content: PharmacyMessage;
    readonly at: Instant;
  };
  readonly prescription_print: {
    readonly print_id: string;
    readonly order_id: string;
    readonly sheet: PrescriptionSheet;
    readonly at: Instant;
    readonly by_name: string;
  };
}
