import type { ImportCandidate, ImportProblem, ImportReading, ImportRowState } from "@practicum/contracts/imports";
import type { Instant } from "@practicum/kernel/instant";
import type { Generated } from "kysely";

/** Imports of a service: files of an old system, and their rows. Part of the schema of each service that takes some. */
export interface ImportTables {
  readonly import_run: {
    readonly import_id: string;
    readonly kind: string;
    readonly system: string;
    readonly file_name: string;
    readonly file_hash: string;
    readonly row_count: number;
    readonly total: number | null;
    readonly reading: ImportReading;
    readonly state: "checked" | "running" | "done" | "undoing" | "undone";
    readonly made_at: Instant;
    readonly made_by: string;
    readonly finished_at: Instant | null;
    readonly undone_by: string | null;
    readonly version: Generated<number>;
  };
  readonly import_row: {
    readonly import_id: string;
    readonly line: number;
    readonly state: ImportRowState;
    readonly old_number: string;
    readonly problem: ImportProblem | null;
    readonly candidates: readonly ImportCandidate[];
    /** Whom a person said that the row is not. */
    readonly not_these: readonly string[];
    /** Whom the row is about: found, or made by it. */
    readonly about_patient_id: string | null;
    /** What was made of it, where that is no patient. */
    readonly record_id: string | null;
    readonly amount: number | null;
    readonly content: object | null;
  };
}

const STATES = ["new", "known", "doubtful", "refused", "taken", "linked", "undone", "kept"];

export const importTables: readonly string[] = [
  `create table import_run (
    import_id uuid primary key,
    kind text not null,
    system text not null,
    file_name text not null,
    file_hash text not null,
    row_count integer not null check (row_count > 0),
    total bigint,
    reading jsonb not null,
    state text not null check (state in ('checked', 'running', 'done', 'undoing', 'undone')),
    made_at timestamptz not null,
    made_by text not null,
    finished_at timestamptz,
    undone_by text,
    version integer not null default 1
  )`,
  // The same file is one import, however often it is chosen, until it is taken back.
  `create unique index import_run_once on import_run (kind, system, file_hash) where state not in ('undoing', 'undone')`,
  `create index import_run_made on import_run (made_at desc, import_id desc)`,
  `create table import_row (
    import_id uuid not null references import_run,
    line integer not null,
    state text not null check (state in (${STATES.map((one) => `'${one}'`).join(", ")})),
    old_number text not null,
    problem jsonb,
    candidates jsonb not null default '[]',
    not_these uuid[] not null default '{}',
    about_patient_id uuid,
    record_id uuid,
    amount bigint,
    content jsonb,
    primary key (import_id, line),
    check ((state = 'refused') = (problem is not null) or state = 'kept')
  )`,
  `create index import_row_state on import_row (import_id, state, line)`,
];
