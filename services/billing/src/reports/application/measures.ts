import { measure, targetChanged, type Measure, type reportOperations } from "@practicum/contracts/billing/reports";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { patientsById } from "../../sql/copies.ts";
import { measures, valueOf } from "../domain/measures.ts";
import { monthsUntil, reportMonth, thisMonth } from "../domain/report-months.ts";
import { rowsCsv, type CsvRow } from "../domain/rows-csv.ts";
import { allRows, measureRows as pageOf, measureSums, ownTargets, setTarget, sideTotal } from "../sql/measures.ts";
import { shown } from "./rows.ts";
import { wanted } from "./wanted.ts";

/** BIL-300: the measures, each for twelve months. */
export async function listMeasures(
  context: BillingContext,
  { only }: InputOf<typeof reportOperations.listMeasures>,
): ReplyOf<typeof reportOperations.listMeasures> {
  const { tx, today } = context;
  const months = monthsUntil(thisMonth(today), today);
  const asked = wanted(context, months);
  const own = new Map((await ownTargets(tx)).map((one) => [one.measure, one]));
  const views = [];
  for (const name of measure.options.filter((one) => only?.includes(one) ?? true)) {
    const sums = new Map((await measureSums(tx, name, asked)).map((one) => [one.month, one]));
    const { commonTarget, ...form } = measures[name];
    const target = own.get(name);
    views.push({
      measure: name,
      ...form,
      target: {
        value: target?.value ?? commonTarget,
        own: (target?.value ?? null) !== null,
        version: target?.version ?? 0,
      },
      months: months.map(({ month }) => {
        const { numerator, denominator } = sums.get(month) ?? { numerator: 0, denominator: 0 };
        return { month, numerator, denominator, value: valueOf(name, numerator, denominator) };
      }),
    });
  }
  return ok({ measures: views });
}

const ofMonth = (context: BillingContext, month: string) => wanted(context, [reportMonth(month, context.today)]);

/** BIL-301. */
export async function measureRows(
  context: BillingContext,
  input: InputOf<typeof reportOperations.measureRows>,
): ReplyOf<typeof reportOperations.measureRows> {
  const { measure: name, side } = input;
  const asked = ofMonth(context, input.month);
  const { rows, next } = await pageOf(context.tx, name, asked, input);
  const all = input.before === null ? await sideTotal(context.tx, name, asked, side) : null;
  return ok({ rows: await shown(context, rows), next, all });
}

/** BIL-301: both sides of a month as a file. */
export async function exportMeasure(
  context: BillingContext,
  input: InputOf<typeof reportOperations.exportMeasure>,
): ReplyOf<typeof reportOperations.exportMeasure> {
  const { tx } = context;
  const name: Measure = input.measure;
  const rows = await allRows(tx, name, ofMonth(context, input.month));
  const patientIds = [...new Set(rows.flatMap((row) => row.patient_id ?? []))];
  const patients = await patientsById(tx, patientIds);
  const sides = (["numerator", "denominator"] as const).flatMap((side) =>
    rows.flatMap((row): CsvRow[] => {
      const amount = side === "numerator" ? row.num : row.den;
      const patient = row.patient_id === null ? undefined : patients.get(row.patient_id)?.name;
      return amount === null
        ? []
        : [
            {
              side,
              rowId: row.row_id,
              date: row.on_date,
              label: row.label,
              payerName: row.payer,
              patientId: row.patient_id,
              patient: patient ? `${patient.family}, ${patient.given}` : "",
              encounterId: row.encounter_id,
              claimId: row.claim_id,
              amount,
            },
          ];
    }),
  );
  const { numeratorUnit, denominatorUnit } = measures[name];
  return ok({
    name: `${name}-${input.month}.csv`,
    csv: rowsCsv(sides, { numerator: numeratorUnit, denominator: denominatorUnit }),
    patientIds,
  });
}

/** BIL-302. */
export async function saveTarget(
  context: BillingContext,
  input: InputOf<typeof reportOperations.saveTarget>,
): ReplyOf<typeof reportOperations.saveTarget> {
  const version = await setTarget(context.tx, input);
  if (version === null) return fail("stale-version");
  context.emit(targetChanged, { measure: input.measure });
  return ok({ version });
}
