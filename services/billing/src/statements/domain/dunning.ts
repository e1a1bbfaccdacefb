import type { dunningStep, notSentBecause, DunningPolicy } from "@practicum/contracts/billing/dunning";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import type { Cents } from "@practicum/kernel/money";
import type { z } from "zod";

/** How often a cent was asked for: by a statement, a reminder, a final notice. After that it is asked for no more. */
export type Step = Exclude<z.output<typeof dunningStep>, "plan">;
export type PaperStep = Step | "plan";
export type NotSent = z.output<typeof notSentBecause>;

/** Money of a visit by the last step that it had; null where nobody was asked for it yet. */
export interface Part {
  readonly step: Step | null;
  readonly amount: Cents;
}

/** In the order in which a payment takes them: what was asked for most often is paid first. */
const ORDER: readonly (Step | null)[] = ["final-notice", "reminder", "statement", null];

/**
 * BIL-262: what is owed for a visit, by the step it has had. Of what its last paper knew only as much is left as was owed at the least since
 * then; the rest came later, and nobody was asked for it.
 */
export function partsNow(
  last: readonly Part[],
  balance: { readonly due: Cents; readonly lowest: Cents; readonly collections: Cents },
): Part[] {
  const known = last.reduce((sum, one) => sum + one.amount, 0);
  const total = Math.max(0, balance.due) + balance.collections;
  const gone = known - Math.max(0, Math.min(known, balance.lowest, total));
  const left = new Map(ORDER.map((step) => [step, 0]));
  for (const one of last) left.set(one.step, (left.get(one.step) ?? 0) + one.amount);
  left.set(null, (left.get(null) ?? 0) + total - (known - gone));
  // What is with the agency had every step: it is no part of what is owed here.
  const takes = [gone, balance.collections];
  for (let take of takes)
    for (const step of ORDER) {
      const part = Math.min(take, left.get(step) ?? 0);
      left.set(step, (left.get(step) ?? 0) - part);
      take -= part;
    }
  return ORDER.toReversed().flatMap((step) => {
    const amount = left.get(step) ?? 0;
    return amount > 0 ? [{ step, amount }] : [];
  });
}

export function stepAfter(step: Step | null): Step | null {
  if (step === null) return "statement";
  if (step === "statement") return "reminder";
  return step === "reminder" ? "final-notice" : null;
}

export interface AccountVisit {
  readonly encounterId: string;
  readonly due: Cents;
  /** What payers have not decided yet. */
  readonly pending: Cents;
  readonly planned: boolean;
  readonly parts: readonly Part[];
}

export interface Account {
  readonly visits: readonly AccountVisit[];
  readonly hold: "returned-mail" | "dispute" | null;
  /** What the running plan asks for until the next paper's day to pay; null without one. */
  readonly plan: { readonly asks: Cents } | null;
  /** The last paper that went by the cycle. */
  readonly last: { readonly date: LocalDate; readonly step: PaperStep } | null;
  /** Since when something is owed without a break. */
  readonly owedSince: LocalDate | null;
}

export interface Asked {
  readonly encounterId: string;
  readonly step: Step;
  readonly amount: Cents;
  /** False for what had its final notice: it is on record, and asked for no more. */
  readonly asked: boolean;
}

export interface Paper {
  readonly step: PaperStep;
  readonly asks: Cents;
  /** The plan's part of it. */
  readonly plan: Cents;
  readonly visits: readonly Asked[];
}

export interface Decided {
  readonly paper: Paper | null;
  /** From when on the paper may go by the cycle; null where it can't by time alone. */
  readonly on: LocalDate | null;
  readonly because: NotSent | null;
  readonly toCollections: Cents;
  readonly small: Cents;
}

/**
 * BIL-263: the next paper of an account, and when; or why there is none. A visit of which a payer has still to decide is left out whole, a visit in a
 * plan is asked for by the plan, and what had its final notice is asked for no more.
 */
export function nextPaper(account: Account, policy: DunningPolicy, today: LocalDate): Decided {
  const { hold, plan, last } = account;
  const owed = account.visits.filter((one) => one.due > 0);
  const ready = owed.filter((one) => one.pending <= 0 && !one.planned);
  const visits = ready.flatMap(({ encounterId, parts }) =>
    parts.map(({ step, amount }): Asked => {
      const next = stepAfter(step);
      return { encounterId, amount, step: next ?? "final-notice", asked: next !== null };
    }),
  );
  const own = visits.filter((one) => one.asked);
  const asks = own.reduce((sum, one) => sum + one.amount, 0) + (plan?.asks ?? 0);
  const final = sum(visits.filter((one) => !one.asked));
  const on = last ? addDays(last.date, waitAfter(last.step, policy)) : today;
  const stopped = hold !== null;
  const total = owed.reduce((all, one) => all + one.due, 0);
  const small = smallOf({ account, total, ready, policy, today, stopped });
  const rest = { toCollections: !stopped && on <= today ? final : 0, small };
  const none = (because: NotSent): Decided => ({ paper: null, on: null, because, ...rest });
  if (hold !== null) return none(hold);
  if (total <= 0) return none("nothing-due");
  if (asks <= 0) {
    if (final > 0) return none("final");
    return none(plan ? "plan-kept" : "insurance-pending");
  }
  const paper: Paper = { step: highest(own) ?? "plan", asks, plan: plan?.asks ?? 0, visits };
  if (asks < policy.least) return { paper, on: null, because: "below-minimum", ...rest };
  return on > today ? { paper, on, because: "asked", ...rest } : { paper, on, because: null, ...rest };
}

/** BIL-264: what an account may be given up for: little, for long, and nothing of it pending, planned or stopped. */
function smallOf(of: {
  readonly account: Account;
  readonly total: Cents;
  readonly ready: readonly AccountVisit[];
  readonly policy: DunningPolicy;
  readonly today: LocalDate;
  readonly stopped: boolean;
}): Cents {
  const { account, total, ready, policy } = of;
  if (of.stopped || account.plan || total <= 0 || total > policy.smallMax) return 0;
  if (ready.reduce((all, one) => all + one.due, 0) !== total) return 0;
  const since = account.owedSince;
  return since !== null && addDays(since, policy.smallDays) <= of.today ? total : 0;
}

/** How long there is after a paper until the next one. */
export function waitAfter(step: PaperStep, policy: DunningPolicy): number {
  if (step === "reminder") return policy.reminderDays;
  return step === "final-notice" ? policy.finalDays : policy.statementDays;
}

function highest(visits: readonly Asked[]): Step | null {
  return (
    (["final-notice", "reminder", "statement"] as const).find((step) => visits.some((one) => one.step === step)) ?? null
  );
}

function sum(visits: readonly Asked[]): Cents {
  return visits.reduce((all, one) => all + one.amount, 0);
}

/** What a copy on request says: what was asked for at last, and what came since, all at the step it has; it counts for nothing. */
export function copyOf(account: Account): Paper {
  const visits = account.visits
    .filter((one) => one.due > 0 && one.pending <= 0 && !one.planned)
    .flatMap(({ encounterId, parts }) =>
      parts.map(({ step, amount }): Asked => ({ encounterId, amount, step: step ?? "statement", asked: true })),
    );
  const plan = account.plan?.asks ?? 0;
  return { step: highest(visits) ?? "plan", asks: sum(visits) + plan, plan, visits: merged(visits) };
}

/** One row for a visit and step. */
function merged(visits: readonly Asked[]): Asked[] {
  return [...Map.groupBy(visits, (one) => `${one.encounterId} ${one.step}`).values()].flatMap((same) => {
    const [first] = same;
    return first ? [{ ...first, amount: sum(same) }] : [];
  });
}
