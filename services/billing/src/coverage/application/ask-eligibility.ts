import { type Coverage } from "@practicum/contracts/billing/coverage";
import { eligibilityAnswered } from "@practicum/contracts/billing/eligibility";
import type { PracticeProfile } from "@practicum/contracts/identity/practice";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import { addMinutes } from "@practicum/kernel/instant";
import { must } from "@practicum/kernel/assert";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Transaction270 } from "@practicum/x12/eligibility/types";
import { write270 } from "@practicum/x12/eligibility/write-270";
import { eligibilityQuestion, traceOf, whyUnnamed } from "../domain/eligibility-question.ts";
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
  const unasked = await askTogether(context, [question]);
  return unasked.has(question.eligibilityId) ? "unknown" : "pending";
}

/** The same of many, in as few files as they fit in. @returns those that could not be asked. */
export async function askTogether(
  context: BillingContext,
  questions: readonly Question[],
): Promise<ReadonlySet<string>> {
  const { tx, now } = context;
  const traced = questions.map((question) => ({ ...question, trace: traceOf(question.eligibilityId) }));
  for (const { eligibilityId, coverage, patientId, serviceDate, trace } of traced)
    await insertQuestion(tx, {
      eligibility_id: eligibilityId,
      coverage_id: coverage.coverageId,
      patient_id: patientId,
      service_date: serviceDate,
      trace,
      asked_at: now,
    });
  const obstacles = await queueQuestions(context, traced);
  for (const [eligibilityId, { because, later }] of obstacles)
    await answerUnknown(context, eligibilityId, [because], later ? 1 : null);
  return new Set(obstacles.keys());
}

/** Why a question was not sent, and whether time can help. */
interface Obstacle {
  readonly because: string;
  readonly later: boolean;
}

type Traced = Question & { readonly trace: string };

/** X12 005010X279A1, 1.4.3: that many patients in one transaction that is answered later. */
const PATIENTS_MAX = 99;

/** Queues 270s and sets the timers. @returns why some could not be asked, by their question. */
async function queueQuestions(
  context: BillingContext,
  questions: readonly Traced[],
): Promise<ReadonlyMap<string, Obstacle>> {
  const obstacles = new Map<string, Obstacle>();
  const practice = await findPractice(context.tx);
  const ready: Asked[] = [];
  for (const question of questions) {
    const patient = await findPatient(context.tx, question.patientId);
    const payer = await findPayer(context.tx, question.coverage.payerId);
    const problem = whyNotAsked(patient, practice !== null, payer);
    if (problem === null) ready.push({ ...question, patient: must(patient), payer: must(payer) });
    else obstacles.set(question.eligibilityId, problem);
  }
  // A transaction names each payer once, so those of one stand together.
  ready.sort((a, b) =>
    a.payer.electronicId < b.payer.electronicId ? -1 : a.payer.electronicId > b.payer.electronicId ? 1 : 0,
  );
  for (let from = 0; from < ready.length; from += PATIENTS_MAX)
    await queueFileOf(context, must(practice), ready.slice(from, from + PATIENTS_MAX), obstacles);
  return obstacles;
}

interface Asked extends Traced {
  readonly patient: Patient;
  readonly payer: { readonly kind: string; readonly name: string; readonly electronicId: string };
}

/** One that can't be written keeps no other from being asked. */
async function queueFileOf(
  context: BillingContext,
  practice: PracticeProfile,
  questions: readonly Asked[],
  obstacles: Map<string, Obstacle>,
): Promise<void> {
  const { tx, ids, now } = context;
  const out = await nextOutgoing(context, practice);
  const written: { readonly question: Asked; readonly transaction: Transaction270 }[] = [];
  for (const question of questions) {
    const transaction = eligibilityQuestion(out, question);
    const because = whyUnnamed(transaction) ?? whyUnwritten(write270(interchange(out, [transaction])));
    if (because === null) written.push({ question, transaction });
    else obstacles.set(question.eligibilityId, { because, later: false });
  }
  const [first] = written;
  if (first === undefined) return;
  const inquiries = written.flatMap(({ transaction }) => transaction.inquiries);
  const file = write270(interchange(out, [{ ...first.transaction, inquiries }]));
  await queueFile(tx, {
    fileId: ids.next(),
    name: fileName("270", out.controlNumber),
    kind: "270",
    content: must(file.ok ? file.value : null, "questions that can be written alone can be written together"),
    reference: referenceOf(out.controlNumber, "270"),
    controlNumber: out.controlNumber,
    at: now,
  });
  for (const { question } of written) {
    await markAsked(tx, question.eligibilityId);
    await context.schedule("eligibility-late", question.eligibilityId, addMinutes(now, ANSWER_MINUTES), {});
  }
  context.wake("exchange");
}

function whyUnwritten(alone: ReturnType<typeof write270>): string | null {
  return alone.ok ? null : (alone.error[0]?.message ?? "The question can't be written.");
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
  const question = {
    eligibilityId: row.eligibility_id,
    coverage,
    patientId: row.patient_id,
    serviceDate: row.service_date,
    trace: row.trace,
  };
  const problem = (await queueQuestions(context, [question])).get(row.eligibility_id);
  if (problem !== undefined)
    await answerUnknown(context, timer.key, [problem.because], problem.later ? row.attempts + 2 : null);
}
