import type { ProcedureKind, ProcedureStep } from "@practicum/contracts/charting/procedures";
import type { Instant } from "@practicum/kernel/instant";
import type { GeneratedAlways } from "kysely";

/** CHT-214 to CHT-220: procedures and their specimens. An order is never changed; what became of it is only added. */
export const PROCEDURES: readonly string[] = [
  `create table procedure_order (
    order_id uuid primary key,
    place bigint generated always as identity,
    encounter_id uuid not null references encounter,
    patient_id uuid not null,
    kind text not null,
    body_site text not null,
    detail text not null,
    diagnosis text,
    specimen text,
    ordered_at timestamptz not null,
    ordered_by text not null,
    ordered_by_id text not null
  )`,
  `create index procedure_order_patient on procedure_order (patient_id, place desc)`,
  // CHT-215: no two containers bear the same.
  `create unique index procedure_order_specimen on procedure_order (patient_id, specimen) where specimen is not null`,
  `create table procedure_step (
    step_id uuid primary key,
    place bigint generated always as identity,
    order_id uuid not null references procedure_order,
    content jsonb not null,
    at timestamptz not null,
    by_name text not null
  )`,
  `create index procedure_step_order on procedure_step (order_id, place)`,
  `create trigger keep_added before update or delete on procedure_order for each row execute function keep_added()`,
  `create trigger keep_added before update or delete on procedure_step for each row execute function keep_added()`,
  `alter table document add constraint document_procedure foreign key (procedure_order_id) references procedure_order`,
];

export interface ProcedureTables {
  readonly procedure_order: {
    readonly order_id: string;
    readonly place: GeneratedAlways<number>;
    readonly encounter_id: string;
    readonly patient_id: string;
    readonly kind: ProcedureKind;
    readonly body_site: string;
    readonly detail: string;
    readonly diagnosis: string | null;
    readonly specimen: string | null;
    readonly ordered_at: Instant;
    readonly ordered_by: string;
    readonly ordered_by_id: string;
  };
  readonly procedure_step: {
    readonly step_id: string;
    readonly place: GeneratedAlways<number>;
    readonly order_id: string;
    readonly content: ProcedureStep;
    readonly at: Instant;
    readonly by_name: string;
  };
}
