import type { Instant } from "@practicum/kernel/instant";

/** CHT-197 to CHT-199: psychotherapy notes, in tables that no other query reads. Versions are only added. */
export const PRIVATE_NOTES: readonly string[] = [
  `create table private_note (
    note_id uuid primary key,
    encounter_id uuid not null references encounter,
    author_id text not null,
    by_name text not null,
    text text not null,
    version integer not null,
    saved_at timestamptz not null,
    reader_ids text[] not null default '{}',
    unique (encounter_id, author_id)
  )`,
  `create table private_note_version (
    note_id uuid not null references private_note,
    version integer not null,
    text text not null,
    saved_at timestamptz not null,
    primary key (note_id, version)
  )`,
  `create trigger keep_added before update or delete on private_note_version
    for each row execute function keep_added()`,
];

export interface PrivateNoteTables {
  readonly private_note: {
    readonly note_id: string;
    readonly encounter_id: string;
    readonly author_id: string;
    readonly by_name: string;
    readonly text: string;
    readonly version: number;
    readonly saved_at: Instant;
    readonly reader_ids: readonly string[];
  };
  readonly private_note_version: {
    readonly note_id: string;
    readonly version: number;
    readonly text: string;
    readonly saved_at: Instant;
  };
}
