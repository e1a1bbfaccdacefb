import type { chartOperations } from "@practicum/contracts/charting/chart";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import type { Ids } from "@practicum/kernel/ports";
import { sql, type RawBuilder } from "kysely";
import type { z } from "zod";
import type { Written } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;
type Entry = z.output<typeof chartOperations.importChart.input>["entries"][number];
type Kind = Entry["kind"];
type Of<K extends Kind> = Extract<Entry, { kind: K }>;

/** Where entries come from and whose they are. */
export interface ImportSource extends Written {
  readonly patientId: string;
  readonly system: string;
  readonly takenOverBy: string;
}

/** No member of our staff: the provider of an encounter that was taken over. */
const ELSEWHERE = "00000000-0000-0000-0000-000000000000";

/**
 * Writes entries, one statement a kind. What was taken over before, or stands on the list in the same words, is left alone.
 * @returns how many rows were written.
 */
export async function importEntries(tx: T, entries: readonly Entry[], source: ImportSource, ids: Ids): Promise<number> {
  const of = <K extends Kind>(kind: K): (Of<K> & { id: string })[] =>
    entries
      .filter((entry): entry is Of<K> => entry.kind === kind)
      .map((entry) => ({ ...entry, id: ids.next<"entry">() }));
  return (
    (await run(tx, of("allergy"), (rows) => allergies(rows, source))) +
    (await run(tx, of("medication"), (rows) => medications(rows, source))) +
    (await run(tx, of("problem"), (rows) => problems(rows, source))) +
    (await run(tx, of("immunization"), (rows) => immunizations(rows, source))) +
    (await run(tx, of("observation"), (rows) => observations(rows, source))) +
    (await run(tx, of("vitals"), (rows) => vitals(rows, source))) +
    (await run(tx, of("procedure"), (rows) => procedures(rows, source))) +
    (await run(tx, of("encounter"), (rows) => encounters(rows, source)))
  );
}

async function run<R>(
  tx: T,
  rows: readonly R[],
  statement: (rows: RawBuilder<unknown>) => RawBuilder<unknown>,
): Promise<number> {
  if (rows.length === 0) return 0;
  return (await statement(json(rows)).execute(tx)).rows.length;
}

function allergies(rows: RawBuilder<unknown>, s: ImportSource): RawBuilder<unknown> {
  return sql`insert into allergy (allergy_id, patient_id, substance_code, substance, reaction, severity, recorded_at, recorded_by,
      status, source_system, source_id, taken_over_by)
    select id, ${s.patientId}, "substanceCode", substance, reaction, severity, coalesce(at, ${s.at}::timestamptz), ${s.by},
      case when active then 'active' else 'inactive' end, ${s.system}, "sourceId", ${s.takenOverBy}
    from jsonb_to_recordset(${rows}) as r (id uuid, "substanceCode" text, substance text, reaction text, severity text,
      at timestamptz, active boolean, "sourceId" text)
    on conflict do nothing returning 1`;
}

function medications(rows: RawBuilder<unknown>, s: ImportSource): RawBuilder<unknown> {
  return sql`insert into medication (medication_id, patient_id, rxnorm, name, directions, started_on, stopped_on, recorded_at,
      recorded_by, status, source_system, source_id, taken_over_by)
    select id, ${s.patientId}, rxnorm, name, directions, "startedOn", "stoppedOn", ${s.at}, ${s.by},
      case when active then 'active' else 'stopped' end, ${s.system}, "sourceId", ${s.takenOverBy}
    from jsonb_to_recordset(${rows}) as r (id uuid, rxnorm text, name text, directions text, "startedOn" date, "stoppedOn" date,
      active boolean, "sourceId" text)
    on conflict do nothing returning 1`;
}

function problems(rows: RawBuilder<unknown>, s: ImportSource): RawBuilder<unknown> {
  return sql`insert into problem (problem_id, patient_id, code, code_system, label, onset_on, resolved_on, recorded_at, recorded_by,
      status, source_system, source_id, taken_over_by)
    select id, ${s.patientId}, code, "codeSystem", label, "onsetOn", "resolvedOn", ${s.at}, ${s.by},
      case when "resolvedOn" is null then 'active' else 'resolved' end, ${s.system}, "sourceId", ${s.takenOverBy}
    from jsonb_to_recordset(${rows}) as r (id uuid, code text, "codeSystem" text, label text, "onsetOn" date, "resolvedOn" date,
      "sourceId" text)
    on conflict do nothing returning 1`;
}

function immunizations(rows: RawBuilder<unknown>, s: ImportSource): RawBuilder<unknown> {
  return sql`insert into immunization (immunization_id, patient_id, cvx, name, given_on, status, recorded_at, recorded_by,
      source_system, source_id, taken_over_by)
    select id, ${s.patientId}, cvx, name, "givenOn", status, ${s.at}, ${s.by}, ${s.system}, "sourceId", ${s.takenOverBy}
    from jsonb_to_recordset(${rows}) as r (id uuid, cvx text, name text, "givenOn" date, status text, "sourceId" text)
    on conflict do nothing returning 1`;
}

function observations(rows: RawBuilder<unknown>, s: ImportSource): RawBuilder<unknown> {
  return sql`insert into observation (observation_id, patient_id, loinc, name, value, unit, at, source_system, source_id, taken_over_by)
    select id, ${s.patientId}, loinc, name, value, unit, at, ${s.system}, "sourceId", ${s.takenOverBy}
    from jsonb_to_recordset(${rows}) as r (id uuid, loinc text, name text, value text, unit text, at timestamptz, "sourceId" text)
    on conflict do nothing returning 1`;
}

function vitals(rows: RawBuilder<unknown>, s: ImportSource): RawBuilder<unknown> {
  return sql`insert into vitals (vitals_id, patient_id, taken_at, taken_by, systolic, diastolic, pulse, respiration,
      temperature_hundredths_c, oxygen_saturation, weight_grams, height_mm, pain, source_system, source_id, taken_over_by)
    select r.id, ${s.patientId}, r.at, ${s.by}, v.systolic, v.diastolic, v.pulse, v.respiration, v."temperatureHundredthsC",
      v."oxygenSaturation", v."weightGrams", v."heightMm", v.pain, ${s.system}, r."sourceId", ${s.takenOverBy}
    from jsonb_to_recordset(${rows}) as r (id uuid, at timestamptz, vitals jsonb, "sourceId" text),
      lateral jsonb_to_record(r.vitals) as v (systolic int, diastolic int, pulse int, respiration int, "temperatureHundredthsC" int,
        "oxygenSaturation" int, "weightGrams" int, "heightMm" int, pain int)
    on conflict do nothing returning 1`;
}

function procedures(rows: RawBuilder<unknown>, s: ImportSource): RawBuilder<unknown> {
  return sql`insert into past_procedure (procedure_id, patient_id, code, code_system, label, performed_on, source_system, source_id, taken_over_by)
    select id, ${s.patientId}, code, "codeSystem", label, "performedOn", ${s.system}, "sourceId", ${s.takenOverBy}
    from jsonb_to_recordset(${rows}) as r (id uuid, code text, "codeSystem" text, label text, "performedOn" date, "sourceId" text)
    on conflict do nothing returning 1`;
}

/** An encounter from elsewhere is history: it was signed there, so it can't be written in here. Its reason is kept as its kind. */
function encounters(rows: RawBuilder<unknown>, s: ImportSource): RawBuilder<unknown> {
  return sql`insert into encounter (encounter_id, patient_id, visit_type_name, service_date, provider_id, provider_name, status,
      source_system, source_id, taken_over_by)
    select id, ${s.patientId}, label || case when reason = '' then '' else ': ' || reason end, "serviceDate", ${ELSEWHERE},
      coalesce(nullif("providerName", ''), 'Elsewhere'), 'signed', ${s.system}, "sourceId", ${s.takenOverBy}
    from jsonb_to_recordset(${rows}) as r (id uuid, label text, "serviceDate" date, "providerName" text, reason text, "sourceId" text)
    on conflict do nothing returning 1`;
}
