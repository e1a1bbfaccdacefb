import type { DisclosureKind } from "@practicum/contracts/charting/disclosures";
import type { FactKind, MinorCareKind, SensitiveClass } from "@practicum/contracts/charting/sensitive-classes";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { GeneratedAlways } from "kysely";

/**
 * CHT-281 to CHT-296: the sensitive parts of a chart. What is proposed is not kept, since it follows from the record and the practice's settings; kept
 * is what people said of it, which law the practice works under, under which consent it goes out, and what went out. All is only added to.
 */
export const SENSITIVE: readonly string[] = [
  `create table fact_class (
    entry_id uuid primary key,
    place bigint generated always as identity,
    patient_id uuid not null,
    fact_kind text not null,
    fact_id uuid not null,
    class text not null check (class in ('substance-use', 'minors-care', 'reproductive')),
    says text not null check (says in ('set', 'lifted')),
    version integer not null check (version > 0),
    reason text not null,
    at timestamptz not null,
    by_name text not null,
    by_id text not null,
    unique (fact_id, class, version)
  )`,
  `create index fact_class_patient on fact_class (patient_id, place)`,
  `create trigger keep_added before update or delete on fact_class for each row execute function keep_added_of_patient()`,
  `create table sensitive_settings (
    version integer primary key check (version > 0),
    part2_program boolean not null,
    minors_from integer not null check (minors_from between 0 and 18),
    minors_kinds text[] not null,
    at timestamptz not null,
    by_name text not null
  )`,
  `create trigger keep_added before update or delete on sensitive_settings for each row execute function keep_added()`,
  `create table part2_consent (
    consent_id uuid primary key,
    place bigint generated always as identity,
    patient_id uuid not null,
    recipient text not null,
    what text not null,
    purpose text not null,
    signed_on date not null,
    expires_on date,
    document_id uuid references document,
    at timestamptz not null,
    by_name text not null,
    revoked_on date,
    revoked_at timestamptz,
    revoked_by text,
    revoke_reason text,
    check ((revoked_at is null) = (revoked_on is null) and (revoked_at is null) = (revoke_reason is null))
  )`,
  `create index part2_consent_patient on part2_consent (patient_id, place desc)`,
  `create function keep_consent() returns trigger language plpgsql set search_path from current as $$
  begin
    if tg_op = 'UPDATE'
      and to_jsonb(new) - array['patient_id', 'revoked_on', 'revoked_at', 'revoked_by', 'revoke_reason']
        = to_jsonb(old) - array['patient_id', 'revoked_on', 'revoked_at', 'revoked_by', 'revoke_reason']
      and (new.patient_id = old.patient_id or moves_by_merge(old.patient_id, new.patient_id))
      and (old.revoked_at is null or new.revoked_at = old.revoked_at)
    then
      return new;
    end if;
    raise exception 'a consent is revoked, and nothing else of it changes' using errcode = 'restrict_violation';
  end $$`,
  `create trigger keep_consent before update or delete on part2_consent for each row execute function keep_consent()`,
  `create table disclosure (
    disclosure_id uuid primary key,
    place bigint generated always as identity,
    patient_id uuid not null,
    kind text not null,
    recipient text not null,
    what text not null,
    purpose text not null,
    way text not null,
    classes text[] not null,
    consent_id uuid references part2_consent,
    source_id uuid not null,
    at timestamptz not null,
    by_name text not null
  )`,
  `create index disclosure_patient on disclosure (patient_id, place desc)`,
  `create trigger keep_added before update or delete on disclosure for each row execute function keep_added_of_patient()`,
  // An opening of the sensitive parts of a chart that is not restricted opens no restriction that is made meanwhile.
  `alter table glass_entry add column parts_only boolean not null default false`,
];

export interface SensitiveTables {
  readonly fact_class: {
    readonly entry_id: string;
    readonly place: GeneratedAlways<number>;
    readonly patient_id: string;
    readonly fact_kind: FactKind;
    readonly fact_id: string;
    readonly class: SensitiveClass;
    readonly says: "set" | "lifted";
    readonly version: number;
    readonly reason: string;
    readonly at: Instant;
    readonly by_name: string;
    readonly by_id: string;
  };
  readonly sensitive_settings: {
    readonly version: number;
    readonly part2_program: boolean;
    readonly minors_from: number;
    readonly minors_kinds: readonly MinorCareKind[];
    readonly at: Instant;
    readonly by_name: string;
  };
  readonly part2_consent: {
    readonly consent_id: string;
    readonly place: GeneratedAlways<number>;
    readonly patient_id: string;
    readonly recipient: string;
    readonly what: string;
    readonly purpose: string;
    readonly signed_on: LocalDate;
    readonly expires_on: LocalDate | null;
    readonly document_id: string | null;
    readonly at: Instant;
    readonly by_name: string;
    readonly revoked_on: LocalDate | null;
    readonly revoked_at: Instant | null;
    readonly revoked_by: string | null;
    readonly revoke_reason: string | null;
  };
  readonly disclosure: {
    readonly disclosure_id: string;
    readonly place: GeneratedAlways<number>;
    readonly patient_id: string;
    readonly kind: DisclosureKind;
    readonly recipient: string;
    readonly what: string;
    readonly purpose: string;
    readonly way: string;
    readonly classes: readonly SensitiveClass[];
    readonly consent_id: string | null;
    readonly source_id: string;
    readonly at: Instant;
    readonly by_name: string;
  };
}
