import type {
  TestGravity,
  TestKind,
  TestPriority,
  TestResultStatus,
  TestSide,
  TestState,
  TestStep,
} from "@practicum/contracts/charting/test-orders";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { GeneratedAlways } from "kysely";

/**
 * CHT-370 to CHT-391. Of an order what was ordered never changes; what became of it is only added. Where it stands now, and how grave its result is,
 * follow from that and are kept beside it so that the lists are one step in an index.
 */
export const TEST_ORDERS: readonly string[] = [
  `create table test_order (
    order_id uuid primary key,
    place bigint generated always as identity,
    encounter_id uuid not null references encounter,
    patient_id uuid not null,
    item text not null,
    kind text not null check (kind in ('laboratory', 'imaging')),
    side text check (side in ('left', 'right', 'both')),
    label text not null,
    diagnoses jsonb not null,
    priority text not null check (priority in ('routine', 'urgent', 'stat')),
    fasting boolean not null,
    comment text not null,
    performer_id uuid references outside_provider,
    ordered_at timestamptz not null,
    ordered_by text not null,
    ordered_by_id text not null,
    state text not null,
    due_on date,
    gravity text check (gravity in ('critical', 'abnormal', 'normal'))
  )`,
  `create index test_order_encounter on test_order (encounter_id)`,
  `create index test_order_patient on test_order (patient_id, place desc)`,
  `create index test_order_performer on test_order (performer_id) where performer_id is not null`,
  `create index test_order_waits on test_order ((case gravity when 'critical' then 0 when 'abnormal' then 1 else 2 end), due_on, place)
    where due_on is not null`,
  `create index test_order_ended on test_order (place desc) where due_on is null`,
  `create index test_order_item on test_order (item, place) where due_on is not null`,
  `create function keep_test_order() returns trigger language plpgsql set search_path from current as $$
  begin
    if tg_op = 'UPDATE'
      and to_jsonb(new) - array['state', 'due_on', 'gravity', 'patient_id'] = to_jsonb(old) - array['state', 'due_on', 'gravity', 'patient_id']
      and (new.patient_id = old.patient_id or moves_by_merge(old.patient_id, new.patient_id))
    then
      return new;
    end if;
    raise exception 'what was ordered does not change' using errcode = 'restrict_violation';
  end $$`,
  `create trigger keep_test_order before update or delete on test_order for each row execute function keep_test_order()`,
  `create table test_step (
    step_id uuid primary key,
    place bigint generated always as identity,
    order_id uuid not null references test_order,
    content jsonb not null,
    at timestamptz not null,
    by_name text not null
  )`,
  `create index test_step_order on test_step (order_id, place)`,
  `create trigger keep_added before update or delete on test_step for each row execute function keep_added()`,
  // CHT-381: the values of the report that stands are results of the chart.
  `alter table observation add column test_step_id uuid references test_step`,
  `create index observation_test_step on observation (test_step_id) where test_step_id is not null`,
];

/** CHT-390: reports that fit nobody's order. What came never changes; that it was filed or is nobody's is said once. */
export const UNMATCHED_RESULTS: readonly string[] = [
  `create table unmatched_result (
    result_id uuid primary key,
    place bigint generated always as identity,
    received_at timestamptz not null,
    source text not null,
    content jsonb not null,
    why text not null,
    ended_at timestamptz,
    ended_by text,
    order_id uuid references test_order,
    dismissed_because text,
    check ((ended_at is null) = (order_id is null and dismissed_because is null))
  )`,
  `create index unmatched_result_waits on unmatched_result (place) where ended_at is null`,
  `create index unmatched_result_order on unmatched_result (order_id) where order_id is not null`,
  `create function keep_unmatched_result() returns trigger language plpgsql set search_path from current as $$
  begin
    if tg_op = 'UPDATE' and old.ended_at is null
      and to_jsonb(new) - array['ended_at', 'ended_by', 'order_id', 'dismissed_because'] = to_jsonb(old) - array['ended_at', 'ended_by', 'order_id', 'dismissed_because']
    then
      return new;
    end if;
    raise exception 'a report that came does not change' using errcode = 'restrict_violation';
  end $$`,
  `create trigger keep_unmatched_result before update or delete on unmatched_result
    for each row execute function keep_unmatched_result()`,
];

/** A report as it came, before anybody's order took it. */
export interface ReceivedReport {
  readonly orderNumber: string;
  readonly person: {
    readonly family: string;
    readonly given: string;
    readonly birthDate: LocalDate | null;
    readonly sex: "female" | "male" | "unknown";
    readonly mrn: string;
  };
  readonly item: string;
  readonly status: TestResultStatus;
  readonly reportedOn: LocalDate;
  readonly values: readonly { readonly key: string; readonly value: string }[];
  readonly abnormal: boolean | null;
  readonly report: string;
}

export interface TestOrderTables {
  readonly unmatched_result: {
    readonly result_id: string;
    readonly place: GeneratedAlways<number>;
    readonly received_at: Instant;
    readonly source: string;
    readonly content: ReceivedReport;
    readonly why: string;
    readonly ended_at: Instant | null;
    readonly ended_by: string | null;
    readonly order_id: string | null;
    readonly dismissed_because: string | null;
  };
  readonly test_order: {
    readonly order_id: string;
    readonly place: GeneratedAlways<number>;
    readonly encounter_id: string;
    readonly patient_id: string;
    readonly item: string;
    readonly kind: TestKind;
    readonly side: TestSide | null;
    readonly label: string;
    readonly diagnoses: readonly { readonly code: string; readonly label: string }[];
    readonly priority: TestPriority;
    readonly fasting: boolean;
    readonly comment: string;
    readonly performer_id: string | null;
    readonly ordered_at: Instant;
    readonly ordered_by: string;
    readonly ordered_by_id: string;
    readonly state: TestState;
    readonly due_on: LocalDate | null;
    readonly gravity: TestGravity | null;
  };
  readonly test_step: {
    readonly step_id: string;
    readonly place: GeneratedAlways<number>;
    readonly order_id: string;
    readonly content: TestStep;
    readonly at: Instant;
    readonly by_name: string;
  };
}
