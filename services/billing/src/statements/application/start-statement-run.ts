import { statementRunChanged, type statementRunOperations } from "@practicum/contracts/billing/statement-runs";
import { fail } from "@practicum/contracts/error";
import { sumCents } from "@practicum/kernel/money";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import { UNKNOWN_NAME } from "../../charges/application/list-charges.ts";
import { billToAll } from "../../families/application/bill-to.ts";
import { patientsById } from "../../sql/copies.ts";
import { planMember, type Planned } from "../domain/plan-run.ts";
import { addressLines, nameText } from "../domain/statement.ts";
import { addRunEvent, findRun, insertMembers, insertRun } from "../sql/statement-runs.ts";
import { askedAccounts } from "./accounts.ts";
import { goOnRun } from "./run-piece.ts";

/** Everybody who owes something, the most first, with the paper that they would get or why they get none. */
async function planOfRun(context: BillingContext) {
  const { accounts } = await askedAccounts(context, null);
  const patients = await patientsById(
    context.tx,
    accounts.map((one) => one.patientId),
  );
  const family = await billToAll(context, [...patients.values()]);
  const all = accounts.flatMap((one) => {
    const due = one.visits.reduce((sum, visit) => sum + visit.due, 0);
    if (due <= 0) return [];
    const patient = patients.get(one.patientId);
    const lines = patient ? addressLines(patient, family.get(one.patientId) ?? null) : [];
    const name = patient?.name ?? UNKNOWN_NAME;
    const planned: Planned = planMember({
      patientId: one.patientId,
      due,
      decided: one.decided,
      active: patient?.active ?? false,
      addressLines: lines,
      patientName: nameText(name),
    });
    return [{ planned, name, to: lines[0] ?? null, due }];
  });
  return all.toSorted((a, b) => b.due - a.due || (a.planned.patientId < b.planned.patientId ? -1 : 1));
}

/** BIL-416: seen before it goes. */
export async function previewStatementRun(
  context: BillingContext,
): ReplyOf<typeof statementRunOperations.previewStatementRun> {
  const all = await planOfRun(context);
  const going = all.flatMap(({ planned, name, to }) =>
    planned.goes
      ? [
          {
            patientId: planned.patientId,
            patientName: name,
            to: to === nameText(name) ? null : to,
            step: planned.step,
            asks: planned.asks,
          },
        ]
      : [],
  );
  const left = all.flatMap(({ planned, name }) => {
    if (planned.goes) return [];
    const { patientId, due, because, on } = planned;
    return [{ patientId, patientName: name, due, because, on }];
  });
  return ok({ going, left, total: sumCents(going.map((one) => one.asks)) });
}

/** BIL-417: the run and everybody in it are written down at once; the papers follow in pieces, each in a transaction of its own. */
export async function startStatementRun(
  context: BillingContext,
  input: InputOf<typeof statementRunOperations.startStatementRun>,
): ReplyOf<typeof statementRunOperations.startStatementRun> {
  const { tx, now, ids } = context;
  const before = await findRun(tx, input.runId);
  if (before) return ok({ count: before.planned });
  const all = await planOfRun(context);
  const going = all.flatMap(({ planned }) => (planned.goes ? [planned] : []));
  const total = sumCents(going.map((one) => one.asks));
  const run = {
    run_id: input.runId,
    started_at: now,
    started_by: actorName(context.actor),
    state: "making" as const,
    planned: going.length,
    planned_total: total,
    made: 0,
    made_total: 0,
    left_out: all.length - going.length,
    sent_on: null,
    version: 1,
  };
  // Asked first: while another one is made, what is due changes paper by paper.
  if (!(await insertRun(tx, run))) return fail("statement-run-going");
  if (going.length !== input.count || total !== input.total) return fail("statement-run-changed");
  await insertMembers(
    tx,
    all.map(({ planned }, place) => ({
      member_id: ids.next<string>(),
      run_id: input.runId,
      place,
      patient_id: planned.patientId,
      state: planned.goes ? ("waiting" as const) : ("left" as const),
      amount: planned.goes ? planned.asks : planned.due,
      because: planned.goes ? null : planned.because,
      said: null,
      statement_id: null,
    })),
  );
  for (const { planned } of all) if (planned.goes) context.auditPatient(planned.patientId);
  await addRunEvent(tx, input.runId, { at: now, by: run.started_by, what: "started" });
  await goOnRun(context, run);
  context.emit(statementRunChanged, { runId: input.runId });
  return ok({ count: going.length });
}
