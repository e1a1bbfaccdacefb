import { type Coverage } from "@practicum/contracts/billing/coverage";
import { eligibilityAnswered } from "@practicum/contracts/billing/eligibility";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import { addMinutes } from "@practicum/kernel/instant";
import { must } from "@practicum/kernel/assert";
import type { LocalDate } from "@practicum/kernel/local-date";
import { write270 } from "@practicum/x12/eligibility/write-270";
import { eligibilityQuestion, traceOf } from "../domain/eligibility-question.ts";
import { fileName, interchange, referenceOf } from "../../exchange/domain/interchange.ts";
import { findPatient, findPractice } from "../../sql/copies.ts";
import { findCoverage } from "../sql/coverages.ts";
import { eligibilityOf, findEligibility, insertQuestion, markAsked, writeAnswer } from "../sql/eligibility.ts";
import { queueFile } from "../../exchange/sql/files.ts";
import { findPayer } from "../sql/payers.ts";
import type { BillingContext } from "../../application/context.ts";
import { nextOutgoing } from "../../exchange/application/outgoing.ts";

/** How long an answer may take before it counts as unknown, and after which time it is asked again. */
export const ANSWER_MINUTES = 10;
const RETRY_MINUTES = [30, 120, 720] as const;

export interface Question {
  readonly eligibilityId: string;
  readonly coverage: Coverage;
  readonly patientId: string;
  readonly serviceDate: LocalDate;
}

/**
 * BIL-8: writes the question down and queues the 270; the exchange worker sends it. Where it can't be asked at all, the answer
 * is unknown, with the reason. Nothing waits for it and nothing is blocked by it.
 */
export async function askEligibility(context: BillingContext, question: Question): Promise<"pending" | "unknown"> {
  const { tx, now } = context;
  const trace = traceOf(question.eligibilityId);
  await insertQuestion(tx, {
    eligibility_id: question.eligibilityId,
    coverage_id: question.coverage.coverageId,
    patient_id: question.patientId,
    service_date: question.serviceDate,
    trace,
    asked_at: now,
  });
  const problem = await queueQuestion(context, { ...question, trace });
  if (problem !== null) {
    await answerUnknown(context, question.eligibilityId, [problem.because], problem.later ? 1 : null);
    return "unknown";
  }
  return "pending";
}

/** Why a question was not sent, and whether time can help. */
interface Obstacle {
  readonly because: string;
  readonly later: boolean;
}

/** Queues the 270 and sets the timer. Gives the reason when it can't be asked. */
async function queueQuestion(
  context: BillingContext,
  question: Question & { readonly trace: string },
): Promise<Obstacle | null> {
  const { tx, ids, now } = context;
  const patient = await findPatient(tx, question.patientId);
  const practice = await findPractice(tx);
  const payer = await findPayer(tx, question.coverage.payerId);
  const problem = whyNotAsked(patient, practice !== null, payer);
  if (problem !== null) return problem;
  const out = await nextOutgoing(context, must(practice));
  const asked = { ...question, patient: must(patient), payer: must(payer) };
  const written = write270(interchange(out, [eligibilityQuestion(out, asked)]));
  if (!written.ok) return { because: written.error[0]?.message ?? "The question can't be written.", later: false };
  await queueFile(tx, {
    fileId: ids.next(),
    name: fileName("270", out.controlNumber),
    kind: "270",
    content: written.value,
    reference: referenceOf(out.controlNumber, "270"),
    controlNumber: out.controlNumber,
    at: now,
  });
  await markAsked(tx, question.eligibilityId);
  await context.schedule("eligibility-late", question.eligibilityId, addMinutes(now, ANSWER_MINUTES), {});
  context.wake("exchange");
  return null;
}

function whyNotAsked(
  patient: Patient | null,
  practiceKnown: boolean,
  payer: { readonly kind: string; readonly electronicId: string } | null,
): Obstacle | null {
  if (!patient || !practiceKnown)
    return { because: "The patient's record has not reached billing yet; it is asked again later.", later: true };
  if (!payer || payer.electronicId === "UNKNOWN")
    return { because: "The payer has no payer ID, so it can't be asked.", later: false };
  if (payer.kind === "self-pay") return { because: "Self-pay: there is no payer to ask.", later: false };
  return null;
}

/** Sets an answer to unknown, asks again later where that can help, and tells the screens. */
export async function answerUnknown(
  context: BillingContext,
  eligibilityId: string,
  findings: readonly string[],
  retryAfterAttempts: number | null,
): Promise<void> {
  const { tx, now } = context;
  const wait = retryAfterAttempts === null ? undefined : RETRY_MINUTES[retryAfterAttempts - 1];
  const retryAt = wait === undefined ? null : addMinutes(now, wait);
  await writeAnswer(tx, eligibilityId, { status: "unknown", findings: [...findings], retry_at: retryAt });
  if (retryAt !== null) await context.schedule("eligibility-retry", eligibilityId, retryAt, {});
  await tellEligibility(context, eligibilityId);
}

export async function tellEligibility(context: BillingContext, eligibilityId: string): Promise<void> {
  const row = await findEligibility(context.tx, { id: eligibilityId });
  if (row) context.emit(eligibilityAnswered, eligibilityOf(row));
}

/** Timer: no answer came in time. The answer stays open to come late. */
export async function eligibilityLate(context: BillingContext, timer: { readonly key: string }): Promise<void> {
  const row = await findEligibility(context.tx, { id: timer.key });
  if (row?.status !== "pending") return;
  await answerUnknown(context, timer.key, ["The payer did not answer."], row.attempts);
}

/** Timer: asks again, if nobody has answered since. */
export async function eligibilityRetry(context: BillingContext, timer: { readonly key: string }): Promise<void> {
  const row = await findEligibility(context.tx, { id: timer.key });
  if (row?.status !== "unknown" || row.retry_at === null) return;
  const coverage = await findCoverage(context.tx, row.coverage_id);
  if (!coverage) return;
  const problem = await queueQuestion(context, {
    eligibilityId: row.eligibility_id,
    coverage,
    patientId: row.patient_id,
    serviceDate: row.service_date,
    trace: row.trace,
  });
  if (problem !== null)
    await answerUnknown(context, timer.key, [problem.because], problem.later ? row.attempts + 2 : null);
}
