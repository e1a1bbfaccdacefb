import { statementRunChanged } from "@practicum/contracts/billing/statement-runs";
import { describeError } from "@practicum/contracts/error";
import type { Id } from "@practicum/kernel/brand";
import type { BillingContext } from "../../application/context.ts";
import { lockPatients } from "../../sql/counters.ts";
import { addRunEvent, lockRun, waitingMembers, writeMember, writeRun, type RunRow } from "../sql/statement-runs.ts";
import { issuePaper } from "./issue-statement.ts";

/** So many papers are one transaction: part of a second, in which nobody else waits for long for one of these accounts. */
export const RUN_PIECE = 25;
const TIMER = "statement-run";

/** The next piece, at once. Its key says how far the run is, so that each piece has a cause of its own. */
export async function goOnRun(context: BillingContext, run: Pick<RunRow, "run_id" | "version">): Promise<void> {
  await context.schedule(TIMER, `${run.run_id}:${run.version}`, context.now, { runId: run.run_id });
}

/**
 * Timer, BIL-417: makes the next papers. Each account is decided anew: who has paid, disputed or got a paper since the run began gets none, with
 * the reason.
 */
export async function runPiece(
  context: BillingContext,
  timer: { readonly payload: { readonly [key: string]: string | number | null } },
): Promise<void> {
  const { tx, now } = context;
  const run = await lockRun(tx, String(timer.payload["runId"]));
  if (run?.state !== "making") return;
  const members = await waitingMembers(tx, run.run_id, RUN_PIECE);
  await lockPatients(
    tx,
    members.map((one) => one.patient_id),
  );
  let next: RunRow = run;
  for (const { member_id, patient_id } of members) {
    const ids = { statementId: member_id as Id<"statement">, patientId: patient_id as Id<"patient"> };
    const made = await issuePaper(context, ids, true);
    if (made.ok) {
      const amount = made.value.payNow;
      await writeMember(tx, member_id, { state: "made", amount, statement_id: member_id });
      next = { ...next, made: next.made + 1, made_total: next.made_total + amount };
    } else {
      await writeMember(tx, member_id, { state: "left", said: describeError(made.error) });
      next = { ...next, left_out: next.left_out + 1 };
    }
  }
  const done = members.length < RUN_PIECE;
  next = { ...next, version: run.version + 1, state: done ? "made" : "making" };
  await writeRun(tx, next, run.version);
  if (done) await addRunEvent(tx, run.run_id, { at: now, by: run.started_by, what: "made" });
  else await goOnRun(context, next);
  context.emit(statementRunChanged, { runId: run.run_id as Id<"statement-run"> });
}
