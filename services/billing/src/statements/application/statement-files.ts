import type { statementRunOperations } from "@practicum/contracts/billing/statement-runs";
import { fail, type DomainError } from "@practicum/contracts/error";
import { dateIn } from "@practicum/kernel/instant";
import { must } from "@practicum/kernel/assert";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { findPractice, patientsById } from "../../sql/copies.ts";
import { mailHouseCsv } from "../domain/mail-house.ts";
import { envelopesOf, filesOf } from "../domain/plan-run.ts";
import { unprintable } from "../domain/printable.ts";
import { nameText } from "../domain/statement.ts";
import { findPaper, type PaperVersion } from "../sql/billing-paper.ts";
import { findRun, papersOfRun, runEvents, type RunRow } from "../sql/statement-runs.ts";
import { findStatement, statementsById, type StatementRow } from "../sql/statements.ts";
import { printStatements, type PrintedEnvelope } from "./print-statements.ts";

/** limit: papers of one file, some half a megabyte; a run of more has more files. */
const FILE_PAPERS = 200;

type Paper = Awaited<ReturnType<typeof papersOfRun>>[number];

/** The envelopes of a run, file by file. */
export function filesOfRun(papers: readonly Paper[]): (readonly Paper[])[][] {
  return filesOf(envelopesOf(papers), FILE_PAPERS);
}

/** One statement to mail by itself. */
export async function statementPdf(
  context: BillingContext,
  { statementId }: InputOf<typeof statementRunOperations.statementPdf>,
): ReplyOf<typeof statementRunOperations.statementPdf> {
  const row = await findStatement(context.tx, statementId);
  if (!row) return fail("not-found", { field: "statementId" });
  for (const line of [...row.address_lines, nameText(row.patient_name)]) {
    const letter = unprintable(line);
    if (letter !== null) return fail("statement-not-printable", { detail: { letter } });
  }
  const [envelope] = await envelopesFrom(context, [[row]], null);
  const printed = await printStatements(row.number, [must(envelope)]);
  return ok({ patientId: row.patient_id, name: `Statement ${row.number}.pdf`, ...printed });
}

/** BIL-418: one file of a run's papers. */
export async function statementRunFile(
  context: BillingContext,
  { runId, file }: InputOf<typeof statementRunOperations.statementRunFile>,
): ReplyOf<typeof statementRunOperations.statementRunFile> {
  const made = await madeRun(context, runId);
  if (!made.ok) return made;
  const files = filesOfRun(await papersOfRun(context.tx, runId));
  const own = files[file - 1];
  if (!own) return fail("not-found", { field: "file" });
  const { rows, envelopes } = await loaded(context, own, await printedAgainOn(context, runId, "printed-again"));
  const day = dateIn(made.value.started_at, context.practice.timeZone);
  const title = `Statements ${day}${files.length > 1 ? ` ${file} of ${files.length}` : ""}`;
  const printed = await printStatements(title, envelopes);
  return ok({
    ...printed,
    name: `${title}.pdf`,
    envelopes: envelopes.length,
    patientIds: rows.map((row) => row.patient_id),
  });
}

/** BIL-419: all of them for a mail house. */
export async function exportStatementRun(
  context: BillingContext,
  { runId }: InputOf<typeof statementRunOperations.exportStatementRun>,
): ReplyOf<typeof statementRunOperations.exportStatementRun> {
  const made = await madeRun(context, runId);
  if (!made.ok) return made;
  const groups = envelopesOf(await papersOfRun(context.tx, runId));
  const { rows, envelopes } = await loaded(context, groups, await printedAgainOn(context, runId, "mail-house-again"));
  const day = dateIn(made.value.started_at, context.practice.timeZone);
  return ok({
    name: `statements-${day}.csv`,
    csv: mailHouseCsv(envelopes),
    patientIds: rows.map((row) => row.patient_id),
  });
}

async function madeRun({ tx }: BillingContext, runId: string): Promise<Result<RunRow, DomainError>> {
  const run = await findRun(tx, runId);
  if (!run) return fail("not-found", { field: "runId" });
  return run.state === "making" ? fail("statement-run-going") : ok(run);
}

/** The day on which it was last made anew; null where it never was. */
async function printedAgainOn({ tx, practice }: BillingContext, runId: string, what: string): Promise<string | null> {
  const last = (await runEvents(tx, runId)).findLast((one) => one.what === what);
  return last ? dateIn(last.at, practice.timeZone) : null;
}

async function loaded(context: BillingContext, groups: readonly (readonly Paper[])[], again: string | null) {
  const rows = await statementsById(
    context.tx,
    groups.flat().map((one) => one.statement_id),
  );
  const whole = groups.map((group) => group.map((one) => must(rows.get(one.statement_id), "a made paper is there")));
  return { rows: whole.flat(), envelopes: await envelopesFrom(context, whole, again) };
}

/** Each group of statements with what its paper says: by the version that it was made with. */
async function envelopesFrom(
  context: BillingContext,
  groups: readonly (readonly StatementRow[])[],
  again: string | null,
): Promise<PrintedEnvelope[]> {
  const { tx } = context;
  const profile = must(await findPractice(tx), "who makes statements has a profile");
  const practice = { name: profile.name, address: profile.billingAddress, phone: profile.phone };
  const versions = new Map<number | null, PaperVersion>();
  const patients = await patientsById(
    tx,
    groups.flat().flatMap((row) => (row.mailing ? [] : [row.patient_id])),
  );
  const envelopes: PrintedEnvelope[] = [];
  for (const group of groups) {
    const first = must(group[0], "an envelope has a statement");
    const key = first.paper_version;
    const version = versions.get(key) ?? must(await findPaper(tx, key ?? 0), "a version is never lost");
    versions.set(key, version);
    envelopes.push({
      language: first.mailing?.language ?? "en",
      addressLines: first.address_lines,
      practice,
      paper: version.content,
      paperVersion: version.version,
      logo: version.logo,
      statements: group.map((row) => ({
        number: row.number,
        account: row.mailing?.account ?? patients.get(row.patient_id)?.mrn ?? "",
        patientName: nameText(row.patient_name),
        date: row.date,
        dueDate: row.due_date,
        step: row.step,
        copy: row.copy,
        payNow: row.pay_now,
        balance: row.balance,
        insurancePending: row.insurance_pending,
        plan: row.plan,
        visits: row.visits,
        lines: row.lines,
      })),
      again,
    });
  }
  return envelopes;
}
