import { statementIssued, type statementOperations } from "@practicum/contracts/billing/statements";
import { fail, type DomainError } from "@practicum/contracts/error";
import { addDays } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { BillingContext } from "../../application/context.ts";
import { serviceLabels } from "../../charges/sql/visits.ts";
import { entriesOf } from "../../ledger/sql/account.ts";
import { billTo, paysFor } from "../../families/application/bill-to.ts";
import { findPatient } from "../../sql/copies.ts";
import { lockPatients, nextNumber } from "../../sql/counters.ts";
import type { StatementPlan, StatementVisit } from "../../sql/schema-patient-accounts.ts";
import { copyOf, waitAfter, type Asked, type Decided, type Paper } from "../domain/dunning.ts";
import { addressLines, insurancePending, statementLines } from "../domain/statement.ts";
import { visitSums } from "../domain/visit-sum.ts";
import { currentPaperVersion } from "../sql/billing-paper.ts";
import { insertStatementVisits, lastSequence } from "../sql/accounts.ts";
import { insertStatement, statementOf } from "../sql/statements.ts";
import { askedAccounts, type AskedAccount } from "./accounts.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

type Input = InputOf<typeof statementOperations.issueStatement>;

/**
 * BIL-45, BIL-263: the next paper of the account, which asks only for what all payers have left to the patient; on request before its time a copy
 * of what was asked for.
 */
export async function issueStatement(
  context: BillingContext,
  input: Input,
): ReplyOf<typeof statementOperations.issueStatement> {
  return issuePaper(context, input, false);
}

export async function issuePaper(
  context: BillingContext,
  input: Input,
  byCycle: boolean,
): ReplyOf<typeof statementOperations.issueStatement> {
  const { tx, today } = context;
  const patient = await findPatient(tx, input.patientId);
  if (!patient) return context.notHereYet({ field: "patientId" });
  // Of who has died, or was found to be somebody else, nothing is asked by mail (BIL-320).
  if (!patient.active) return fail("record-closed", { field: "patientId" });
  await lockPatients(tx, [input.patientId]);
  const { policy, accounts } = await askedAccounts(context, input.patientId);
  const [one] = accounts;
  if (!one) return fail("nothing-due");
  const decided = decide(one, byCycle);
  if (!decided.ok) return decided;
  const { paper, copy } = decided.value;
  const entries = await entriesOf(tx, input.patientId);
  const to = await billTo(context, patient);
  const shown = visitsShown(one, paper);
  const dates = new Map(one.visits.map((visit) => [visit.encounterId, visit.serviceDate]));
  const own = entries.filter((entry) => entry.encounterId !== null && shown.has(entry.encounterId));
  const lines = statementLines(own, dates, await serviceLabels(tx, input.patientId));
  const row = {
    statement_id: input.statementId,
    number: `S${String(await nextNumber(tx, "statement")).padStart(6, "0")}`,
    patient_id: input.patientId,
    patient_name: patient.name,
    address_lines: addressLines(patient, to),
    date: today,
    due_date: addDays(today, waitAfter(paper.step, policy)),
    lines,
    balance: lines.reduce((sum, line) => sum + line.amount, 0),
    insurance_pending: insurancePending(entries),
    step: paper.step,
    copy,
    pay_now: paper.asks,
    ledger_sequence: await lastSequence(tx),
    plan: planOf(one, paper, today),
    visits: sumsOf(one, shown, entries),
    paper_version: await currentPaperVersion(tx),
    mailing: {
      language: patient.language.startsWith("es") ? ("es" as const) : ("en" as const),
      account: patient.mrn,
      household: to?.householdId ?? (await paysFor(context, patient)),
    },
  };
  await insertStatement(tx, row);
  await insertStatementVisits(
    tx,
    paper.visits.map((visit) => ({
      statement_id: input.statementId,
      encounter_id: visit.encounterId,
      step: visit.step,
      amount: visit.amount,
      asked: visit.asked,
    })),
  );
  context.emit(statementIssued, {
    statementId: input.statementId,
    patientId: input.patientId,
    balance: row.pay_now,
    dueDate: row.due_date,
  });
  return ok(statementOf(row));
}

const HELD = { "returned-mail": "mail came back", dispute: "the bill is disputed" } as const;

function decide(
  one: AskedAccount,
  byCycle: boolean,
): Result<{ readonly paper: Paper; readonly copy: boolean }, DomainError> {
  const { paper, because }: Decided = one.decided;
  if (because === "returned-mail" || because === "dispute")
    return fail("statement-held", { detail: { reason: HELD[because] } });
  if (because === "insurance-pending" || because === "plan-kept" || because === "nothing-due") return fail(because);
  if (byCycle && because !== null) return fail("statement-not-due");
  if (paper && because !== "asked") return ok({ paper, copy: false });
  return ok({ paper: copyOf(one.account), copy: true });
}

/** The visits that stand on the paper, and how it asks for each; what insurers still decide is not on it. */
function visitsShown(one: AskedAccount, paper: Paper): ReadonlyMap<string, StatementVisit["asked"]> {
  const asked = Map.groupBy(paper.visits, (visit) => visit.encounterId);
  return new Map(
    one.visits.flatMap((visit): [string, StatementVisit["asked"]][] => {
      if (visit.due <= 0) return [];
      if (visit.planned) return [[visit.encounterId, "plan"]];
      const parts = asked.get(visit.encounterId);
      return parts ? [[visit.encounterId, askedAs(parts)]] : [];
    }),
  );
}

function askedAs(parts: readonly Asked[]): StatementVisit["asked"] {
  const asked = parts.filter((part) => part.asked);
  for (const step of ["final-notice", "reminder", "statement"] as const)
    if (asked.some((part) => part.step === step)) return step;
  return "before";
}

function planOf({ plan }: AskedAccount, paper: Paper, today: string): StatementPlan | null {
  if (!plan) return null;
  const { standing } = plan;
  const missed = standing.installments.reduce(
    (sum, part) => (part.state === "missed" ? sum + part.amount - part.paid - part.waived : sum),
    0,
  );
  const after = standing.installments.find((part) => part.dueDate >= today && part.amount > part.paid + part.waived);
  return {
    asks: paper.plan,
    missed,
    remaining: standing.remaining,
    next: after ? { dueDate: after.dueDate, amount: after.amount - after.paid - after.waived } : null,
  };
}

function sumsOf(
  one: AskedAccount,
  shown: ReadonlyMap<string, StatementVisit["asked"]>,
  entries: Awaited<ReturnType<typeof entriesOf>>,
): StatementVisit[] {
  return one.visits.flatMap((visit) => {
    const asked = shown.get(visit.encounterId);
    if (!asked) return [];
    const own = entries.filter((entry) => entry.encounterId === visit.encounterId);
    return [{ serviceDate: visit.serviceDate, ...visitSums(own, { owed: visit.due }), asked }];
  });
}
