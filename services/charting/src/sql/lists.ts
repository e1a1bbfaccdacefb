import type { allergy, allergyList } from "@practicum/contracts/charting/allergies";
import type { observation, pastProcedure } from "@practicum/contracts/charting/chart";
import type { medication } from "@practicum/contracts/charting/medications";
import type { problem } from "@practicum/contracts/charting/problems";
import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import type { z } from "zod";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;
export type Allergy = z.output<typeof allergy>;
export type AllergyList = z.output<typeof allergyList>;
export type Medication = z.output<typeof medication>;
export type Problem = z.output<typeof problem>;
export type Observation = z.output<typeof observation>;
export type PastProcedure = z.output<typeof pastProcedure>;

// CHT-130: a list of a chart is read whole, however long it is. An allergy that a limit cut off would be an allergy that nobody has.

interface Asked {
  readonly none: boolean;
  readonly askedAt: Instant | null;
  readonly reviewedAt: Instant | null;
}

/** The allergies with their state: listed as soon as one is active, else none known if that was said, else nobody asked. */
export async function allergiesOf(tx: T, patientId: string): Promise<AllergyList> {
  const [entries, asked] = await Promise.all([allergyEntries(tx, patientId), askedOf(tx, patientId)]);
  return stateOf(entries, asked);
}

/** Both lists that orders are checked against; whether the patient was asked is read once for both. */
export async function listsOf(
  tx: T,
  patientId: string,
): Promise<{ allergies: AllergyList; medications: { reviewedAt: Instant | null; entries: Medication[] } }> {
  const [allergies, entries, asked] = await Promise.all([
    allergyEntries(tx, patientId),
    medicationEntries(tx, patientId),
    askedOf(tx, patientId),
  ]);
  return { allergies: stateOf(allergies, asked), medications: { reviewedAt: asked.reviewedAt, entries } };
}

function stateOf(entries: Allergy[], { none, askedAt }: Asked): AllergyList {
  const listed = entries.some((entry) => entry.status === "active");
  return { status: listed ? "listed" : none ? "none-known" : "not-asked", askedAt, entries };
}

async function allergyEntries(tx: T, patientId: string): Promise<Allergy[]> {
  return tx
    .selectFrom("allergy")
    .select([
      "allergy_id as allergyId",
      "substance_code as substanceCode",
      "substance",
      "reaction",
      "severity",
      "recorded_at as recordedAt",
      "recorded_by as recordedBy",
      "status",
    ])
    .where("patient_id", "=", patientId)
    .orderBy((eb) => eb("status", "<>", "active"))
    .orderBy((eb) => eb("severity", "=", "severe"), "desc")
    .orderBy((eb) => eb.fn<string>("lower", ["substance"]))
    .orderBy("allergy_id")
    .execute();
}

async function medicationEntries(tx: T, patientId: string): Promise<Medication[]> {
  return tx
    .selectFrom("medication")
    .select([
      "medication_id as medicationId",
      "rxnorm",
      "name",
      "directions",
      "started_on as startedOn",
      "stopped_on as stoppedOn",
      "status",
      "order_id as orderId",
      "recorded_by as recordedBy",
    ])
    .where("patient_id", "=", patientId)
    .orderBy((eb) => eb("status", "<>", "active"))
    .orderBy((eb) => eb.fn<string>("lower", ["name"]))
    .orderBy("started_on", (order) => order.desc().nullsLast())
    .orderBy("medication_id")
    .execute();
}

/** What the patient was asked, and when the medications were last gone through. */
export async function askedOf(tx: T, patientId: string): Promise<Asked> {
  const asked = await tx
    .selectFrom("chart")
    .select(["allergies_asked_at as askedAt", "medications_reviewed_at as reviewedAt"])
    // An allergy that came with a merged record is one, whatever the patient was asked before (CHT-202).
    .select((eb) =>
      eb
        .and([
          eb("no_known_allergies", "=", true),
          eb.not(
            eb.exists(
              eb
                .selectFrom("allergy as a")
                .select("a.allergy_id")
                .whereRef("a.patient_id", "=", "chart.patient_id")
                .where("a.status", "=", "active"),
            ),
          ),
        ])
        .as("none"),
    )
    .where("patient_id", "=", patientId)
    .executeTakeFirst();
  return asked ? { ...asked, none: Boolean(asked.none) } : { none: false, askedAt: null, reviewedAt: null };
}

export async function problemsOf(tx: T, patientId: string): Promise<Problem[]> {
  return tx
    .selectFrom("problem")
    .select(["problem_id as problemId", "code", "label", "onset_on as onsetOn", "resolved_on as resolvedOn", "status"])
    .where("patient_id", "=", patientId)
    .orderBy((eb) => eb("status", "<>", "active"))
    .orderBy("onset_on", (order) => order.desc().nullsLast())
    .orderBy((eb) => eb.fn<string>("lower", ["label"]))
    .orderBy("problem_id")
    .execute();
}

export async function observationsOf(tx: T, patientId: string): Promise<Observation[]> {
  return tx
    .selectFrom("observation")
    .select(["observation_id as observationId", "loinc", "name", "value", "unit", "at", "reference", "flag"])
    .where("patient_id", "=", patientId)
    .where("struck_at", "is", null)
    .orderBy("at", "desc")
    .orderBy("name")
    .orderBy("observation_id")
    .execute();
}

export async function pastProceduresOf(tx: T, patientId: string): Promise<PastProcedure[]> {
  return tx
    .selectFrom("past_procedure")
    .select([
      "procedure_id as procedureId",
      "code",
      "code_system as codeSystem",
      "label",
      "performed_on as performedOn",
    ])
    .where("patient_id", "=", patientId)
    .orderBy("performed_on", (order) => order.desc().nullsLast())
    .orderBy("label")
    .orderBy("procedure_id")
    .execute();
}
