import type { Encounter } from "@practicum/contracts/charting/encounters";
import type { NoteSection } from "@practicum/contracts/charting/notes";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import type { Instant } from "@practicum/kernel/instant";
import { sql } from "kysely";
import { noteSections } from "../domain/note-sections.ts";
import type { Written } from "./change-lists.ts";
import type { ChartingTables, Diagnosis, Procedure } from "./tables.ts";

type T = Tx<ChartingTables>;
export type Sections = Encounter["sections"];

interface SectionRow {
  readonly section: NoteSection;
  readonly text: string;
  readonly version: number;
  readonly savedAt: Instant;
  readonly savedBy: string;
}

/** All six sections; one that nobody wrote has version 0. */
export async function sectionsOf(tx: T, encounterId: string): Promise<Sections> {
  const { rows } = await sql<SectionRow>`
    select section, text, version, saved_at as "savedAt", saved_by as "savedBy"
    from note_section where encounter_id = ${encounterId}`.execute(tx);
  const at = (section: NoteSection): Sections[NoteSection] => {
    const found = rows.find((row) => row.section === section);
    if (!found) return { text: "", version: 0, savedAt: null, savedBy: null };
    const { section: _, ...saved } = found;
    return saved;
  };
  return {
    reason: at("reason"),
    hpi: at("hpi"),
    ros: at("ros"),
    exam: at("exam"),
    assessment: at("assessment"),
    plan: at("plan"),
  };
}

export async function sectionOf(tx: T, encounterId: string, section: NoteSection): Promise<SectionRow | undefined> {
  const { rows } = await sql<SectionRow>`
    select section, text, version, saved_at as "savedAt", saved_by as "savedBy"
    from note_section where encounter_id = ${encounterId} and section = ${section}`.execute(tx);
  return rows[0];
}

/**
 * Saves a section over the version that was seen, and keeps that version for ever, in one statement.
 * @returns the new version, or undefined when another was saved meanwhile.
 */
export async function saveSection(
  tx: T,
  s: {
    readonly encounterId: string;
    readonly section: NoteSection;
    readonly text: string;
    readonly baseVersion: number;
  },
  w: Written,
): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`
    with saved as (
      insert into note_section (encounter_id, section, text, version, saved_at, saved_by)
      select ${s.encounterId}::uuid, ${s.section}, ${s.text}, 1, ${w.at}::timestamptz, ${w.by}
      where ${s.baseVersion}::int = 0 or exists (
        select 1 from note_section where encounter_id = ${s.encounterId}::uuid and section = ${s.section})
      on conflict (encounter_id, section) do update set text = excluded.text, version = note_section.version + 1,
        saved_at = excluded.saved_at, saved_by = excluded.saved_by
      where note_section.version = ${s.baseVersion}::int
      returning *
    ), kept as (
      insert into note_version (encounter_id, section, version, text, saved_at, saved_by)
      select encounter_id, section, version, text, saved_at, saved_by from saved
    )
    select version from saved`.execute(tx);
  return rows[0]?.version;
}

export async function versionsOf(
  tx: T,
  encounterId: string,
  section: NoteSection,
): Promise<{ version: number; text: string; savedAt: Instant; savedBy: string }[]> {
  const { rows } = await sql<{ version: number; text: string; savedAt: Instant; savedBy: string }>`
    select version, text, saved_at as "savedAt", saved_by as "savedBy" from note_version
    where encounter_id = ${encounterId} and section = ${section} order by version desc limit 500`.execute(tx);
  return rows;
}

/** The text of the patient's note before this one, or null: what a cloned note would be a copy of. */
export async function earlierNote(
  tx: T,
  e: { readonly encounterId: string; readonly patientId: string; readonly serviceDate: string },
): Promise<string | null> {
  const order = noteSections.join(",");
  const { rows } = await sql<{ text: string }>`
    select string_agg(n.text, E'\n' order by array_position(string_to_array(${order}, ','), n.section)) as text
    from note_section n where n.section <> 'reason' and n.encounter_id = (
      select e.encounter_id from encounter e
      where e.patient_id = ${e.patientId} and e.encounter_id <> ${e.encounterId} and e.service_date <= ${e.serviceDate}::date
        and e.status <> 'open' and exists (select 1 from note_section s where s.encounter_id = e.encounter_id and s.section = 'hpi')
      order by e.service_date desc, e.start_time desc nulls last limit 1)`.execute(tx);
  return rows[0]?.text ?? null;
}

/** Sets the coding over the version that was seen, and keeps that version; undefined when another was saved meanwhile. */
export async function saveCoding(
  tx: T,
  c: {
    readonly encounterId: string;
    readonly baseVersion: number;
    readonly diagnoses: readonly Diagnosis[];
    readonly procedures: readonly Procedure[];
  },
  w: Written,
): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`
    with saved as (
      update encounter set diagnoses = ${json(c.diagnoses)}, procedures = ${json(c.procedures)}, coding_version = coding_version + 1
      where encounter_id = ${c.encounterId} and coding_version = ${c.baseVersion} returning *
    ), kept as (
      insert into coding_version (encounter_id, version, diagnoses, procedures, saved_at, saved_by)
      select encounter_id, coding_version, diagnoses, procedures, ${w.at}::timestamptz, ${w.by} from saved
    )
    select coding_version as version from saved`.execute(tx);
  return rows[0]?.version;
}
