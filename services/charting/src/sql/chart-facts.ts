import { bodySites } from "@practicum/contracts/charting/body-sites";
import { procedureKinds } from "@practicum/contracts/charting/procedures";
import type { Tx } from "@practicum/db/db";
import { dateIn, type TimeZone } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql } from "kysely";
import type { ChartFacts, VisitFact } from "../domain/contradictions/facts.ts";
import { standing } from "../domain/histories.ts";
import { keptHistories } from "./histories.ts";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;

const ICD10 = /^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$/;

/** The facts of these charts in which contradictions are looked for, by patient: one statement a kind of fact, however many charts. */
export async function chartFactsOf(
  tx: T,
  patientIds: readonly string[],
  {
    today,
    timeZone,
    without,
  }: { readonly today: LocalDate; readonly timeZone: TimeZone; readonly without: ReadonlySet<string> },
): Promise<Map<string, ChartFacts>> {
  if (patientIds.length === 0) return new Map();
  const [people, problems, medications, allergies, charts, results, procedures, visits, histories] = await Promise.all([
    tx
      .selectFrom("patient")
      .select(["patient_id", "birth_date", "sex"])
      .where("patient_id", "in", patientIds)
      .execute(),
    problemsIn(tx, patientIds),
    medicationsIn(tx, patientIds),
    allergiesIn(tx, patientIds),
    tx.selectFrom("chart").selectAll().where("patient_id", "in", patientIds).execute(),
    tx
      .selectFrom("observation")
      .select(["observation_id", "patient_id", "loinc", "name", "value", "at"])
      .where("patient_id", "in", patientIds)
      // What the rules read of results: pregnancy tests.
      .where("loinc", "in", ["2106-3", "2118-8", "80384-1"])
      .where("struck_at", "is", null)
      .execute(),
    tx
      .selectFrom("past_procedure")
      .select(["procedure_id", "patient_id", "label", "performed_on"])
      .where("patient_id", "in", patientIds)
      .execute(),
    visitsIn(tx, patientIds, timeZone),
    keptHistories(tx, patientIds, ["tobacco", "surgery", "pregnancy-status"]),
  ]);
  const day = (at: Parameters<typeof dateIn>[0]) => dateIn(at, timeZone);
  const shown = <K extends string, R extends { readonly [key in K]: string }>(rows: readonly R[], key: K) =>
    rows.filter((row) => !without.has(row[key]));
  return new Map(
    people.map(({ patient_id, birth_date, sex }): [string, ChartFacts] => {
      const its = <R extends { readonly patient_id: string }>(rows: readonly R[]) =>
        rows.filter((row) => row.patient_id === patient_id);
      const [chart] = its(charts);
      return [
        patient_id,
        {
          today,
          born: birth_date,
          sex,
          problems: shown(its(problems), "problem_id").map((row) => ({
            problemId: row.problem_id,
            code: row.code !== null && ICD10.test(row.code) ? row.code : null,
            label: row.label,
            active: row.status === "active",
            onsetOn: row.onset_on,
            resolvedOn: row.resolved_on,
            recordedOn: day(row.recorded_at),
            by: row.recorded_by,
          })),
          visits: visits
            .filter((one) => one.patientId === patient_id && !without.has(one.encounterId))
            .map((one) => ({
              ...one,
              orders: one.orders.filter((order) => !without.has(order.orderId)),
              minor: one.minor.filter((order) => !without.has(order.orderId)),
            })),
          medications: shown(its(medications), "medication_id").map((row) => ({
            medicationId: row.medication_id,
            rxnorm: row.rxnorm,
            name: row.name,
            active: row.status === "active",
            on: row.started_on ?? day(row.recorded_at),
            by: row.recorded_by,
            stoppedOn: row.stopped_on ?? (row.ended_at === null ? null : day(row.ended_at)),
            stoppedBy: row.ended_by,
            stopReason: row.end_reason,
          })),
          allergies: {
            noneSaid: chart?.no_known_allergies ?? false,
            askedOn: chart?.allergies_asked_at ? day(chart.allergies_asked_at) : null,
            askedBy: chart?.allergies_asked_by ?? null,
            active: shown(its(allergies), "allergy_id").map((row) => ({
              allergyId: row.allergy_id,
              substanceCode: row.substance_code,
              substance: row.substance,
              on: day(row.recorded_at),
              by: row.recorded_by,
            })),
          },
          results: shown(its(results), "observation_id").map((row) => ({
            loinc: row.loinc,
            name: row.name,
            value: row.value,
            on: day(row.at),
          })),
          pastProcedures: shown(its(procedures), "procedure_id").map((row) => ({
            label: row.label,
            on: row.performed_on,
          })),
          histories: standing(shown(histories, "historyId").filter((one) => one.patientId === patient_id))
            .filter((one) => one.standing !== "in-error")
            .map((one) => ({
              historyId: one.historyId,
              content: one.content,
              current: one.standing === "current",
              on: day(one.at),
              by: one.by,
            })),
        },
      ];
    }),
  );
}

async function problemsIn(tx: T, patientIds: readonly string[]) {
  return tx
    .selectFrom("problem")
    .select([
      ...(["patient_id", "problem_id", "code", "label", "status", "onset_on", "resolved_on"] as const),
      ...(["recorded_at", "recorded_by"] as const),
    ])
    .where("patient_id", "in", patientIds)
    .where("status", "<>", "entered-in-error")
    .orderBy("recorded_at")
    .orderBy("problem_id")
    .execute();
}

async function medicationsIn(tx: T, patientIds: readonly string[]) {
  return tx
    .selectFrom("medication")
    .select([
      ...(["patient_id", "medication_id", "rxnorm", "name", "status", "started_on", "stopped_on"] as const),
      ...(["recorded_at", "recorded_by", "ended_at", "ended_by", "end_reason"] as const),
    ])
    .where("patient_id", "in", patientIds)
    .where("status", "<>", "entered-in-error")
    .orderBy("recorded_at")
    .orderBy("medication_id")
    .execute();
}

async function allergiesIn(tx: T, patientIds: readonly string[]) {
  return tx
    .selectFrom("allergy")
    .select(["patient_id", "allergy_id", "substance_code", "substance", "recorded_at", "recorded_by"])
    .where("patient_id", "in", patientIds)
    .where("status", "=", "active")
    .orderBy("recorded_at")
    .orderBy("allergy_id")
    .execute();
}

type VisitOfPatient = VisitFact & { readonly patientId: string };

/** The newest first, with what hangs on the open ones. */
async function visitsIn(tx: T, patientIds: readonly string[], timeZone: TimeZone): Promise<VisitOfPatient[]> {
  const [visits, texts, orders, minor] = await Promise.all([
    tx
      .selectFrom("encounter as e")
      .leftJoin("staff as s", "s.staff_id", "e.provider_id")
      .select((eb) => [
        ...(["e.encounter_id", "e.patient_id", "e.service_date", "e.status", "e.diagnoses", "e.procedures"] as const),
        "e.coded_by",
        eb.fn.coalesce("e.provider_name", "s.display_name", eb.val("Unknown provider")).as("provider"),
      ])
      .where("e.patient_id", "in", patientIds)
      .orderBy("e.service_date", "desc")
      .orderBy("e.encounter_id")
      .execute(),
    tx
      .selectFrom("note_section as n")
      .innerJoin("encounter as e", "e.encounter_id", "n.encounter_id")
      .select(["n.encounter_id", "n.section", "n.text"])
      .where("e.patient_id", "in", patientIds)
      .where("e.status", "=", "open")
      .orderBy("n.section")
      .execute(),
    tx
      .selectFrom("medication_order as o")
      .innerJoin("encounter as e", "e.encounter_id", "o.encounter_id")
      .select(["o.encounter_id", "o.order_id", "o.rxnorm", "o.name", "o.ordered_at", "o.ordered_by"])
      .where("e.patient_id", "in", patientIds)
      .where("e.status", "=", "open")
      .where("o.status", "=", "draft")
      .orderBy("o.ordered_at")
      .orderBy("o.order_id")
      .execute(),
    tx
      .selectFrom("procedure_order as o")
      .innerJoin("encounter as e", "e.encounter_id", "o.encounter_id")
      .select(["o.encounter_id", "o.order_id", "o.kind", "o.body_site", "o.diagnosis", "o.ordered_at", "o.ordered_by"])
      .where("e.patient_id", "in", patientIds)
      .where("e.status", "=", "open")
      // Inside JSON the builder compares no text.
      .where(
        sql<boolean>`not exists (select 1 from procedure_step s where s.order_id = o.order_id and s.content ->> 'kind' = 'not-done')`,
      )
      .orderBy("o.place")
      .execute(),
  ]);
  return visits.map((row): VisitOfPatient => {
    const its = <R extends { readonly encounter_id: string }>(rows: readonly R[]) =>
      rows.filter((one) => one.encounter_id === row.encounter_id);
    const by = (key: string) => row.coded_by[key]?.name ?? row.provider;
    return {
      patientId: row.patient_id,
      encounterId: row.encounter_id,
      on: row.service_date,
      providerName: row.provider,
      open: row.status === "open",
      diagnoses: row.diagnoses.map(({ code, label }) => ({ code, label, by: by(`diagnosis:${code}`) })),
      procedures: row.procedures.map(({ code, label, modifiers, pointers }) => {
        return { code, label, modifiers, pointers, by: row.provider };
      }),
      texts: its(texts).map(({ section, text }) => ({ section, text })),
      orders: its(orders).map((one) => ({
        orderId: one.order_id,
        rxnorm: one.rxnorm,
        name: one.name,
        on: dateIn(one.ordered_at, timeZone),
        by: one.ordered_by,
      })),
      minor: its(minor).map((one) => ({
        orderId: one.order_id,
        label: procedureKinds[one.kind].label,
        siteLabel: bodySites.find(({ key }) => key === one.body_site)?.label ?? one.body_site,
        diagnosis: one.diagnosis,
        on: dateIn(one.ordered_at, timeZone),
        by: one.ordered_by,
      })),
    };
  });
}
