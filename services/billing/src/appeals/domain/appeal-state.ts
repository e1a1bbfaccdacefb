import type { AppealPolicy } from "@practicum/contracts/billing/appeal-policy";
import type { AppealStatus, appealOutcome } from "@practicum/contracts/billing/appeals";
import { fail, type DomainError } from "@practicum/contracts/error";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";

/**
 * The life of an appeal. What was sent or answered is never edited: a correction, a withdrawal and an answer that is taken back are
 * entries of their own.
 *
 * ```
 *  draft ─► dropped
 *    │ send
 *    ▼              information
 *  sent ◄──────────────────────────► information-requested
 *    │ answer                              │
 *    ├─► upheld (the refusal is open again, the next level may follow)
 *    ├─► overturned, partly ──835──► settled
 *    └─► withdrawn (the refusal is open again)
 * ```
 */
export const OPEN_APPEALS: readonly AppealStatus[] = ["draft", "sent", "information-requested", "overturned", "partly"];
/** With the payer: nothing else may be done about the refusal. */
export const APPEALS_OUT: readonly AppealStatus[] = ["sent", "information-requested", "overturned", "partly"];

export type AnswerOutcome = z.output<typeof appealOutcome>;

/** Where an appeal goes, and its refusal with it. */
export interface AppealStep {
  readonly status: AppealStatus;
  /** What the refusal becomes; null where it stays. */
  readonly denial: "appealed" | "open" | null;
  readonly followUpOn: LocalDate | null;
}

/** Days after which somebody asks where the payment is that a payer granted. */
const PAYMENT_DAYS = 30;
/** Days for what a payer asked for, where it named none. */
const INFORMATION_DAYS = 14;

export type LetterKind = "appeal" | "correction" | "information";

/** What a letter that goes out now is; null where none may. */
export function letterKindOf(status: AppealStatus): LetterKind | null {
  switch (status) {
    case "draft":
      return "appeal";
    case "sent":
      return "correction";
    case "information-requested":
      return "information";
    default:
      return null;
  }
}

export function afterSending(sentOn: LocalDate, answerDays: number): AppealStep {
  return { status: "sent", denial: "appealed", followUpOn: addDays(sentOn, answerDays) };
}

/** BIL-185: what a payer's answer does. An answer is of a day on which the appeal was with the payer. */
export function afterAnswer(
  appeal: { readonly status: AppealStatus; readonly sentOn: LocalDate | null },
  answer: { readonly outcome: AnswerOutcome; readonly answeredOn: LocalDate; readonly dueOn: LocalDate | null },
): Result<AppealStep, DomainError> {
  if (appeal.status !== "sent" && appeal.status !== "information-requested") return notFrom(appeal.status);
  if (appeal.sentOn !== null && answer.answeredOn < appeal.sentOn)
    return fail("invalid-input", {
      field: "answeredOn",
      fields: [{ field: "answeredOn", message: "The answer can't be older than the letter." }],
    });
  switch (answer.outcome) {
    case "information":
      return ok({
        status: "information-requested",
        denial: null,
        followUpOn: answer.dueOn ?? addDays(answer.answeredOn, INFORMATION_DAYS),
      });
    case "upheld":
      return ok({ status: "upheld", denial: "open", followUpOn: null });
    case "overturned":
    case "partly":
      return ok({ status: answer.outcome, denial: null, followUpOn: addDays(answer.answeredOn, PAYMENT_DAYS) });
  }
}

/** An appeal that is dropped, or withdrawn by a letter. What the payer has granted is not given up. */
export function afterWithdrawal(status: AppealStatus): Result<AppealStep, DomainError> {
  if (status === "draft") return ok({ status: "dropped", denial: null, followUpOn: null });
  if (status === "sent" || status === "information-requested")
    return ok({ status: "withdrawn", denial: "open", followUpOn: null });
  return notFrom(status);
}

/** BIL-187: the payer has decided anew (835), or the refusal is gone another way: nothing is left to wait for. */
export function afterNewDecision(status: AppealStatus): "settled" | "dropped" | null {
  if (status === "draft") return "dropped";
  return APPEALS_OUT.includes(status) ? "settled" : null;
}

export function notFrom(status: AppealStatus) {
  return fail("claim-not-ready", { detail: { status: `under an appeal that is ${status.replace("-", " ")}` } });
}

/** An earlier appeal of the same claim for the same reason. */
export interface EarlierAppeal {
  readonly level: number;
  readonly status: AppealStatus;
  readonly answeredOn: LocalDate | null;
}

/** BIL-182: the level that comes next, and the last day for it; null where the payer has none left. */
export function nextLevel(
  policy: AppealPolicy,
  earlier: readonly EarlierAppeal[],
  decidedOn: LocalDate,
): { readonly level: number; readonly name: string; readonly dueOn: LocalDate; readonly answerDays: number } | null {
  const done = earlier.filter((one) => one.status === "upheld" || one.status === "settled");
  const last = done.toSorted((a, b) => b.level - a.level)[0];
  const level = (last?.level ?? 0) + 1;
  const rule = policy.levels[level - 1];
  if (!rule) return null;
  // A payer that decided anew has begun the time anew, with its decision.
  const from = last?.answeredOn && last.answeredOn > decidedOn ? last.answeredOn : decidedOn;
  return { level, name: rule.name, dueOn: addDays(from, rule.days), answerDays: rule.answerDays };
}
