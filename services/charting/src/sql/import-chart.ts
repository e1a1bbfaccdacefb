import type { chartOperations } from "@practicum/contracts/charting/chart";
import type { Tx } from "@practicum/db/db";
import type { Ids } from "@practicum/kernel/ports";
import type { z } from "zod";
import type { Written } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;
type Entry = z.output<typeof chartOperations.importChart.input>["entries"][number];
type Kind = Entry["kind"];
type Of<K extends Kind> = Extract<Entry, { kind: K }> & { readonly id: string };

/** Where entries come from and whose they are. */
export interface ImportSource extends Written {
  readonly patientId: string;
  readonly system: string;
  readonly takenOverBy: string;
}

/** No member of our staff: the provider of an encounter that was taken over. */
const ELSEWHERE = "00000000-0000-0000-0000-000000000000";

/** A statement has 65,535 parameters at most; the widest row has sixteen. */
const ROWS_MAX = 1000;

/**
 * Writes entries, some statements a kind. What was taken over before, or stands on the list in the same words, is left alone.
 * @returns how many rows were written.
 */
export async function importEntries(tx: T, entries: readonly Entry[], source: ImportSource, ids: Ids): Promise<number> {
  const of = <K extends Kind>(kind: K): Of<K>[] =>
    entries
      .filter((entry): entry is Extract<Entry, { kind: K }> => entry.kind === kind)
      .map((entry) => ({ ...entry, id: ids.next<"entry">() }));
  return (
    (await inParts(of("allergy"), (part) => allergies(tx, part, source))) +
    (await inParts(of("medication"), (part) => medications(tx, part, source))) +
    (await inParts(of("problem"), (part) => problems(tx, part, source))) +
    (await inParts(of("immunization"), (part) => immunizations(tx, part, source))) +
    (await inParts(of("observation"), (part) => observations(tx, part, source))) +
    (await inParts(of("vitals"), (part) => vitals(tx, part, source))) +
    (await inParts(of("procedure"), (part) => procedures(tx, part, source))) +
    (await inParts(of("encounter"), (part) => encounters(tx, part, source)))
  );
}

async function inParts<R>(
  rows: readonly R[],
  write: (part: readonly R[]) => Promise<readonly unknown[]>,
): Promise<number> {
  let written = 0;
  for (let from = 0; from < rows.length; from += ROWS_MAX) {
    written += (await write(rows.slice(from, from + ROWS_MAX))).length;
  }
  return written;
}

function origin(entry: { readonly sourceId: string }, s: ImportSource) {
  return {
    patient_id: s.patientId,
    source_system: s.system,
    source_id: entry.sourceId,
    taken_over_by: s.takenOverBy,
  };
}

function allergies(tx: T, entries: readonly Of<"allergy">[], s: ImportSource) {
  const rows = entries.map((e) => ({
    ...origin(e, s),
    allergy_id: e.id,
    substance_code: e.substanceCode,
    substance: e.substance,
    reaction: e.reaction,
    severity: e.severity,
    recorded_at: e.at ?? s.at,
    recorded_by: s.by,
    status: e.active ? ("active" as const) : ("inactive" as const),
  }));
  return tx
    .insertInto("allergy")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning("allergy_id")
    .execute();
}

function medications(tx: T, entries: readonly Of<"medication">[], s: ImportSource) {
  const rows = entries.map((e) => ({
    ...origin(e, s),
    medication_id: e.id,
    rxnorm: e.rxnorm,
    name: e.name,
    directions: e.directions,
    started_on: e.startedOn,
    stopped_on: e.stoppedOn,
    recorded_at: s.at,
    recorded_by: s.by,
    status: e.active ? ("active" as const) : ("stopped" as const),
  }));
  return tx
    .insertInto("medication")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning("medication_id")
    .execute();
}

function problems(tx: T, entries: readonly Of<"problem">[], s: ImportSource) {
  const rows = entries.map((e) => ({
    ...origin(e, s),
    problem_id: e.id,
    code: e.code,
    code_system: e.codeSystem,
    label: e.label,
    onset_on: e.onsetOn,
    resolved_on: e.resolvedOn,
    recorded_at: s.at,
    recorded_by: s.by,
    status: e.resolvedOn === null ? ("active" as const) : ("resolved" as const),
  }));
  return tx
    .insertInto("problem")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning("problem_id")
    .execute();
}

function immunizations(tx: T, entries: readonly Of<"immunization">[], s: ImportSource) {
  const rows = entries.map((e) => ({
    ...origin(e, s),
    immunization_id: e.id,
    cvx: e.cvx,
    name: e.name,
    given_on: e.givenOn,
    status: e.status,
    recorded_at: s.at,
    recorded_by: s.by,
  }));
  return tx
    .insertInto("immunization")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning("immunization_id")
    .execute();
}

function observations(tx: T, entries: readonly Of<"observation">[], s: ImportSource) {
  const rows = entries.map((e) => ({
    ...origin(e, s),
    observation_id: e.id,
    loinc: e.loinc,
    name: e.name,
    value: e.value,
    unit: e.unit,
    at: e.at,
  }));
  return tx
    .insertInto("observation")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning("observation_id")
    .execute();
}

function vitals(tx: T, entries: readonly Of<"vitals">[], s: ImportSource) {
  const rows = entries.map((e) => ({
    ...origin(e, s),
    vitals_id: e.id,
    taken_at: e.at,
    taken_by: s.by,
    systolic: e.vitals.systolic,
    diastolic: e.vitals.diastolic,
    pulse: e.vitals.pulse,
    respiration: e.vitals.respiration,
    temperature_hundredths_c: e.vitals.temperatureHundredthsC,
    oxygen_saturation: e.vitals.oxygenSaturation,
    weight_grams: e.vitals.weightGrams,
    height_mm: e.vitals.heightMm,
    head_mm: e.vitals.headMm,
    pain: e.vitals.pain,
  }));
  return tx
    .insertInto("vitals")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning("vitals_id")
    .execute();
}

function procedures(tx: T, entries: readonly Of<"procedure">[], s: ImportSource) {
  const rows = entries.map((e) => ({
    ...origin(e, s),
    procedure_id: e.id,
    code: e.code,
    code_system: e.codeSystem,
    label: e.label,
    performed_on: e.performedOn,
  }));
  return tx
    .insertInto("past_procedure")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning("procedure_id")
    .execute();
}

/** An encounter from elsewhere is history: it was signed there, so it can't be written in here. Its reason is kept as its kind. */
function encounters(tx: T, entries: readonly Of<"encounter">[], s: ImportSource) {
  const rows = entries.map((e) => ({
    ...origin(e, s),
    encounter_id: e.id,
    visit_type_name: e.reason === "" ? e.label : `${e.label}: ${e.reason}`,
    service_date: e.serviceDate,
    provider_id: ELSEWHERE,
    provider_name: e.providerName === "" ? "Elsewhere" : e.providerName,
    status: "signed" as const,
  }));
  return tx
    .insertInto("encounter")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning("encounter_id")
    .execute();
}
