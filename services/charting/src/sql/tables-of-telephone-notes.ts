import type { Instant } from "@practicum/kernel/instant";

/** CHT-450 to CHT-453: what was advised on calls. A signed note does not change but for whose record it is; what strikes it is only added. */
export const TELEPHONE_NOTES: readonly string[] = [
  `create table telephone_note (
    note_id uuid primary key,
    patient_id uuid not null,
    call_id uuid not null,
    called_at timestamptz not null,
    spoke_with text not null,
    reason text not null,
    text text not null,
    signed_at timestamptz not null,
    by_name text not null,
    by_id text not null
  )`,
  `create index telephone_note_patient on telephone_note (patient_id, called_at desc)`,
  `create function keep_telephone_note() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' or to_jsonb(new) - 'patient_id' <> to_jsonb(old) - 'patient_id' then
        raise exception 'a telephone note is not deleted, and what is signed does not change';
      end if;
      return new;
    end $$`,
  `create trigger keep_telephone_note before update or delete on telephone_note
    for each row execute function keep_telephone_note()`,
  `create table struck_telephone_note (
    note_id uuid primary key references telephone_note,
    at timestamptz not null,
    by_name text not null,
    reason text not null
  )`,
  `create trigger keep_added before update or delete on struck_telephone_note
    for each row execute function keep_added()`,
];

export interface TelephoneNoteTables {
  readonly telephone_note: {
    readonly note_id: string;
    readonly patient_id: string;
    readonly call_id: string;
    readonly called_at: Instant;
    readonly spoke_with: string;
    readonly reason: string;
    readonly text: string;
    readonly signed_at: Instant;
    readonly by_name: string;
    readonly by_id: string;
  };
  readonly struck_telephone_note: {
    readonly note_id: string;
    readonly at: Instant;
    readonly by_name: string;
    readonly reason: string;
  };
}
