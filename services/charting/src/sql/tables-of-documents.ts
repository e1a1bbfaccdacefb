import type { DocumentKind, DocumentView, MediaType } from "@practicum/contracts/charting/documents";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";

/**
 * CHT-206 to CHT-213: documents and images. What is in them stands once under its hash and is never changed. It is in the database, so that one
 * backup, one retention and one transaction hold for the chart and its pictures, in the clinic and in a browser tab alike.
 */
export const DOCUMENTS: readonly string[] = [
  `create table document_content (
    sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
    bytes bytea not null,
    kept_at timestamptz not null
  )`,
  // They are compressed already: PostgreSQL need not try.
  `alter table document_content alter column bytes set storage external`,
  `create trigger keep_added before update or delete on document_content for each row execute function keep_added()`,
  `create table document (
    document_id uuid primary key,
    patient_id uuid not null,
    kind text not null check (kind in
      ('photo', 'scan', 'outside-record', 'pathology-report', 'consent', 'card', 'letter', 'other')),
    title text not null,
    taken_on date not null,
    body_site text not null,
    encounter_id uuid references encounter,
    procedure_order_id uuid,
    sha256 text not null references document_content,
    media_type text not null check (media_type in ('image/jpeg', 'image/png', 'application/pdf', 'text/plain')),
    size_bytes integer not null,
    width integer,
    height integer,
    added_at timestamptz not null,
    added_by text not null,
    added_by_id text not null,
    struck_at timestamptz,
    struck_by text,
    strike_reason text,
    check ((struck_at is null) = (strike_reason is null))
  )`,
  // CHT-210: a file stands in a chart once.
  `create unique index document_once on document (patient_id, sha256) where struck_at is null`,
  `create index document_list on document (patient_id, taken_on desc, added_at desc, document_id desc)`,
  `create index document_content_of on document (sha256)`,
  `create table document_view (
    document_id uuid not null references document,
    version integer not null,
    content jsonb not null,
    at timestamptz not null,
    by_name text not null,
    primary key (document_id, version)
  )`,
  `create trigger keep_added before update or delete on document_view for each row execute function keep_added()`,
];

export interface DocumentTables {
  readonly document_content: { readonly sha256: string; readonly bytes: Uint8Array; readonly kept_at: Instant };
  readonly document: {
    readonly document_id: string;
    readonly patient_id: string;
    readonly kind: DocumentKind;
    readonly title: string;
    readonly taken_on: LocalDate;
    readonly body_site: string;
    readonly encounter_id: string | null;
    readonly procedure_order_id: string | null;
    readonly sha256: string;
    readonly media_type: MediaType;
    readonly size_bytes: number;
    readonly width: number | null;
    readonly height: number | null;
    readonly added_at: Instant;
    readonly added_by: string;
    readonly added_by_id: string;
    readonly struck_at: Instant | null;
    readonly struck_by: string | null;
    readonly strike_reason: string | null;
  };
  readonly document_view: {
    readonly document_id: string;
    readonly version: number;
    readonly content: DocumentView;
    readonly at: Instant;
    readonly by_name: string;
  };
}
