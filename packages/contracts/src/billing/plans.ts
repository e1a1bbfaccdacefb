import { z } from "zod";
import { command, query } from "../operation.ts";
import { byPatient, forPatient } from "../parts.ts";
import { id, instant, localDate, optionalText, personName, positiveCents, sumOfCents, text } from "../schema.ts";

/** Payment plans: what a patient owes, paid in parts by date. */

/** How far the days of a plan lie apart. */
export const planEvery = z.enum(["week", "two-weeks", "month"]);

/** Running, one of its days was missed, paid; or over: given up as broken, ended by agreement, or changed for another one. */
export const planStatus = z.enum(["active", "missed", "completed", "broken", "ended", "replaced"]);

/** The most parts that a plan may have: five years of months. */
export const INSTALLMENTS_MAX = 60;

export const installment = z.object({
  number: z.int(),
  dueDate: localDate,
  amount: sumOfCents,
  /** What payments brought to it, by the ledger. */
  paid: sumOfCents,
  /** What fell away because less is owed than was agreed. */
  waived: sumOfCents,
  state: z.enum(["paid", "upcoming", "due", "missed", "waived"]),
});

export const paymentPlan = z.object({
  planId: id("plan"),
  patientId: id("patient"),
  patientName: personName,
  agreedOn: localDate,
  agreedBy: z.string(),
  note: z.string(),
  every: planEvery,
  total: sumOfCents,
  installments: z.array(installment),
  /** What payments brought to it. */
  paid: sumOfCents,
  /** What is still to come of it. */
  remaining: sumOfCents,
  /** What is to be paid of it until today, and is not. */
  dueNow: sumOfCents,
  next: z.object({ dueDate: localDate, amount: sumOfCents }).nullable(),
  missed: z.int(),
  status: planStatus,
  endedAt: instant.nullable(),
  endedBy: z.string().nullable(),
  endedBecause: z.string().nullable(),
});
export type PaymentPlan = z.output<typeof paymentPlan>;

export const planOperations = {
  agreePlan: command({
    summary:
      "Agrees with a patient that what is owed is paid in parts by date; in place of the plan before, where there is one",
    permission: "statement.issue",
    input: z.strictObject({
      planId: id("plan"),
      patientId: id("patient"),
      /** Each part; the last one is what remains. */
      amount: positiveCents,
      firstDue: localDate,
      every: planEvery,
      /** The plan that it takes the place of; the person has seen it. */
      replaces: id("plan").nullable(),
      note: optionalText(200),
    }),
    output: paymentPlan,
    errors: ["not-found", "nothing-due", "already-recorded", "in-the-past", "stale-version"],
    about: byPatient,
  }),
  endPlan: command({
    summary:
      "Ends a payment plan with its reason: broken by the patient, or ended by agreement; what is left is owed at once",
    permission: "statement.issue",
    input: z.strictObject({
      planId: id("plan"),
      patientId: id("patient"),
      how: z.enum(["broken", "ended"]),
      because: text(200),
    }),
    output: z.object({}),
    errors: ["not-found", "plan-over"],
    about: byPatient,
  }),
  plansOf: query({
    summary: "A patient's payment plans, the newest first, each part with what was paid",
    permission: "account.read",
    input: forPatient,
    output: z.array(paymentPlan),
    about: byPatient,
  }),
  listPlans: query({
    summary: "Every payment plan that runs, those with a missed part first",
    permission: "account.read",
    input: z.strictObject({}),
    output: z.object({ plans: z.array(paymentPlan), missed: z.int(), remaining: sumOfCents }),
    patients: (_, output) => output.plans.map((one) => one.patientId),
  }),
};
