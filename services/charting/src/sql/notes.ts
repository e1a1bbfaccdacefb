import type { Encounter } from "@practicum/contracts/charting/encounters";
import type { NoteSection } from "@practicum/contracts/charting/notes";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import { noteSections } from "../domain/note-sections.ts";
import type { CodedBy } from "../domain/others-entries.ts";
import type { WrittenBy } from "./change-lists.ts";
import type { ChartingTables, Diagnosis, Procedure } from "./tables.ts";
import type { SectionMarks } from "./tables-of-note-templates.ts";

type T = Tx<ChartingTables>;
export type Sections = Encounter["sections"];

interface SectionRow extends SectionMarks {
  readonly section: NoteSection;
  readonly text: string;
  readonly version: number;
  readonly savedAt: Instant;
  readonly savedBy: string;
  readonly savedById: string | null;
}

const COLUMNS = [
  "section",
  "text",
  "generated",
  "carried",
  "version",
  "saved_at as savedAt",
  "saved_by as savedBy",
  "saved_by_id as savedById",
] as const;

/** All six sections; one that nobody wrote has version 0. */
export async function sectionsOf(tx: T, encounterId: string): Promise<Sections> {
  const rows = await tx.selectFrom("note_section").select(COLUMNS).where("encounter_id", "=", encounterId).execute();
  const at = (section: NoteSection): Sections[NoteSection] => {
    const found = rows.find((row) => row.section === section);
    if (!found)
      return { text: "", generated: [], carried: [], version: 0, savedAt: null, savedBy: null, savedById: null };
    const { section: _, carried, ...saved } = found;
    return { ...saved, carried: [...carried] };
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
  return tx
    .selectFrom("note_section")
    .select(COLUMNS)
    .where("encounter_id", "=", encounterId)
    .where("section", "=", section)
    .executeTakeFirst();
}

/**
 * Saves a section over the version that was seen, and keeps that version for ever.
 * @returns the new version, or undefined when another was saved meanwhile.
 */
export async function saveSection(
  tx: T,
  s: SectionMarks & {
    readonly encounterId: string;
    readonly section: NoteSection;
    readonly text: string;
    readonly baseVersion: number;
  },
  w: WrittenBy,
): Promise<number | undefined> {
  const { encounterId, section, text, baseVersion } = s;
  const saved = {
    text,
    generated: json(s.generated),
    carried: json(s.carried),
    version: baseVersion + 1,
    saved_at: w.at,
    saved_by: w.by,
    saved_by_id: w.byId,
  };
  const kept =
    baseVersion === 0
      ? await tx
          .insertInto("note_section")
          .values({ encounter_id: encounterId, section, ...saved })
          .onConflict((conflict) => conflict.columns(["encounter_id", "section"]).doNothing())
          .returning("version")
          .executeTakeFirst()
      : await tx
          .updateTable("note_section")
          .set(saved)
          .where("encounter_id", "=", encounterId)
          .where("section", "=", section)
          .where("version", "=", baseVersion)
          .returning("version")
          .executeTakeFirst();
  if (!kept) return undefined;
  await tx
    .insertInto("note_version")
    .values({ encounter_id: encounterId, section, ...saved })
    .execute();
  return kept.version;
}

/** A section as it was saved once; undefined where there was no such version. */
export async function versionOf(
  tx: T,
  v: { readonly encounterId: string; readonly section: NoteSection; readonly version: number },
): Promise<(SectionMarks & { readonly text: string }) | undefined> {
  return tx
    .selectFrom("note_version")
    .select(["text", "generated", "carried"])
    .where("encounter_id", "=", v.encounterId)
    .where("section", "=", v.section)
    .where("version", "=", v.version)
    .executeTakeFirst();
}

/** The newest first. */
export async function versionsOf(
  tx: T,
  encounterId: string,
  section: NoteSection,
): Promise<{ version: number; text: string; savedAt: Instant; savedBy: string }[]> {
  return tx
    .selectFrom("note_version")
    .select(["version", "text", "saved_at as savedAt", "saved_by as savedBy"])
    .where("encounter_id", "=", encounterId)
    .where("section", "=", section)
    .orderBy("version", "desc")
    .execute();
}

/** The text of the patient's note before this one, or null: what a cloned note would be a copy of. */
export async function earlierNote(
  tx: T,
  e: { readonly encounterId: string; readonly patientId: string; readonly serviceDate: LocalDate },
): Promise<string | null> {
  const before = await tx
    .selectFrom("encounter as e")
    .innerJoin("note_section as hpi", (join) =>
      join.onRef("hpi.encounter_id", "=", "e.encounter_id").on("hpi.section", "=", "hpi"),
    )
    .select("e.encounter_id as encounterId")
    .where("e.patient_id", "=", e.patientId)
    .where("e.encounter_id", "<>", e.encounterId)
    .where("e.service_date", "<=", e.serviceDate)
    .where("e.status", "<>", "open")
    .orderBy("e.service_date", "desc")
    .orderBy("e.start_time", (order) => order.desc().nullsLast())
    .limit(1)
    .executeTakeFirst();
  if (!before) return null;
  const sections = await sectionsOf(tx, before.encounterId);
  return noteSections
    .filter((section) => section !== "reason" && sections[section].version > 0)
    .map((section) => sections[section].text)
    .join("\n");
}

/** Sets the coding over the version that was seen, and keeps that version; undefined when another was saved meanwhile. */
export async function saveCoding(
  tx: T,
  c: {
    readonly encounterId: string;
    readonly baseVersion: number;
    readonly diagnoses: readonly Diagnosis[];
    readonly procedures: readonly Procedure[];
    readonly codedBy: CodedBy;
  },
  w: WrittenBy,
): Promise<number | undefined> {
  const coding = { diagnoses: json(c.diagnoses), procedures: json(c.procedures) };
  const saved = await tx
    .updateTable("encounter")
    .set({ ...coding, coded_by: json(c.codedBy), coding_version: c.baseVersion + 1 })
    .where("encounter_id", "=", c.encounterId)
    .where("coding_version", "=", c.baseVersion)
    .returning("coding_version as version")
    .executeTakeFirst();
  if (!saved) return undefined;
  await tx
    .insertInto("coding_version")
    .values({
      encounter_id: c.encounterId,
      version: saved.version,
      ...coding,
      saved_at: w.at,
      saved_by: w.by,
      saved_by_id: w.byId,
    })
    .execute();
  return saved.version;
}
