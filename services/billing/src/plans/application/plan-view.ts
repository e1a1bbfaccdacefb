import type { paymentPlan } from "@practicum/contracts/billing/plans";
import type { PersonName } from "@practicum/contracts/schema";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { z } from "zod";
import { planStanding, type Standing } from "../domain/plan.ts";
import type { PlanRow } from "../sql/plans.ts";

export function standingOf(row: PlanRow, today: LocalDate, graceDays: number): Standing {
  return planStanding(row, today, graceDays);
}

/** A plan that asks for something, or will; one that is paid or over does not. */
export function isRunning(standing: Standing): boolean {
  return standing.status === "active" || standing.status === "missed";
}

export function planView(row: PlanRow, standing: Standing, patientName: PersonName): z.input<typeof paymentPlan> {
  return {
    planId: row.plan_id,
    patientId: row.patient_id,
    patientName,
    agreedOn: row.agreed_on,
    agreedBy: row.agreed_by,
    note: row.note,
    every: row.every,
    total: row.installments.reduce((sum, one) => sum + one.amount, 0),
    installments: standing.installments.map((one, at) => ({ number: at + 1, ...one })),
    paid: standing.paid,
    remaining: standing.remaining,
    dueNow: standing.dueNow,
    next: standing.next,
    missed: standing.missed,
    status: standing.status,
    endedAt: row.over_at,
    endedBy: row.over_by,
    endedBecause: row.over_because,
  };
}
