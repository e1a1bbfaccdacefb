import type { appealOperations } from "@practicum/contracts/billing/appeals";
import { fail, type DomainError } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import { recordClaimEvent } from "../../claims/application/claim-history.ts";
import { findPayer } from "../../coverage/sql/payers.ts";
import { readAnswerFile } from "../domain/appeal-mail.ts";
import { afterAnswer, afterSending, APPEALS_OUT, notFrom, type AnswerOutcome } from "../domain/appeal-state.ts";
import { answersOf, insertAnswer } from "../sql/appeal-mail.ts";
import { changeAppeal, openAppealsOf, type AppealRow } from "../sql/appeals.ts";
import { holdAppeal } from "./send-appeal.ts";
import { takeAppealStep } from "./take-step.ts";

interface Answer {
  readonly answerId: Id<"answer">;
  readonly outcome: AnswerOutcome;
  readonly answeredOn: LocalDate;
  readonly dueOn: LocalDate | null;
  readonly words: string;
  readonly fileId: string | null;
}

const WORDS: { readonly [O in AnswerOutcome]: string } = {
  upheld: "Appeal: the payer upholds its decision",
  overturned: "Appeal: the payer overturns its decision",
  partly: "Appeal: the payer overturns a part of its decision",
  information: "Appeal: the payer asks for information",
};

/** BIL-185: what the payer answered, as a person has it from a letter, the telephone or the portal. */
export async function recordAppealAnswer(
  context: BillingContext,
  input: InputOf<typeof appealOperations.recordAppealAnswer>,
): ReplyOf<typeof appealOperations.recordAppealAnswer> {
  if (input.answeredOn > context.today) return fail("in-the-future", { field: "answeredOn" });
  const held = await holdAppeal(context, input);
  if (!held.ok) return held;
  return takeAnswer(context, held.value, { ...input, fileId: null });
}

async function takeAnswer(
  context: BillingContext,
  appeal: AppealRow,
  answer: Answer,
): Promise<Result<{ status: AppealRow["status"]; version: number }, DomainError>> {
  const step = afterAnswer({ status: appeal.status, sentOn: appeal.sent_on }, answer);
  if (!step.ok) return step;
  await keepAnswer(context, appeal, answer);
  const { outcome } = answer;
  const version = await takeAppealStep(context, appeal, step.value, {
    ...(outcome === "information" ? {} : { outcome }),
    ...(outcome === "upheld" ? { deadline: await nextDeadline(context, appeal, answer.answeredOn) } : {}),
  });
  return ok({ status: step.value.status, version });
}

async function keepAnswer(context: BillingContext, appeal: AppealRow, answer: Answer): Promise<void> {
  await insertAnswer(context.tx, {
    answer_id: answer.answerId,
    appeal_id: appeal.appeal_id,
    outcome: answer.outcome,
    answered_on: answer.answeredOn,
    due_on: answer.dueOn,
    words: answer.words,
    made_at: context.now,
    made_by: answer.fileId === null ? actorName(context.actor) : appeal.payer_name,
    file_id: answer.fileId,
    takes_back: null,
  });
  const detail = [appeal.level_name, answer.words].filter(Boolean).join(" · ");
  await recordClaimEvent(context, appeal.claim_id, { what: WORDS[answer.outcome], detail, fileId: answer.fileId });
}

/** The last day for the next level; null where there is none. */
async function nextDeadline(
  context: BillingContext,
  appeal: AppealRow,
  answeredOn: LocalDate,
): Promise<LocalDate | null> {
  const payer = must(await findPayer(context.tx, appeal.payer_id));
  const next = payer.appeals.levels[appeal.level];
  return next ? addDays(answeredOn, next.days) : null;
}

/**
 * BIL-185: an answer that came as a file. One that comes again, or after the payer's new decision (835), changes nothing but what is
 * known; one of an appeal that was withdrawn meanwhile is kept and said.
 * @returns what is wrong with the file, or what there is to say of it.
 */
export async function takeAnswerFile(
  context: BillingContext,
  content: string,
  fileId: string,
): Promise<string | null | { readonly note: string }> {
  const read = readAnswerFile(content);
  if (typeof read === "string") return read;
  const held = await holdAppeal(context, { appealId: read.appealId, version: null });
  if (!held.ok) return "No appeal of this practice has the number that it answers.";
  const appeal = held.value;
  const { outcome, dueOn, words } = read;
  const answer = { answerId: context.ids.next<"answer">(), outcome, answeredOn: read.on, dueOn, words, fileId };
  const taken = await takeAnswer(context, appeal, answer);
  if (taken.ok) return null;
  if (appeal.status !== "settled") return { note: `The appeal is ${appeal.status} here: nothing was changed by it.` };
  await keepAnswer(context, appeal, answer);
  if (outcome !== "information") await changeAppeal(context.tx, appeal.appeal_id, { outcome });
  return { note: "The payer's new decision was posted before." };
}

/** BIL-186: an answer that was recorded by mistake is taken back by an entry of its own; the appeal waits for the payer again. */
export async function takeBackAppealAnswer(
  context: BillingContext,
  input: InputOf<typeof appealOperations.takeBackAppealAnswer>,
): ReplyOf<typeof appealOperations.takeBackAppealAnswer> {
  const held = await holdAppeal(context, input);
  if (!held.ok) return held;
  const appeal = held.value;
  const answers = await answersOf(context.tx, appeal.appeal_id);
  const taken = new Set(answers.map((one) => one.takes_back));
  const last = answers.findLast((one) => one.takes_back === null && !taken.has(one.answer_id));
  if (!last || !(appeal.status === "upheld" || APPEALS_OUT.includes(appeal.status))) return notFrom(appeal.status);
  const denialFits = appeal.denial_status === (appeal.status === "upheld" ? "open" : "appealed");
  if (!denialFits) return fail("claim-not-ready", { detail: { status: appeal.denial_status } });
  const others = await openAppealsOf(context.tx, [appeal.denial_id]);
  if (others.some((one) => one.appeal_id !== appeal.appeal_id)) return fail("already-recorded");
  await insertAnswer(context.tx, {
    answer_id: input.answerId,
    appeal_id: appeal.appeal_id,
    outcome: "taken-back",
    answered_on: context.today,
    due_on: null,
    words: input.because,
    made_at: context.now,
    made_by: actorName(context.actor),
    file_id: null,
    takes_back: last.answer_id,
  });
  const payer = must(await findPayer(context.tx, appeal.payer_id));
  const answerDays = payer.appeals.levels[appeal.level - 1]?.answerDays ?? 60;
  const step = afterSending(appeal.sent_on ?? context.today, answerDays);
  const version = await takeAppealStep(context, appeal, step, { outcome: null, deadline: appeal.due_on });
  await recordClaimEvent(context, appeal.claim_id, { what: "Appeal: answer reversed", detail: input.because });
  return ok({ status: step.status, version });
}
