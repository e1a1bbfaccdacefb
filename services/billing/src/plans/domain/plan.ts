import type { planEvery, planStatus } from "@practicum/contracts/billing/plans";
import { INSTALLMENTS_MAX } from "@practicum/contracts/billing/plans";
import { addDays, addMonths, type LocalDate } from "@practicum/kernel/local-date";
import type { Cents } from "@practicum/kernel/money";
import type { z } from "zod";

export type PlanEvery = z.output<typeof planEvery>;
export type PlanStatus = z.output<typeof planStatus>;

/** A part of a plan as it was agreed. */
export interface Agreed {
  readonly dueDate: LocalDate;
  readonly amount: Cents;
}

/**
 * BIL-254: a total in equal parts, the last one being what remains; a month's day that a month does not have is its last day.
 * @returns null where it would take more parts than a plan may have.
 */
export function schedule(total: Cents, amount: Cents, firstDue: LocalDate, every: PlanEvery): Agreed[] | null {
  const count = Math.ceil(total / amount);
  if (count > INSTALLMENTS_MAX) return null;
  return Array.from({ length: count }, (_, index) => ({
    dueDate: dayOf(firstDue, every, index),
    amount: index === count - 1 ? total - amount * (count - 1) : amount,
  }));
}

function dayOf(first: LocalDate, every: PlanEvery, index: number): LocalDate {
  if (every === "month") return addMonths(first, index);
  return addDays(first, index * (every === "week" ? 7 : 14));
}

export interface PlanFacts {
  readonly installments: readonly Agreed[];
  /** What payments brought to the visits that it covers since it was agreed, by the ledger; it may be less than nothing. */
  readonly posted: Cents;
  /** What is owed for those visits now. */
  readonly due: Cents;
  /** Over: how, and nothing falls away of it any more. */
  readonly over: "broken" | "ended" | "replaced" | null;
}

export type InstallmentState = "paid" | "upcoming" | "due" | "missed" | "waived";

export interface Standing {
  readonly installments: readonly (Agreed & {
    readonly paid: Cents;
    readonly waived: Cents;
    readonly state: InstallmentState;
  })[];
  readonly paid: Cents;
  readonly remaining: Cents;
  readonly dueNow: Cents;
  readonly next: Agreed | null;
  readonly missed: number;
  readonly status: PlanStatus;
}

/**
 * BIL-255: where a plan stands. Payments fill its parts in the order of their days; what is no longer owed (a payer paid after all, something
 * was given up) falls away from the last one backwards. The parts' paid amounts come to what the ledger says, at most the plan's total.
 */
export function planStanding(facts: PlanFacts, today: LocalDate, graceDays: number): Standing {
  const { installments } = facts;
  const total = installments.reduce((sum, one) => sum + one.amount, 0);
  const paid = Math.min(total, Math.max(0, facts.posted));
  const remaining = facts.over === null ? Math.min(total - paid, Math.max(0, facts.due)) : 0;
  const paidOf = fill(
    installments.map((one) => one.amount),
    paid,
  );
  const gone = facts.over === null ? total - paid - remaining : 0;
  const waivedOf = fill(installments.map((one, at) => one.amount - (paidOf[at] ?? 0)).reverse(), gone).reverse();
  const parts = installments.map((one, at) => {
    const [mine = 0, waived = 0] = [paidOf[at], waivedOf[at]];
    const open = one.amount - mine - waived;
    return { ...one, paid: mine, waived, open, state: stateOf(one, { open, waived }, today, graceDays) };
  });
  const running = facts.over === null ? parts : [];
  const missed = running.filter((one) => one.state === "missed").length;
  const next = running.find((one) => one.open > 0 && one.dueDate >= today);
  return {
    installments: parts.map(({ dueDate, amount, paid: mine, waived, state }) => ({
      dueDate,
      amount,
      paid: mine,
      waived,
      state,
    })),
    paid,
    remaining,
    dueNow: running.reduce((sum, one) => (one.dueDate <= today ? sum + one.open : sum), 0),
    next: next ? { dueDate: next.dueDate, amount: next.open } : null,
    missed,
    status: facts.over ?? (remaining === 0 ? "completed" : missed > 0 ? "missed" : "active"),
  };
}

/** What is to be paid of a running plan until a day. */
export function dueBy(standing: Standing, day: LocalDate): Cents {
  return standing.installments.reduce(
    (sum, one) => (one.dueDate <= day ? sum + one.amount - one.paid - one.waived : sum),
    0,
  );
}

function stateOf(
  one: Agreed,
  { open, waived }: { readonly open: Cents; readonly waived: Cents },
  today: LocalDate,
  graceDays: number,
): InstallmentState {
  if (open === 0) return waived === one.amount ? "waived" : "paid";
  if (addDays(one.dueDate, graceDays) < today) return "missed";
  return one.dueDate <= today ? "due" : "upcoming";
}

/** Pours an amount into sizes, one after the other. */
function fill(sizes: readonly Cents[], amount: Cents): Cents[] {
  let left = amount;
  return sizes.map((size) => {
    const part = Math.min(size, left);
    left -= part;
    return part;
  });
}
