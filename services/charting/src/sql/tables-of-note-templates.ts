import type { NotePhrase } from "@practicum/contracts/charting/note-phrases";
import type { CarriedLine, generatedLines } from "@practicum/contracts/charting/notes";
import type { FieldAnswer, TemplateContent } from "@practicum/contracts/charting/template-content";
import type { Instant } from "@practicum/kernel/instant";
import type { z } from "zod";

export type Generated = z.output<typeof generatedLines>;

/**
 * CHT-340 to CHT-357. A template is only added to; a note keeps the version that it was made with, and each answer that was ever saved. What
 * is in a signed note does not change.
 */
export const NOTE_TEMPLATES: readonly string[] = [
  `create table note_template (
    template_id uuid not null,
    version integer not null check (version > 0),
    name text not null,
    content jsonb not null,
    active boolean not null,
    pack text,
    saved_at timestamptz not null,
    saved_by text not null,
    primary key (template_id, version)
  )`,
  `create trigger keep_added before update or delete on note_template for each row execute function keep_added()`,
  `create table note_form (
    encounter_id uuid not null references encounter on delete cascade,
    template_id uuid not null,
    version integer not null,
    place integer not null,
    put_at timestamptz not null,
    put_by text not null,
    out_at timestamptz,
    out_by text,
    primary key (encounter_id, template_id),
    foreign key (template_id, version) references note_template
  )`,
  `create trigger keep_sealed before insert or update or delete on note_form for each row execute function keep_sealed_part()`,
  `create table note_answer (
    encounter_id uuid not null,
    template_id uuid not null,
    field text not null,
    answer jsonb,
    version integer not null,
    saved_at timestamptz not null,
    saved_by text not null,
    saved_by_id text not null,
    primary key (encounter_id, template_id, field),
    foreign key (encounter_id, template_id) references note_form on delete cascade
  )`,
  `create trigger keep_sealed before insert or update or delete on note_answer for each row execute function keep_sealed_part()`,
  `create table note_answer_version (
    encounter_id uuid not null,
    template_id uuid not null,
    field text not null,
    version integer not null,
    answer jsonb,
    saved_at timestamptz not null,
    saved_by text not null,
    saved_by_id text not null,
    primary key (encounter_id, template_id, field, version)
  )`,
  `create trigger keep_added before update or delete on note_answer_version for each row execute function keep_added()`,
  `alter table note_section add column generated jsonb not null default '[]'`,
  `alter table note_version add column generated jsonb not null default '[]'`,
];

/** CHT-360: which lines of a section were taken over from earlier notes; the few notes that have some are found by what they came from. */
export const CARRIED_LINES: readonly string[] = [
  `alter table note_section add column carried jsonb not null default '[]'`,
  `alter table note_version add column carried jsonb not null default '[]'`,
  `create index note_section_carried on note_section (encounter_id) where carried <> '[]'`,
];

/** CHT-366 to CHT-369: phrases, of the practice where they have no owner; each version is a row, and rows are only added. */
export const NOTE_PHRASES: readonly string[] = [
  `create table note_phrase (
    phrase_id uuid not null,
    version integer not null check (version > 0),
    owner_id text,
    name text not null,
    text text not null,
    sections jsonb not null,
    language text not null check (language in ('en', 'es')),
    active boolean not null,
    saved_at timestamptz not null,
    saved_by text not null,
    primary key (phrase_id, version)
  )`,
  `create index note_phrase_owner on note_phrase (owner_id, phrase_id, version desc)`,
  `create trigger keep_added before update or delete on note_phrase for each row execute function keep_added()`,
];

/** What fields wrote of a section, and what was taken over. */
export interface SectionMarks {
  readonly generated: Generated;
  readonly carried: readonly CarriedLine[];
}

interface AnswerColumns {
  readonly encounter_id: string;
  readonly template_id: string;
  readonly field: string;
  /** Null where it was taken back. */
  readonly answer: FieldAnswer | null;
  readonly version: number;
  readonly saved_at: Instant;
  readonly saved_by: string;
  readonly saved_by_id: string;
}

export interface NoteTemplateTables {
  readonly note_template: {
    readonly template_id: string;
    readonly version: number;
    readonly name: string;
    readonly content: TemplateContent;
    readonly active: boolean;
    /** The pack that it came with. */
    readonly pack: string | null;
    readonly saved_at: Instant;
    readonly saved_by: string;
  };
  readonly note_form: {
    readonly encounter_id: string;
    readonly template_id: string;
    readonly version: number;
    readonly place: number;
    readonly put_at: Instant;
    readonly put_by: string;
    readonly out_at: Instant | null;
    readonly out_by: string | null;
  };
  readonly note_phrase: {
    readonly phrase_id: string;
    readonly version: number;
    /** Whose own it is; null is the practice's. */
    readonly owner_id: string | null;
    readonly name: string;
    readonly text: string;
    readonly sections: NotePhrase["sections"];
    readonly language: NotePhrase["language"];
    readonly active: boolean;
    readonly saved_at: Instant;
    readonly saved_by: string;
  };
  readonly note_answer: AnswerColumns;
  readonly note_answer_version: AnswerColumns;
}
