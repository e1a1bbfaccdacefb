import type { FactKind } from "@practicum/contracts/charting/sensitive-classes";
import type { Tx } from "@practicum/db/db";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type RawBuilder } from "kysely";
import type { NamedIds } from "../domain/leave-out.ts";
import type { Fact, Said, SensitiveSettings } from "../domain/sensitive-parts.ts";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;

/** Names that lead to one kind of fact, or to some; under any other name an id may be any fact's. */
const KINDS_BY_NAME: Readonly<Record<string, readonly FactKind[]>> = {
  problemId: ["problem"],
  allergyId: ["allergy"],
  medicationId: ["medication"],
  immunizationId: ["immunization"],
  observationId: ["result"],
  procedureId: ["past-procedure", "procedure"],
  encounterId: ["encounter"],
  orderId: ["prescription", "in-house-order", "procedure", "referral", "test-order"],
  referralId: ["referral"],
  documentId: ["document"],
  letterId: ["letter"],
  historyId: ["history"],
  vitalsId: [],
};

/** The tables of the facts that can bear a class. What hangs on a visit bears the visit's. */
const TABLES: readonly {
  readonly kind: FactKind;
  readonly table: keyof ChartingTables;
  readonly key: string;
  readonly code: string | null;
  readonly name: string | null;
  readonly ofVisit: boolean;
}[] = [
  { kind: "problem", table: "problem", key: "problem_id", code: "code", name: "label", ofVisit: false },
  { kind: "allergy", table: "allergy", key: "allergy_id", code: null, name: "substance", ofVisit: false },
  { kind: "medication", table: "medication", key: "medication_id", code: null, name: "name", ofVisit: false },
  { kind: "immunization", table: "immunization", key: "immunization_id", code: null, name: "name", ofVisit: false },
  { kind: "result", table: "observation", key: "observation_id", code: null, name: "name", ofVisit: false },
  { kind: "past-procedure", table: "past_procedure", key: "procedure_id", code: "code", name: "label", ofVisit: false },
  { kind: "history", table: "history_fact", key: "history_id", code: "code", name: "label", ofVisit: false },
  { kind: "encounter", table: "encounter", key: "encounter_id", code: null, name: "visit_type_name", ofVisit: true },
  { kind: "prescription", table: "medication_order", key: "order_id", code: null, name: "name", ofVisit: true },
  { kind: "in-house-order", table: "in_house_order", key: "order_id", code: "diagnosis", name: "label", ofVisit: true },
  { kind: "procedure", table: "procedure_order", key: "order_id", code: "diagnosis", name: null, ofVisit: true },
  { kind: "referral", table: "referral", key: "referral_id", code: "diagnosis", name: "reason", ofVisit: true },
  { kind: "test-order", table: "test_order", key: "order_id", code: null, name: "label", ofVisit: true },
  { kind: "document", table: "document", key: "document_id", code: null, name: "title", ofVisit: true },
  { kind: "letter", table: "letter", key: "letter_id", code: null, name: "title", ofVisit: true },
];

/** Which facts: these ones, all of these patients, or the referrals or tests that wait for somebody. */
export type WantedFacts =
  | { readonly ids: NamedIds }
  | { readonly patientIds: readonly string[] }
  | { readonly waiting: "referral" | "test-order" };

interface Row {
  readonly kind: FactKind;
  readonly fact_id: string;
  readonly patient_id: string;
  readonly encounter_id: string | null;
  readonly code: string | null;
  readonly name: string | null;
  readonly diagnoses: readonly { readonly code: string; readonly label: string }[] | null;
}

/** The facts, by one statement over all tables. */
export async function factsOf(tx: T, wanted: WantedFacts): Promise<Fact[]> {
  const tables = "waiting" in wanted ? TABLES.filter((one) => one.kind === wanted.waiting) : TABLES;
  const parts = tables.flatMap((one) => selectOf(one, wanted) ?? []);
  if (parts.length === 0) return [];
  const { rows } = await sql<Row>`${sql.join(parts, sql` union all `)}`.execute(tx);
  const sources = await carriedSources(tx, [...new Set(rows.flatMap((row) => row.encounter_id ?? []))]);
  return rows.map((row) => {
    const visitCodes = (row.diagnoses ?? []).map(({ code }) => code);
    return {
      factId: row.fact_id,
      kind: row.kind,
      patientId: row.patient_id,
      encounterId: row.encounter_id,
      codes: row.kind === "encounter" ? visitCodes : row.code === null ? [] : [row.code],
      names: row.name === null ? [] : [row.name],
      visitCodes,
      carriedFrom: sources.filter((one) => one.noteId === row.encounter_id),
    };
  });
}

/** The visits that these visits' notes have lines of, and those that lines came from there; nearly all have none. */
async function carriedSources(
  tx: T,
  encounterIds: readonly string[],
): Promise<{ noteId: string; encounterId: string; codes: string[] }[]> {
  if (encounterIds.length === 0) return [];
  const { rows } = await sql<{
    note_id: string;
    encounter_id: string;
    diagnoses: readonly { readonly code: string }[];
  }>`with recursive source (note_id, encounter_id) as (
      select n.encounter_id, (c ->> 'encounterId')::uuid
      from note_section n, jsonb_array_elements(n.carried) c
      where n.carried <> '[]' and n.encounter_id = any(${encounterIds}::uuid[])
    union
      select s.note_id, (c ->> 'encounterId')::uuid
      from source s
      join note_section n on n.encounter_id = s.encounter_id and n.carried <> '[]', jsonb_array_elements(n.carried) c
    )
    select s.note_id, e.encounter_id, e.diagnoses from source s join encounter e on e.encounter_id = s.encounter_id
    order by s.note_id, e.encounter_id`.execute(tx);
  return rows.map(({ note_id, encounter_id, diagnoses }) => ({
    noteId: note_id,
    encounterId: encounter_id,
    codes: diagnoses.map(({ code }) => code),
  }));
}

/** @returns undefined where none of the ids can be one of this table. */
function selectOf(one: (typeof TABLES)[number], wanted: WantedFacts): RawBuilder<unknown> | undefined {
  const of = (column: string) => sql.ref(`t.${column}`);
  const ids = "ids" in wanted ? idsOfKind(one.kind, wanted.ids) : [];
  if ("ids" in wanted && ids.length === 0) return undefined;
  const where =
    "ids" in wanted
      ? sql`${of(one.key)} = any(${ids}::uuid[])`
      : "patientIds" in wanted
        ? sql`t.patient_id = any(${wanted.patientIds}::uuid[])`
        : sql`t.due_on is not null`;
  const visit = one.ofVisit ? sql`left join encounter e on e.encounter_id = t.encounter_id` : sql``;
  return sql`select ${sql.lit(one.kind)}::text as kind, ${of(one.key)} as fact_id, t.patient_id,
    ${one.ofVisit ? sql`t.encounter_id` : sql`null::uuid`} as encounter_id,
    ${one.code === null ? sql`null::text` : of(one.code)} as code, ${one.name === null ? sql`null::text` : of(one.name)} as name,
    ${one.ofVisit ? sql`e.diagnoses` : sql`null::jsonb`} as diagnoses
    from ${sql.table(one.table)} t ${visit} where ${where}`;
}

function idsOfKind(kind: FactKind, named: NamedIds): string[] {
  const found = new Set<string>();
  for (const [name, ids] of named) if (KINDS_BY_NAME[name]?.includes(kind) ?? true) for (const id of ids) found.add(id);
  return [...found];
}

/**
 * Whether any chart may have something of substance use: the practice has a program, or somebody set it. Of the other classes a code is
 * enough, and every practice has those.
 */
export async function hasSubstanceUse(tx: T): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`select
    coalesce((select part2_program from sensitive_settings order by version desc limit 1), false)
    or exists (select 1 from fact_class where class = 'substance-use' and says = 'set') as has`.execute(tx);
  return rows[0]?.has ?? true;
}

/** What was said of the classes of these patients' facts, by patient and in order. */
export async function saidOf(tx: T, patientIds: readonly string[]): Promise<Said[]> {
  if (patientIds.length === 0) return [];
  return tx
    .selectFrom("fact_class")
    .select(["fact_id as factId", "class", "says", "version", "reason", "at", "by_name as by"])
    .where("patient_id", "in", [...patientIds])
    .orderBy("place")
    .execute();
}

export async function entryThere(tx: T, entryId: string) {
  return tx
    .selectFrom("fact_class")
    .select(["fact_id as factId", "class", "says", "reason", "version"])
    .where("entry_id", "=", entryId)
    .executeTakeFirst();
}

/** @returns false where somebody said something of it in the same moment. */
export async function insertSaid(
  tx: T,
  one: Omit<Said, "factId"> & {
    readonly entryId: string;
    readonly patientId: string;
    readonly fact: Pick<Fact, "factId" | "kind">;
    readonly byId: string;
  },
): Promise<boolean> {
  const written = await tx
    .insertInto("fact_class")
    .values({
      entry_id: one.entryId,
      patient_id: one.patientId,
      fact_kind: one.fact.kind,
      fact_id: one.fact.factId,
      class: one.class,
      says: one.says,
      version: one.version,
      reason: one.reason,
      at: one.at,
      by_name: one.by,
      by_id: one.byId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("entry_id")
    .executeTakeFirst();
  return written !== undefined;
}

/** The newest version of the practice's settings; undefined where nobody has said anything. */
export async function settingsNow(tx: T): Promise<SensitiveSettings | undefined> {
  return tx
    .selectFrom("sensitive_settings")
    .select(["version", "part2_program as part2Program", "minors_from as minorsFrom", "minors_kinds as minorsKinds"])
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** @returns false where that version is there already. */
export async function insertSettings(
  tx: T,
  s: SensitiveSettings,
  w: { readonly at: Said["at"]; readonly by: string },
): Promise<boolean> {
  const written = await tx
    .insertInto("sensitive_settings")
    .values({
      version: s.version,
      part2_program: s.part2Program,
      minors_from: s.minorsFrom,
      minors_kinds: sql<SensitiveSettings["minorsKinds"]>`${s.minorsKinds}::text[]`,
      at: w.at,
      by_name: w.by,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("version")
    .executeTakeFirst();
  return written !== undefined;
}

export async function birthDatesOf(tx: T, patientIds: readonly string[]): Promise<Map<string, LocalDate>> {
  if (patientIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("patient")
    .select(["patient_id", "birth_date"])
    .where("patient_id", "in", [...patientIds])
    .execute();
  return new Map(rows.map((row) => [row.patient_id, row.birth_date]));
}

/** Those of these patients who have a visit on that day. */
export async function patientsHereOn(
  tx: T,
  patientIds: readonly string[],
  day: LocalDate,
): Promise<ReadonlySet<string>> {
  if (patientIds.length === 0) return new Set();
  const rows = await tx
    .selectFrom("encounter")
    .select("patient_id")
    .distinct()
    .where("patient_id", "in", [...patientIds])
    .where("service_date", "=", day)
    .where("source_system", "is", null)
    .execute();
  return new Set(rows.map((row) => row.patient_id));
}

/** Until when a person has opened the sensitive parts of these charts, by an opening of whatever kind. */
export async function partsGlassOf(tx: T, staffId: string, patientIds: readonly string[], now: Said["at"]) {
  const rows = await tx
    .selectFrom("glass_entry")
    .select(["patient_id", (eb) => eb.fn.max("until").as("until")])
    .where("patient_id", "in", [...patientIds])
    .where("staff_id", "=", staffId)
    .where("until", ">", now)
    .groupBy("patient_id")
    .execute();
  return new Map(rows.map((row) => [row.patient_id, row.until]));
}
