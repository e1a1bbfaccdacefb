import { statementRunChanged, type statementRunOperations } from "@practicum/contracts/billing/statement-runs";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import { UNKNOWN_NAME } from "../../charges/application/list-charges.ts";
import { claimWords } from "../../claims/domain/claim-search.ts";
import { patientsById } from "../../sql/copies.ts";
import type { RunEvent } from "../../sql/schema-statement-runs.ts";
import { openHolds } from "../sql/holds.ts";
import {
  addRunEvent,
  findRun,
  lockRun,
  memberPage,
  papersOfRun,
  runEvents,
  runPage,
  writeRun,
  type RunRow,
} from "../sql/statement-runs.ts";
import { filesOfRun } from "./statement-files.ts";

function runView(row: RunRow) {
  return {
    runId: row.run_id,
    startedAt: row.started_at,
    startedBy: row.started_by,
    state: row.state,
    planned: { count: row.planned, total: row.planned_total },
    made: { count: row.made, total: row.made_total },
    left: row.left_out,
    sentOn: row.sent_on,
    version: row.version,
  };
}

export async function listStatementRuns(
  { tx }: BillingContext,
  input: InputOf<typeof statementRunOperations.listStatementRuns>,
): ReplyOf<typeof statementRunOperations.listStatementRuns> {
  const { rows, next } = await runPage(tx, input);
  return ok({ runs: rows.map(runView), next });
}

const WHAT: { readonly [E in RunEvent]: string } = {
  started: "Started",
  made: "All statements made",
  printed: "Printed",
  "mail-house": "Written for a mail house",
  "printed-again": "Printed again: each page says so",
  "mail-house-again": "Written again for a mail house: each row says so",
};

export async function getStatementRun(
  { tx }: BillingContext,
  { runId }: InputOf<typeof statementRunOperations.getStatementRun>,
): ReplyOf<typeof statementRunOperations.getStatementRun> {
  const run = await findRun(tx, runId);
  if (!run) return fail("not-found", { field: "runId" });
  const files = run.state === "making" ? 0 : filesOfRun(await papersOfRun(tx, runId)).length;
  const events = (await runEvents(tx, runId)).map((one) => ({ at: one.at, by: one.by_name, what: WHAT[one.what] }));
  return ok({ ...runView(run), files, events });
}

export async function listStatementRunRows(
  { tx }: BillingContext,
  { runId, left, text, before, limit }: InputOf<typeof statementRunOperations.listStatementRunRows>,
): ReplyOf<typeof statementRunOperations.listStatementRunRows> {
  if (!(await findRun(tx, runId))) return fail("not-found", { field: "runId" });
  const holds = await openHolds(tx, null);
  const { rows, next } = await memberPage(tx, { runId, left, words: claimWords(text), before, limit });
  const patients = await patientsById(
    tx,
    rows.map((row) => row.patient_id),
  );
  return ok({
    rows: rows.map((row) => ({
      patientId: row.patient_id,
      patientName: patients.get(row.patient_id)?.name ?? UNKNOWN_NAME,
      state: row.state,
      amount: row.amount,
      step: row.step,
      statementId: row.statement_id,
      number: row.number,
      because: row.because,
      said: row.said,
      cameBack: holds.get(row.patient_id) === "returned-mail",
    })),
    next,
  });
}

/** BIL-420: the first time it is sent; after that it was made anew, and says so. */
export async function sendStatementRun(
  context: BillingContext,
  { runId, version, way }: InputOf<typeof statementRunOperations.sendStatementRun>,
): ReplyOf<typeof statementRunOperations.sendStatementRun> {
  const { tx, now, today } = context;
  const run = await lockRun(tx, runId);
  if (!run) return fail("not-found", { field: "runId" });
  if (run.state === "making") return fail("statement-run-going");
  if (run.version !== version) return fail("stale-version");
  const again = run.state === "sent";
  const next = { ...run, state: "sent" as const, sent_on: run.sent_on ?? today, version: version + 1 };
  await writeRun(tx, next, version);
  await addRunEvent(tx, runId, { at: now, by: actorName(context.actor), what: again ? `${way}-again` : way });
  context.emit(statementRunChanged, { runId });
  return ok({ again, version: version + 1 });
}
