import { accountChanged } from "@practicum/contracts/billing/ledger";
import { INSTALLMENTS_MAX, type planOperations } from "@practicum/contracts/billing/plans";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import { UNKNOWN_NAME } from "../../charges/application/list-charges.ts";
import { patientDueByVisit } from "../../ledger/sql/ledger.ts";
import { findPatient, patientsById } from "../../sql/copies.ts";
import { lockPatients } from "../../sql/counters.ts";
import { lastSequence } from "../../statements/sql/accounts.ts";
import { findPolicy } from "../../statements/sql/policy.ts";
import { schedule, type Agreed } from "../domain/plan.ts";
import { endPlanRow, findPlan, insertPlan, plansOfPatient, runningPlans } from "../sql/plans.ts";
import { isRunning, planView, standingOf } from "./plan-view.ts";

type Agree = InputOf<typeof planOperations.agreePlan>;

/** BIL-254: what the patient owes now, visit by visit, is paid in parts by date; a plan that runs is replaced by it. */
export async function agreePlan(context: BillingContext, input: Agree): ReplyOf<typeof planOperations.agreePlan> {
  const { tx, today, now, actor } = context;
  const patient = await findPatient(tx, input.patientId);
  if (!patient) return context.notHereYet({ field: "patientId" });
  await lockPatients(tx, [input.patientId]);
  const { policy } = await findPolicy(tx);
  const view = (row: NonNullable<Awaited<ReturnType<typeof findPlan>>>) =>
    ok(planView(row, standingOf(row, today, policy.graceDays), patient.name));
  const before = await findPlan(tx, input.planId);
  if (before) return before.patient_id === input.patientId ? view(before) : fail("not-found", { field: "planId" });
  const [running] = await runningPlans(tx, input.patientId);
  const stands = running && isRunning(standingOf(running, today, policy.graceDays));
  if (stands && input.replaces === null) return fail("already-recorded", { field: "replaces" });
  if (input.replaces !== null && running?.plan_id !== input.replaces)
    return fail("stale-version", { field: "replaces" });
  const visits = (await patientDueByVisit(tx, input.patientId)).filter((one) => one.due > 0);
  const decided = decide(
    input,
    visits.reduce((sum, one) => sum + one.due, 0),
    today,
  );
  if (!decided.ok) return decided;
  const sequence = await lastSequence(tx);
  if (running)
    await endPlanRow(tx, running.plan_id, {
      over: "replaced",
      until_sequence: sequence,
      over_at: now,
      over_by: actorName(actor),
      over_because: stands ? "Changed by a new plan" : "Paid; a new plan was agreed",
    });
  await insertPlan(tx, {
    plan_id: input.planId,
    patient_id: input.patientId,
    agreed_on: today,
    agreed_at: now,
    agreed_by: actorName(actor),
    note: input.note,
    every: input.every,
    installments: decided.value,
    encounter_ids: visits.map((one) => one.encounterId),
    after_sequence: sequence,
    over: null,
    until_sequence: null,
    over_at: null,
    over_by: null,
    over_because: null,
  });
  context.emit(accountChanged, { patientId: input.patientId });
  const made = await findPlan(tx, input.planId);
  return made ? view(made) : fail("not-found");
}

function decide(input: Agree, total: number, today: string): Result<Agreed[], DomainError> {
  if (total <= 0) return fail("nothing-due");
  if (input.firstDue < today) return fail("in-the-past", { field: "firstDue" });
  const parts = schedule(total, input.amount, input.firstDue, input.every);
  if (parts) return ok(parts);
  const message = `That would be more than ${INSTALLMENTS_MAX} payments. Enter a larger amount.`;
  return fail("invalid-input", { field: "amount", fields: [{ field: "amount", message }] });
}

/** BIL-257: what is left is owed at once, and is asked for by the steps again. */
export async function endPlan(
  context: BillingContext,
  input: InputOf<typeof planOperations.endPlan>,
): ReplyOf<typeof planOperations.endPlan> {
  const { tx, now, actor } = context;
  await lockPatients(tx, [input.patientId]);
  const row = await findPlan(tx, input.planId);
  if (row?.patient_id !== input.patientId) return fail("not-found", { field: "planId" });
  if (row.over !== null) return fail("plan-over");
  await endPlanRow(tx, row.plan_id, {
    over: input.how,
    until_sequence: await lastSequence(tx),
    over_at: now,
    over_by: actorName(actor),
    over_because: input.because,
  });
  context.emit(accountChanged, { patientId: input.patientId });
  return ok({});
}

export async function plansOf(
  { tx, today }: BillingContext,
  input: InputOf<typeof planOperations.plansOf>,
): ReplyOf<typeof planOperations.plansOf> {
  const { policy } = await findPolicy(tx);
  const patient = await findPatient(tx, input.patientId);
  const rows = await plansOfPatient(tx, input.patientId);
  return ok(rows.map((row) => planView(row, standingOf(row, today, policy.graceDays), patient?.name ?? UNKNOWN_NAME)));
}

/** BIL-256: who keeps a plan and who does not; what was missed first, then the nearest day. */
export async function listPlans({ tx, today }: BillingContext): ReplyOf<typeof planOperations.listPlans> {
  const { policy } = await findPolicy(tx);
  const rows = await runningPlans(tx);
  const patients = await patientsById(
    tx,
    rows.map((row) => row.patient_id),
  );
  const plans = rows
    .map((row) => ({ row, standing: standingOf(row, today, policy.graceDays) }))
    .filter(({ standing }) => isRunning(standing))
    .toSorted(
      (a, b) =>
        b.standing.missed - a.standing.missed ||
        (a.standing.next?.dueDate ?? "").localeCompare(b.standing.next?.dueDate ?? ""),
    );
  return ok({
    plans: plans.map(({ row, standing }) =>
      planView(row, standing, patients.get(row.patient_id)?.name ?? UNKNOWN_NAME),
    ),
    missed: plans.filter(({ standing }) => standing.missed > 0).length,
    remaining: plans.reduce((sum, { standing }) => sum + standing.remaining, 0),
  });
}
