import type { ImportCandidate } from "@practicum/contracts/imports";
import { patientNumbered, type ImportedRow } from "@practicum/contracts/scheduling/imports";
import { patientChanged } from "@practicum/contracts/scheduling/patients";
import { must } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import type { ImportKind, Judged, Took, Untook } from "@practicum/service/imports/import-kind";
import type { ImportRow, RunRow } from "@practicum/service/imports/rows";
import { LIKELY_DUPLICATE } from "../domain/duplicate-score.ts";
import { importVerdict } from "../domain/import-patient.ts";
import {
  endNumber,
  insertNumber,
  markEnteredInError,
  patientsByNumber,
  whyUsed,
  type PatientNumber,
} from "../sql/imports.ts";
import { insertPatient, patientById, takeTurns } from "../sql/patients.ts";
import type { SchedulingTables } from "../sql/tables.ts";
import { scoredDuplicates } from "./duplicates.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

type Patient = Extract<ImportedRow, { kind: "patients" }>;

/** Patients of an old system (SCH-176 to SCH-182). */
export const importPatients: ImportKind<SchedulingTables, unknown, ImportedRow> = {
  async judge(context, run, rows) {
    const people = rows.map(({ row }) => row as Patient);
    const known = await patientsByNumber(
      context.tx,
      run.system,
      people.map((one) => one.oldNumber),
    );
    const judged: Judged[] = [];
    for (const person of people) {
      const patientId = known.get(person.oldNumber);
      judged.push(patientId === undefined ? await judge(context, person) : { state: "known", patientId });
    }
    return judged;
  },

  async take(context, run, row, content) {
    const person = content as Patient;
    const known = (await patientsByNumber(context.tx, run.system, [person.oldNumber])).get(person.oldNumber);
    if (known !== undefined) return { state: "linked", patientId: known };
    if (row.state === "known" && row.about_patient_id !== null) return link(context, run, row, row.about_patient_id);
    return register(context, run, row, person);
  },

  async untake(context, run, row) {
    const patientId = must(row.about_patient_id);
    if (row.record_id === null) {
      await unnumber(context, numberOf(run, row, patientId));
      return null;
    }
    if (row.record_id !== patientId)
      return { message: "It was merged into another record. Unmerge the two first, or keep the patient." };
    return takeBack(context, run, row, patientId);
  },
};

async function judge(context: SchedulingContext, person: Patient): Promise<Judged> {
  if (person.birthDate > context.today)
    return {
      state: "refused",
      problem: { field: "birthDate", message: "The birth date is in the future. Look at the order of day and month." },
    };
  const found = await alike(context, person);
  const { verdict, candidates } = importVerdict(found, person.sex);
  return {
    state: verdict,
    candidates: candidates.map(candidateOf),
    patientId: verdict === "known" ? must(candidates[0]).patientId : null,
  };
}

type Like = Awaited<ReturnType<typeof scoredDuplicates>>[number];

function alike(context: SchedulingContext, { name, birthDate, phone }: Patient): Promise<Like[]> {
  return scoredDuplicates(context, { family: name.family, given: name.given, birthDate, phone });
}

function candidateOf({ patientId, mrn, name, birthDate, score, because }: Like): ImportCandidate {
  return { patientId, mrn, name, birthDate, score, because: [...because] };
}

/** Looked at once more: somebody may have been registered since the check, or by a line before (SCH-4). */
async function register(context: SchedulingContext, run: RunRow, row: ImportRow, person: Patient): Promise<Took> {
  const { tx, now, ids } = context;
  await takeTurns(tx, person.birthDate);
  const likely = (await alike(context, person)).filter(
    (one) => one.score >= LIKELY_DUPLICATE && !row.not_these.includes(one.patientId),
  );
  if (likely.length > 0) return { state: "doubtful", candidates: likely.map(candidateOf) };
  const { kind: _, oldNumber: _number, ...rest } = person;
  const patient = must(
    await insertPatient(tx, ids.next<"patient">(), { ...rest, guarantor: null, emergencyContact: null }, null, now),
  );
  context.emit(patientChanged, patient);
  await number(context, numberOf(run, row, patient.patientId));
  return { state: "taken", patientId: patient.patientId, recordId: patient.patientId };
}

async function link(context: SchedulingContext, run: RunRow, row: ImportRow, patientId: string): Promise<Took> {
  const patient = await patientById(context.tx, patientId);
  if (!patient?.active)
    return {
      state: "refused",
      problem: { field: "oldNumber", message: "The patient it was matched with is not in use. Import the file again." },
    };
  await number(context, numberOf(run, row, patientId));
  return { state: "linked", patientId };
}

function numberOf(run: RunRow, row: ImportRow, patientId: string): PatientNumber {
  return { system: run.system, oldNumber: row.old_number, patientId, importId: run.import_id };
}

async function number(context: SchedulingContext, one: PatientNumber): Promise<void> {
  if (await insertNumber(context.tx, one, context.now)) tellNumber(context, one, true);
}

async function unnumber(context: SchedulingContext, one: PatientNumber): Promise<void> {
  await endNumber(context.tx, one, context.now);
  tellNumber(context, one, false);
}

function tellNumber(context: SchedulingContext, { system, oldNumber, patientId }: PatientNumber, known: boolean): void {
  context.emit(patientNumbered, { system, oldNumber, patientId: patientId as Id<"patient">, known });
}

async function takeBack(context: SchedulingContext, run: RunRow, row: ImportRow, patientId: string): Promise<Untook> {
  const why = await whyUsed(context.tx, patientId, run.import_id);
  if (why !== null) return { message: `${why}. Settle that first, or keep the patient.` };
  await markEnteredInError(context.tx, patientId);
  await unnumber(context, numberOf(run, row, patientId));
  context.emit(patientChanged, must(await patientById(context.tx, patientId)));
  return null;
}
