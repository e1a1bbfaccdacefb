import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { AheadState } from "@practicum/contracts/billing/eligibility-ahead";
import type { Eligibility } from "@practicum/contracts/billing/eligibility";
import { addMinutes, type Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";

/** What is known of one visit's insurance. */
export interface Ahead {
  readonly state: AheadState;
  /** The coverage that is billed first that day. */
  readonly coverage: Coverage | null;
  /** The payer's answer about that day. */
  readonly answer: Eligibility | null;
}

/**
 * BIL-474: an answer about another day says nothing about this one.
 *
 * @param selfPay whether the patient pays without a plan that day.
 */
export function aheadOf(
  date: LocalDate,
  coverage: Coverage | null,
  selfPay: boolean,
  latest: Eligibility | null,
): Ahead {
  if (coverage === null) return { state: selfPay ? "self-pay" : "no-coverage", coverage, answer: null };
  const answer = latest?.serviceDate === date ? latest : null;
  return { state: answer?.status ?? "not-asked", coverage, answer };
}

/** So long an answer holds: plans end and change between booking and visit. */
const HOLDS_MINUTES = 3 * 24 * 60;
/** What is not in order may be mended at the payer by now. */
const ASK_AGAIN_MINUTES = 12 * 60;

/** BIL-475: whether the payer is asked (again). One that has not answered yet, or is asked again by itself, is not. */
export function isAsked({ coverage, state, answer }: Ahead, now: Instant): boolean {
  if (coverage === null || state === "pending") return false;
  if (answer === null) return true;
  if (state === "unknown") return answer.retryAt === null && addMinutes(answer.askedAt, ASK_AGAIN_MINUTES) <= now;
  return addMinutes(answer.askedAt, state === "active" ? HOLDS_MINUTES : ASK_AGAIN_MINUTES) <= now;
}

/** Whether there is nothing to take care of. */
export function isInOrder(state: AheadState): boolean {
  return state === "active" || state === "self-pay";
}

/** BIL-476: what somebody took care of: this state, by this answer. Another answer is another matter. */
export function aboutOf({ state, coverage, answer }: Ahead): string {
  // A question that is asked anew is the same matter until its answer is another.
  const said = state === "pending" || state === "unknown" || state === "not-asked" ? "open" : state;
  const what = answer === null ? "" : ` ${[...answer.findings].toSorted().join(" | ")}`;
  return `${coverage?.coverageId ?? "none"} ${said}${said === "open" ? "" : what}`.slice(0, 1000);
}
