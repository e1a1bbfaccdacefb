import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { paging } from "../parts.ts";
import { id, instant, localDate, personName, sumOfCents, version } from "../schema.ts";
import { dunningStep, notSentBecause } from "./dunning.ts";

/** Runs of statements: who gets one, made in pieces, printed or given to a mail house. */

/** Why somebody who owes something is not in a run. */
export const leftBecause = z.enum([...notSentBecause.options, "record-closed", "no-address", "not-printable"]);
export type LeftBecause = z.output<typeof leftBecause>;

/** What happened to a run: it was made, printed, written as a file for a mail house; printed or written anew. */
export const statementRunWay = z.enum(["printed", "mail-house"]);

export const statementRun = z.object({
  runId: id("statement-run"),
  startedAt: instant,
  startedBy: z.string(),
  /** Making: papers are still made. Made: nobody has printed it yet. Sent: printed, or given to a mail house. */
  state: z.enum(["making", "made", "sent"]),
  /** Papers that are to be made, and what they ask for, as it was seen when it began. */
  planned: z.object({ count: z.int(), total: sumOfCents }),
  /** Papers that were made, and what they ask for. */
  made: z.object({ count: z.int(), total: sumOfCents }),
  /** Who owes something and got none. */
  left: z.int(),
  sentOn: localDate.nullable(),
  version,
});
export type StatementRun = z.output<typeof statementRun>;

export const statementRunRow = z.object({
  patientId: id("patient"),
  patientName: personName,
  state: z.enum(["waiting", "made", "left"]),
  /** What the paper asks for; of who got none what is owed. */
  amount: sumOfCents,
  step: dunningStep.nullable(),
  statementId: id("statement").nullable(),
  number: z.string().nullable(),
  /** Of who got none: why. */
  because: leftBecause.nullable(),
  /** What came between the beginning of the run and this paper, in words. */
  said: z.string().nullable(),
  /** The post brings mail to the patient back, and nobody has settled that yet. */
  cameBack: z.boolean(),
});
export type StatementRunRow = z.output<typeof statementRunRow>;

const ofRun = z.strictObject({ runId: id("statement-run") });

export const statementRunOperations = {
  statementPdf: query({
    summary: "One statement as it goes by mail",
    permission: "account.read",
    input: z.strictObject({ statementId: id("statement") }),
    output: z.object({ patientId: id("patient"), name: z.string(), pdf: z.string(), pages: z.int() }),
    errors: ["not-found", "statement-not-printable"],
    patients: (_, output) => [output.patientId],
  }),
  previewStatementRun: query({
    summary: "Who would get a statement now, and who owes something and would not, each with the reason",
    permission: "statement.issue",
    input: z.strictObject({}),
    output: z.object({
      going: z.array(
        z.object({
          patientId: id("patient"),
          patientName: personName,
          /** Whom it goes to, where that is not the patient. */
          to: z.string().nullable(),
          step: dunningStep,
          asks: sumOfCents,
        }),
      ),
      left: z.array(
        z.object({
          patientId: id("patient"),
          patientName: personName,
          due: sumOfCents,
          because: leftBecause,
          /** From when on it may go. */
          on: localDate.nullable(),
        }),
      ),
      total: sumOfCents,
    }),
    patients: (_, output) => [...output.going, ...output.left].map((one) => one.patientId),
  }),
  startStatementRun: command({
    summary: "Makes the statements of everybody who is due; what was seen before has to be what is due now",
    permission: "statement.issue",
    input: ofRun.extend({ count: z.int().min(1), total: sumOfCents }),
    output: z.object({ count: z.int() }),
    errors: ["statement-run-changed", "statement-run-going"],
    patients: () => [],
  }),
  listStatementRuns: query({
    summary: "The runs of statements, the newest first",
    permission: "account.read",
    input: z.strictObject(paging),
    output: z.object({ runs: z.array(statementRun), next: z.string().nullable() }),
  }),
  getStatementRun: query({
    summary: "One run of statements with what happened to it",
    permission: "account.read",
    input: ofRun,
    output: statementRun.extend({
      /** How many files its papers fill: one page set an envelope, some two hundred papers a file. */
      files: z.int(),
      events: z.array(z.object({ at: instant, by: z.string(), what: z.string() })),
    }),
    errors: ["not-found"],
  }),
  listStatementRunRows: query({
    summary: "Who got a paper by a run, and who got none and why",
    permission: "account.read",
    input: ofRun.extend({
      left: z.boolean(),
      /** Words of a name or a statement's number; each must fit. */
      text: z.string().trim().max(80).default(""),
      ...paging,
    }),
    output: z.object({ rows: z.array(statementRunRow), next: z.string().nullable() }),
    errors: ["not-found"],
    patients: (_, output) => output.rows.map((row) => row.patientId),
  }),
  statementRunFile: query({
    summary: "The papers of a run as a PDF to print, one file of those that there are",
    permission: "statement.issue",
    input: ofRun.extend({ file: z.int().min(1).max(10_000) }),
    output: z.object({
      name: z.string(),
      pdf: z.string(),
      pages: z.int(),
      envelopes: z.int(),
      patientIds: z.array(id("patient")),
    }),
    errors: ["not-found", "statement-run-going"],
    patients: (_, output) => output.patientIds,
  }),
  exportStatementRun: query({
    summary: "The papers of a run as a file for a mail house, visit by visit",
    permission: "statement.issue",
    takesOut: true,
    input: ofRun,
    output: z.object({ name: z.string(), csv: z.string(), patientIds: z.array(id("patient")) }),
    errors: ["not-found", "statement-run-going"],
    patients: (_, output) => output.patientIds,
  }),
  sendStatementRun: command({
    summary: "Says that a run was printed or given to a mail house; said again, it was made anew",
    permission: "statement.issue",
    input: ofRun.extend({ version, way: statementRunWay }),
    output: z.object({ again: z.boolean(), version }),
    errors: ["not-found", "stale-version", "statement-run-going"],
    patients: () => [],
  }),
};

export const statementRunChanged = event(
  "billing.statement-run-changed.v1",
  z.object({ runId: id("statement-run") }),
  (p) => ({ runId: p.runId }),
  "account.read",
  [
    "billing.getStatementRun",
    "billing.listStatementRuns",
    "billing.listStatementRunRows",
    "billing.listStatements",
    "billing.previewStatementRun",
  ],
);
