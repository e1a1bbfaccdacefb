import { bodySites } from "@practicum/contracts/charting/body-sites";
import { resultAbnormal, resultSettled } from "@practicum/contracts/charting/in-house";
import {
  procedureKinds,
  type procedureOperations,
  type ProcedureOrder,
  type ProcedureStep,
} from "@practicum/contracts/charting/procedures";
import { fail, type DomainError } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { dateIn } from "@practicum/kernel/instant";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import {
  decideProcedureStep,
  procedureClock,
  procedureStateOf,
  specimenLabel,
  type SaidStep,
} from "../domain/procedure-state.ts";
import { standing } from "../domain/said-steps.ts";
import { encounterById } from "../sql/encounters.ts";
import {
  insertProcedure,
  lockProcedure,
  proceduresOfNote,
  proceduresOfPatient,
  specimensOf,
  unfinishedProcedures,
  type ProcedureRow,
} from "../sql/procedures.ts";
import { insertSaidStep, saidStepThere, stepsOfOrders, type StepRow } from "../sql/said-steps.ts";
import { actorName, emitChartChanged, type ChartingContext } from "./charting-context.ts";
import { toldValues } from "./sensitive-parts.ts";
import { withoutShut } from "./restrictions.ts";
import { askLaboratory } from "./simulated-laboratory.ts";

/** A procedure in an open note (CHT-214); what goes to a laboratory gets its label at once (CHT-215). */
export async function orderProcedure(
  context: ChartingContext,
  input: InputOf<typeof procedureOperations.orderProcedure>,
): ReplyOf<typeof procedureOperations.orderProcedure> {
  const { tx, now, actor } = context;
  const encounter = await encounterById(tx, input.encounterId, "update");
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  if (encounter.patientId !== input.patientId) return fail("not-found", { field: "encounterId" });
  if (encounter.status !== "open") return fail("encounter-sealed");
  const { hasSpecimen } = procedureKinds[input.kind];
  const wrote = await insertProcedure(
    tx,
    {
      order_id: input.orderId,
      encounter_id: input.encounterId,
      patient_id: input.patientId,
      kind: input.kind,
      body_site: input.bodySite,
      detail: input.detail,
      diagnosis: input.diagnosis,
      specimen: hasSpecimen ? specimenLabel(encounter.mrn, await specimensOf(tx, input.patientId)) : null,
    },
    { at: now, by: actorName(context), byId: actor.kind === "staff" ? actor.staffId : "" },
  );
  if (wrote === "other") return fail("already-recorded", { field: "orderId" });
  if (wrote === "written") emitChartChanged(context, input.patientId, "procedures");
  return ok({});
}

export async function recordProcedureStep(
  context: ChartingContext,
  input: InputOf<typeof procedureOperations.recordProcedureStep>,
): ReplyOf<typeof procedureOperations.recordProcedureStep> {
  return saySteps(context, input);
}

export async function reviewPathology(
  context: ChartingContext,
  { plan, ...of }: InputOf<typeof procedureOperations.reviewPathology>,
): ReplyOf<typeof procedureOperations.reviewPathology> {
  return saySteps(context, { ...of, step: { kind: "reviewed", plan } });
}

interface Said {
  readonly orderId: string;
  readonly patientId: string;
  readonly stepId: string;
  readonly step: ProcedureStep;
}

/** Adds a step (CHT-216). Who hears of it: the provider of an abnormal report, until it is reviewed or taken back (CHT-219). */
export async function saySteps(
  context: ChartingContext,
  said: Said,
  by = actorName(context),
): Promise<Result<{ state: ProcedureOrder["state"] }, DomainError>> {
  const { tx, now, today } = context;
  const { orderId, patientId, stepId, step } = said;
  const row = await lockProcedure(tx, orderId, patientId);
  if (!row) return fail("not-found", { field: "orderId" });
  const steps = saidOf(context, (await stepsOfOrders(tx, "procedure_step", [orderId])).get(orderId) ?? []);
  const there = await saidStepThere(tx, "procedure_step", said, by);
  if (there === "other") return fail("already-recorded", { field: "stepId" });
  if (there === "same") return ok({ state: procedureStateOf(row.kind, steps) });
  const orderedOn = dateIn(row.ordered_at, context.practice.timeZone);
  const decided = decideProcedureStep({ kind: row.kind, orderedOn, steps }, step, today);
  if (!decided.ok) return decided;
  await insertSaidStep(tx, "procedure_step", said, { at: now, by });
  const after = [...steps, { stepId, step, on: today, by }];
  if (step.kind === "sent") await askLaboratory(context, said);
  await tellProvider(context, row, { steps, step, by });
  emitChartChanged(context, row.patient_id, "procedures");
  return ok({ state: procedureStateOf(row.kind, after) });
}

async function tellProvider(
  context: ChartingContext,
  row: ProcedureRow,
  { steps, step, by }: { readonly steps: readonly SaidStep[]; readonly step: ProcedureStep; readonly by: string },
): Promise<void> {
  const [outcomeId, patientId] = [row.order_id, row.patient_id];
  if (step.kind === "resulted" && step.category !== "benign") {
    const values = await toldValues(context, row.order_id, [`${titleOf(row)}: ${step.diagnosis}`]);
    const critical = step.category === "malignant";
    context.emit(resultAbnormal, { outcomeId, patientId, providerId: row.ordered_by_id, values, critical, by });
    return;
  }
  const last = standing(steps).at(-1)?.step;
  const wasAbnormal = last?.kind === "resulted" && last.category !== "benign";
  if (wasAbnormal && (step.kind === "reviewed" || step.kind === "taken-back"))
    context.emit(resultSettled, { outcomeId, patientId, by });
}

/** "Punch biopsy, left forearm, outer side" */
function titleOf(row: Pick<ProcedureRow, "kind" | "body_site">): string {
  return `${procedureKinds[row.kind].label}, ${siteLabelOf(row.body_site).toLowerCase()}`;
}

function siteLabelOf(key: string): string {
  return bodySites.find((one) => one.key === key)?.label ?? key;
}

export async function procedureOrders(
  context: ChartingContext,
  { patientId }: InputOf<typeof procedureOperations.procedureOrders>,
): ReplyOf<typeof procedureOperations.procedureOrders> {
  return ok(await withSteps(context, await proceduresOfPatient(context.tx, patientId)));
}

/** What the gate looks at, and what is sealed (CHT-220). */
export async function proceduresOf(context: ChartingContext, encounterId: string): Promise<ProcedureOrder[]> {
  return withSteps(context, await proceduresOfNote(context.tx, encounterId));
}

/** Of all patients those that wait for somebody, what is due first (CHT-218). */
export async function openProcedures(context: ChartingContext): ReplyOf<typeof procedureOperations.openProcedures> {
  const rows = await unfinishedProcedures(context.tx);
  const orders = await withSteps(context, rows);
  const open = orders
    .map((order, at) => {
      const { family, given, middle, suffix, birth_date: birthDate, mrn } = must(rows[at]);
      const patientName = { family: family ?? "?", given: given ?? "?", middle, suffix };
      return { ...order, patientName, birthDate: birthDate ?? "1900-01-01", mrn: mrn ?? "" };
    })
    .filter((order) => order.waits !== null)
    .toSorted((a, b) => ((a.waits?.due ?? "") < (b.waits?.due ?? "") ? -1 : 1));
  return ok(await withoutShut(context, open));
}

function saidOf({ practice }: ChartingContext, rows: readonly StepRow<"procedure_step">[]): SaidStep[] {
  return rows.map((row) => ({
    stepId: row.step_id,
    step: row.content,
    on: dateIn(row.at, practice.timeZone),
    by: row.by_name,
  }));
}

async function withSteps(context: ChartingContext, rows: readonly ProcedureRow[]): Promise<ProcedureOrder[]> {
  const all = await stepsOfOrders(
    context.tx,
    "procedure_step",
    rows.map((row) => row.order_id),
  );
  return rows.map((row) => {
    const own = all.get(row.order_id) ?? [];
    const steps = saidOf(context, own);
    const stands = new Set(standing(steps).map((one) => one.stepId));
    const { kind } = row;
    const orderedOn = dateIn(row.ordered_at, context.practice.timeZone);
    return {
      orderId: row.order_id,
      encounterId: row.encounter_id,
      patientId: row.patient_id,
      kind,
      label: procedureKinds[kind].label,
      code: procedureKinds[kind].code,
      bodySite: row.body_site,
      siteLabel: siteLabelOf(row.body_site),
      detail: row.detail,
      diagnosis: row.diagnosis,
      orderedAt: row.ordered_at,
      orderedBy: row.ordered_by,
      orderedById: row.ordered_by_id,
      specimen: row.specimen,
      state: procedureStateOf(kind, steps),
      waits: procedureClock({ kind, orderedOn, steps, provider: row.ordered_by }, context.today),
      steps: own.map(({ step_id: stepId, content: step, at, by_name: by }) => ({
        stepId,
        step,
        at,
        by,
        takenBack: step.kind !== "taken-back" && !stands.has(stepId),
      })),
    };
  });
}
