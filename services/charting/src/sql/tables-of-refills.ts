import type { refillAskedBy, RefillState, RefillStep } from "@practicum/contracts/charting/refills";
import type { Instant } from "@practicum/kernel/instant";
import type { GeneratedAlways } from "kysely";
import type { z } from "zod";
import type { PharmacyMessage } from "../domain/pharmacy-message.ts";

/**
 * CHT-418 to CHT-427. What was asked never changes; what was said of it is only added. Where it stands follows from that and is kept beside it so
 * that the lists are one step in an index.
 */
export const REFILLS: readonly string[] = [
  `create table refill_request (
    request_id uuid primary key,
    place bigint generated always as identity,
    patient_id uuid not null,
    medication_id uuid not null references medication,
    order_id uuid references medication_order,
    asked_by text not null check (asked_by in ('pharmacy', 'patient')),
    pharmacy_id uuid,
    pharmacy text,
    note text not null,
    asked_at timestamptz not null,
    by_name text not null,
    state text not null check (state in ('waiting', 'to-answer', 'ended'))
  )`,
  `create index refill_request_state on refill_request (state, place)`,
  `create index refill_request_patient on refill_request (patient_id, place desc)`,
  `create index refill_request_medication on refill_request (medication_id)`,
  `create index refill_request_order on refill_request (order_id) where order_id is not null`,
  `create function keep_refill_request() returns trigger language plpgsql set search_path from current as $$
  begin
    if tg_op = 'UPDATE'
      and to_jsonb(new) - array['state', 'patient_id'] = to_jsonb(old) - array['state', 'patient_id']
      and (new.patient_id = old.patient_id or moves_by_merge(old.patient_id, new.patient_id))
    then
      return new;
    end if;
    raise exception 'what was asked does not change' using errcode = 'restrict_violation';
  end $$`,
  `create trigger keep_refill_request before update or delete on refill_request
    for each row execute function keep_refill_request()`,
  // The message is what went to the pharmacy by the connection with that step.
  `create table refill_step (
    step_id uuid primary key,
    place bigint generated always as identity,
    request_id uuid not null references refill_request,
    content jsonb not null,
    message jsonb,
    at timestamptz not null,
    by_name text not null
  )`,
  `create index refill_step_request on refill_step (request_id, place)`,
  `create trigger keep_added before update or delete on refill_step for each row execute function keep_added()`,
];

export interface RefillTables {
  readonly refill_request: {
    readonly request_id: string;
    readonly place: GeneratedAlways<number>;
    readonly patient_id: string;
    readonly medication_id: string;
    readonly order_id: string | null;
    readonly asked_by: z.output<typeof refillAskedBy>;
    readonly pharmacy_id: string | null;
    readonly pharmacy: string | null;
    readonly note: string;
    readonly asked_at: Instant;
    readonly by_name: string;
    readonly state: RefillState;
  };
  readonly refill_step: {
    readonly step_id: string;
    readonly place: GeneratedAlways<number>;
    readonly request_id: string;
    readonly content: RefillStep;
    readonly message: PharmacyMessage | null;
    readonly at: Instant;
    readonly by_name: string;
  };
}
