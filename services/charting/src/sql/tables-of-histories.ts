import type { HistoryContent, HistorySource } from "@practicum/contracts/charting/histories";
import type { Instant } from "@practicum/kernel/instant";
import type { GeneratedAlways } from "kysely";
import type { HistorySubject } from "../domain/histories.ts";

/**
 * CHT-461 to CHT-466: what was said of a history. It does not change but for whose record it is; what marks it as an error is only added.
 * `code` and `label` say what it is about, and so which sensitive part it belongs to.
 */
export const HISTORIES: readonly string[] = [
  `create table history_fact (
    history_id uuid primary key,
    place bigint generated always as identity,
    patient_id uuid not null,
    subject text not null,
    content jsonb not null,
    code text,
    label text,
    source text not null check (source in ('patient', 'outside-record', 'visit')),
    recorded_at timestamptz not null,
    recorded_by text not null,
    recorded_by_id text not null
  )`,
  `create index history_fact_patient on history_fact (patient_id, place desc)`,
  `create function keep_history() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' or to_jsonb(new) - 'patient_id' <> to_jsonb(old) - 'patient_id' then
        raise exception 'what was said of a history is not deleted and does not change';
      end if;
      return new;
    end $$`,
  `create trigger keep_history before update or delete on history_fact for each row execute function keep_history()`,
  `create table struck_history (
    history_id uuid primary key references history_fact,
    at timestamptz not null,
    by_name text not null,
    reason text not null
  )`,
  `create trigger keep_added before update or delete on struck_history for each row execute function keep_added()`,
];

export interface HistoryTables {
  readonly history_fact: {
    readonly history_id: string;
    readonly place: GeneratedAlways<number>;
    readonly patient_id: string;
    readonly subject: HistorySubject;
    readonly content: HistoryContent;
    readonly code: string | null;
    readonly label: string | null;
    readonly source: HistorySource;
    readonly recorded_at: Instant;
    readonly recorded_by: string;
    readonly recorded_by_id: string;
  };
  readonly struck_history: {
    readonly history_id: string;
    readonly at: Instant;
    readonly by_name: string;
    readonly reason: string;
  };
}
