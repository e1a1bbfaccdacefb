import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient, paging } from "../parts.ts";
import { id, localDate, personName, sumOfCents } from "../schema.ts";

/** Statements to patients. */

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
});

export const statementOperations = {
  issueStatement: command({
    summary: "Sends the patient a statement of what is due",
    permission: "statement.issue",
    input: z.strictObject({ statementId: id("statement"), patientId: id("patient") }),
    output: statement,
    errors: ["not-found", "nothing-due"],
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
      due: z.array(
        z.object({
          patientId: id("patient"),
          patientName: personName,
          patientDue: sumOfCents,
          lastStatementOn: localDate.nullable(),
        }),
      ),
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
