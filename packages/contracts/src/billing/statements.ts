import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient, paging } from "../parts.ts";
import { id, localDate, personName, sumOfCents } from "../schema.ts";
import { dueAccount, dunningStep } from "./dunning.ts";

/** Statements to patients. */

/** How a visit's balance came about, in the patient's words: charged less all the rest is what is owed. */
export const visitSum = z.object({
  serviceDate: localDate,
  /** What the visit cost. */
  charged: sumOfCents,
  /** What the insurer's contract takes off. */
  discount: sumOfCents,
  insurancePaid: sumOfCents,
  /** What the insurer still decides about. */
  insurancePending: sumOfCents,
  youPaid: sumOfCents,
  /** What the practice gave up. */
  forgiven: sumOfCents,
  /** What is with a collection agency. */
  collections: sumOfCents,
  /** What is none of these; zero but for what an older version posted. */
  other: sumOfCents,
  owed: sumOfCents,
  /** What this paper says of the visit. */
  asked: z.enum(["statement", "reminder", "final-notice", "plan", "before"]),
});

export const statement = z.object({
  statementId: id("statement"),
  number: z.string(),
  patientId: id("patient"),
  patientName: personName,
  addressLines: z.array(z.string()),
  date: localDate,
  dueDate: localDate,
  lines: z.array(z.object({ date: localDate, what: z.string(), amount: sumOfCents })),
  balance: sumOfCents,
  /** What payers have not decided yet on that day: not asked for here. */
  insurancePending: sumOfCents,
  /** Which of the papers it is. */
  step: dunningStep,
  /** Made on request: it repeats what was asked for, and is no step. */
  copy: z.boolean(),
  /** What is to be paid by the due date: the balance, or with a plan its part of it. */
  payNow: sumOfCents,
  plan: z
    .object({
      /** Of what was agreed. */
      asks: sumOfCents,
      missed: sumOfCents,
      remaining: sumOfCents,
      next: z.object({ dueDate: localDate, amount: sumOfCents }).nullable(),
    })
    .nullable(),
  visits: z.array(visitSum),
  /** The run that it was made by, and the day on which that was printed or given to a mail house. */
  run: z.object({ runId: id("statement-run"), sentOn: localDate.nullable() }).nullable(),
});

export const statementOperations = {
  issueStatement: command({
    summary: "Sends the patient a statement of what is due",
    permission: "statement.issue",
    input: z.strictObject({ statementId: id("statement"), patientId: id("patient") }),
    output: statement,
    errors: ["not-found", "nothing-due", "statement-held", "insurance-pending", "plan-kept", "record-closed"],
    about: byPatient,
  }),
  issueStatements: command({
    summary: "Sends the statements of a batch; whom none can be made for is left, with the reason",
    permission: "statement.issue",
    bytesMax: 98_304,
    input: z.strictObject({
      statements: z
        .array(z.strictObject({ statementId: id("statement"), patientId: id("patient") }))
        .min(1)
        .max(500),
      /** Only what is due by the cycle; without it, what is not due is a copy of what was asked for. */
      byCycle: z.boolean().default(false),
    }),
    output: z.object({
      issued: z.array(id("statement")),
      left: z.array(z.object({ patientId: id("patient"), because: z.string() })),
    }),
    about: (input) => input.statements.map((one) => one.patientId),
  }),
  listStatements: query({
    summary:
      "A patient's statements, or everybody's, the newest first; with the first page all patients with something due",
    permission: "account.read",
    input: z.strictObject({
      patientId: id("patient").nullable(),
      /** Words of a name, a statement's number, an amount or a day; each must fit. */
      text: z.string().trim().max(80).default(""),
      before: paging.before.default(null),
      limit: paging.limit.default(100),
    }),
    output: z.object({
      statements: z.array(statement),
      next: z.string().nullable(),
      /** Of all statements that fit, with the first page; null with the others. */
      all: z.object({ count: z.int(), total: sumOfCents }).nullable(),
      due: z.array(dueAccount),
    }),
    patients: (_, output) => [...output.statements, ...output.due].map((s) => s.patientId),
  }),
  getStatement: query({
    summary: "One statement to print",
    permission: "account.read",
    input: z.strictObject({ statementId: id("statement") }),
    output: statement,
    errors: ["not-found"],
    patients: (_, output) => [output.patientId],
  }),
};

export const statementIssued = event(
  "billing.statement-issued.v1",
  z.object({ statementId: id("statement"), patientId: id("patient"), balance: sumOfCents, dueDate: localDate }),
  (p) => ({ statementId: p.statementId, patientId: p.patientId }),
  "account.read",
  ["billing"],
);
