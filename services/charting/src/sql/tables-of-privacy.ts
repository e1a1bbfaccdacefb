import type {
  AccountExemption,
  PrivacyGround,
  PrivacyRequestKind,
  RestrictionTarget,
} from "@practicum/contracts/charting/privacy-law";
import type { PrivacyRequestState, PrivacyStepKind } from "@practicum/contracts/charting/privacy-requests";
import type { SensitiveClass } from "@practicum/contracts/charting/sensitive-classes";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";

/** CHT-310 to CHT-319: what patients asked about their information. Of a request only where it stands changes; each step of it is a row that stays. */
export const PRIVACY: readonly string[] = [
  `create table privacy_request (
    request_id uuid primary key,
    patient_id uuid not null,
    kind text not null check (kind in ('access', 'amendment', 'accounting', 'restriction', 'confidential')),
    asked_by text not null,
    asked text not null,
    received_on date not null,
    target text check (target in ('health-plan', 'people-here', 'others')),
    paid_in_full boolean not null,
    from_date date,
    until_date date,
    due_on date not null,
    extended boolean not null,
    state text not null check (state in ('open', 'in-review', 'granted', 'denied', 'withdrawn', 'ended')),
    ground text,
    denied_by text,
    disagreed boolean not null,
    rebutted boolean not null,
    reviewed boolean not null,
    owner_id uuid,
    version integer not null check (version > 0),
    check ((kind = 'restriction') = (target is not null and from_date is not null)),
    check ((state = 'denied' or state = 'in-review') <= (ground is not null and denied_by is not null))
  )`,
  `create index privacy_request_open on privacy_request (due_on, request_id) where state in ('open', 'in-review')`,
  `create index privacy_request_done on privacy_request (received_on, request_id) where state not in ('open', 'in-review')`,
  `create index privacy_request_patient on privacy_request (patient_id)`,
  `create table privacy_step (
    request_id uuid not null references privacy_request,
    version integer not null,
    kind text not null,
    words text not null,
    ground text,
    fee_cents integer,
    by_name text not null,
    at timestamptz not null,
    primary key (request_id, version)
  )`,
  `create trigger keep_added before update or delete on privacy_step for each row execute function keep_added()`,
  `create table hand_disclosure (
    disclosure_id uuid primary key,
    patient_id uuid not null,
    on_day date not null,
    recipient text not null,
    what text not null,
    purpose text not null,
    way text not null,
    exemption text,
    withheld_until date,
    classes text[] not null,
    by_name text not null,
    at timestamptz not null
  )`,
  `create index hand_disclosure_patient on hand_disclosure (patient_id, on_day)`,
  `create trigger keep_added before update or delete on hand_disclosure for each row execute function keep_added_of_patient()`,
  `create table struck_disclosure (
    disclosure_id uuid primary key references hand_disclosure,
    reason text not null,
    by_name text not null,
    at timestamptz not null
  )`,
  `create trigger keep_added before update or delete on struck_disclosure for each row execute function keep_added()`,
];

export interface PrivacyTables {
  readonly privacy_request: {
    readonly request_id: string;
    readonly patient_id: string;
    readonly kind: PrivacyRequestKind;
    readonly asked_by: string;
    readonly asked: string;
    readonly received_on: LocalDate;
    readonly target: RestrictionTarget | null;
    readonly paid_in_full: boolean;
    readonly from_date: LocalDate | null;
    readonly until_date: LocalDate | null;
    readonly due_on: LocalDate;
    readonly extended: boolean;
    readonly state: PrivacyRequestState;
    readonly ground: PrivacyGround | null;
    /** The id of who refused it. */
    readonly denied_by: string | null;
    readonly disagreed: boolean;
    readonly rebutted: boolean;
    readonly reviewed: boolean;
    readonly owner_id: string | null;
    readonly version: number;
  };
  readonly privacy_step: {
    readonly request_id: string;
    readonly version: number;
    readonly kind: PrivacyStepKind;
    readonly words: string;
    readonly ground: PrivacyGround | null;
    readonly fee_cents: number | null;
    readonly by_name: string;
    readonly at: Instant;
  };
  readonly hand_disclosure: {
    readonly disclosure_id: string;
    readonly patient_id: string;
    readonly on_day: LocalDate;
    readonly recipient: string;
    readonly what: string;
    readonly purpose: string;
    readonly way: string;
    readonly exemption: AccountExemption | null;
    readonly withheld_until: LocalDate | null;
    readonly classes: readonly SensitiveClass[];
    readonly by_name: string;
    readonly at: Instant;
  };
  readonly struck_disclosure: {
    readonly disclosure_id: string;
    readonly reason: string;
    readonly by_name: string;
    readonly at: Instant;
  };
}
