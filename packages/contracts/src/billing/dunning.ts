import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient, forPatient } from "../parts.ts";
import { id, instant, localDate, personName, sumOfCents, text, version } from "../schema.ts";

/** Asking patients for what is theirs, in three steps; what stops it; and what becomes of what nobody pays. */

/** A statement, a reminder, a final notice; a plan's statement is no step: it asks for what was agreed. */
export const dunningStep = z.enum(["statement", "reminder", "final-notice", "plan"]);

const days = z
  .int({ error: "Enter a whole number of days." })
  .min(7, { error: "Enter at least 7 days." })
  .max(180, { error: "Enter at most 180 days." });

/** Up to here a policy may give up small balances by itself: above it is a decision about a person. */
const SMALL_MAX = 25_00;

export const dunningPolicy = z.strictObject({
  /** How long there is to pay after each paper: what its "pay by" says. */
  statementDays: days,
  reminderDays: days,
  finalDays: days,
  /** Less than this in all is not asked for. */
  least: z.int().min(0, { error: "Enter $0.00 or more." }).max(100_00, { error: "Enter at most $100.00." }),
  /** What is at most this in all, and has waited so long, may be given up as too small. */
  smallMax: z.int().min(0, { error: "Enter $0.00 or more." }).max(SMALL_MAX, { error: "Enter at most $25.00." }),
  smallDays: days,
  /** Days after its day until a part of a plan counts as missed. */
  graceDays: z.int().min(0, { error: "Enter 0 or more." }).max(30, { error: "Enter at most 30 days." }),
});
export type DunningPolicy = z.output<typeof dunningPolicy>;

/** What a practice begins with: a paper each month. */
export const usualPolicy: DunningPolicy = {
  statementDays: 30,
  reminderDays: 30,
  finalDays: 30,
  least: 500,
  smallMax: 499,
  smallDays: 90,
  graceDays: 5,
};

/** What stops the papers: a letter that came back, or a bill that the patient disputes. */
export const holdKind = z.enum(["returned-mail", "dispute"]);

export const accountHold = z.object({
  holdId: id("hold"),
  kind: holdKind,
  because: z.string(),
  madeAt: instant,
  madeBy: z.string(),
  liftedAt: instant.nullable(),
  liftedBy: z.string().nullable(),
  liftedBecause: z.string().nullable(),
});

/** Why nothing is sent now. */
export const notSentBecause = z.enum([
  "asked",
  "dispute",
  "returned-mail",
  "insurance-pending",
  "below-minimum",
  "plan-kept",
  "final",
  "nothing-due",
]);

/** Where an account stands: the paper that is next, or why there is none. */
export const dunningState = z.object({
  next: dunningStep.nullable(),
  /** What the next paper asks for. */
  asks: sumOfCents,
  /** From when on it may go; null where only something else opens it. */
  on: localDate.nullable(),
  because: notSentBecause.nullable(),
  /** What had its final notice, whose time has passed. */
  toCollections: sumOfCents,
  /** What may be given up as too small. */
  small: sumOfCents,
});
export type DunningState = z.output<typeof dunningState>;

export const dueAccount = z.object({
  patientId: id("patient"),
  patientName: personName,
  patientDue: sumOfCents,
  lastStatementOn: localDate.nullable(),
  state: dunningState,
});

export const dunningOperations = {
  getDunningPolicy: query({
    summary: "How the practice asks patients for what they owe: days, minimum, small balances",
    permission: "account.read",
    input: z.strictObject({}),
    output: z.object({ policy: dunningPolicy, version: z.int() }),
  }),
  saveDunningPolicy: command({
    summary: "Changes how the practice asks patients for what they owe",
    permission: "money.approve",
    input: z.strictObject({ policy: dunningPolicy, version: z.int().min(0) }),
    output: z.object({ version }),
    errors: ["stale-version"],
  }),
  getDunning: query({
    summary:
      "Where a patient's account stands: visit by visit what was asked for, what stops it, and what is with the agency",
    permission: "account.read",
    input: forPatient,
    output: z.object({
      state: dunningState,
      visits: z.array(
        z.object({
          encounterId: id("encounter"),
          serviceDate: localDate,
          due: sumOfCents,
          /** What its payers have not decided yet: until then nothing of the visit is asked for. */
          insurancePending: sumOfCents,
          /** With the collection agency. */
          collections: sumOfCents,
          /** In the running plan. */
          planned: z.boolean(),
          /** What was last asked for, by its step; what nobody was asked for yet has none. */
          parts: z.array(z.object({ step: dunningStep.nullable(), amount: sumOfCents })),
          /** May go to the agency. */
          toCollections: sumOfCents,
        }),
      ),
      holds: z.array(accountHold),
    }),
    about: byPatient,
  }),
  holdAccount: command({
    summary: "Stops a patient's statements: mail came back, or the patient disputes the bill",
    permission: "payment.take",
    input: z.strictObject({ holdId: id("hold"), patientId: id("patient"), kind: holdKind, because: text(200) }),
    output: z.object({}),
    errors: ["not-found", "already-recorded"],
    about: byPatient,
  }),
  liftHold: command({
    summary: "Lets a patient's statements go out again, with how it was settled",
    permission: "payment.take",
    input: z.strictObject({ holdId: id("hold"), patientId: id("patient"), because: text(200) }),
    output: z.object({}),
    errors: ["not-found", "already-posted"],
    about: byPatient,
  }),
  sendToCollections: command({
    summary:
      "Gives what a patient owes after the final notice to a collection agency; it is taken back by its opposite",
    permission: "charge.write",
    fresh: true,
    bytesMax: 65_536,
    input: z.strictObject({
      patientId: id("patient"),
      agency: text(80),
      visits: z
        .array(z.strictObject({ adjustmentId: id("adjustment"), encounterId: id("encounter") }))
        .min(1)
        .max(100),
    }),
    output: z.object({ amount: sumOfCents }),
    errors: ["not-found", "too-early-for-collections"],
    about: byPatient,
  }),
  writeOffSmall: command({
    summary:
      "Gives up the balances that the practice's policy calls too small to pursue; whose is none is left, with the reason",
    permission: "charge.write",
    bytesMax: 65_536,
    input: z.strictObject({ patientIds: z.array(id("patient")).min(1).max(500) }),
    output: z.object({
      count: z.int(),
      amount: sumOfCents,
      left: z.array(z.object({ patientId: id("patient"), because: z.string() })),
    }),
    about: (input) => input.patientIds,
  }),
};

export const accountHoldChanged = event(
  "billing.account-hold-changed.v1",
  z.object({ holdId: id("hold"), patientId: id("patient"), kind: holdKind, open: z.boolean(), at: instant }),
  (p) => ({ holdId: p.holdId, patientId: p.patientId }),
  "account.read",
  ["billing"],
);
