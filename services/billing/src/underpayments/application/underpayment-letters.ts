import type { underpaymentOperations } from "@practicum/contracts/billing/underpayments";
import { fail, type DomainError } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import { printLetter } from "../../appeals/application/print-letter.ts";
import { recordClaimEvent } from "../../claims/application/claim-history.ts";
import { findPayer } from "../../coverage/sql/payers.ts";
import { findPractice } from "../../sql/copies.ts";
import {
  draftUnderpaymentLetter as draft,
  missingIn,
  underpaymentLetter as documentOf,
  type UnderpaymentLetterFacts,
} from "../domain/underpayment-letter.ts";
import { findUnderpaymentLetter, insertUnderpaymentLetter, letterLines, type LetterLineRow } from "../sql/letters.ts";
import { changeUnderpayment } from "../sql/underpayments.ts";

type About = InputOf<typeof underpaymentOperations.draftUnderpaymentLetter>["about"];

/** BIL-393: what the letter says, from the contract and the payer's own decision. */
export async function draftUnderpaymentLetter(
  context: BillingContext,
  { about }: InputOf<typeof underpaymentOperations.draftUnderpaymentLetter>,
): ReplyOf<typeof underpaymentOperations.draftUnderpaymentLetter> {
  const found = await linesOf(context, about);
  if (!found.ok) return found;
  const { facts, fax, patientIds } = found.value;
  return ok({ patientIds, payerName: facts.payerName, fax, body: draft(facts), missing: missingIn(facts.lines) });
}

export async function printUnderpaymentLetter(
  context: BillingContext,
  { about, body }: InputOf<typeof underpaymentOperations.printUnderpaymentLetter>,
): ReplyOf<typeof underpaymentOperations.printUnderpaymentLetter> {
  const found = await linesOf(context, about);
  if (!found.ok) return found;
  const printed = await print(context, found.value.facts, body, context.today);
  if (!printed.ok) return printed;
  return ok({ ...printed.value, name: "underpayments.pdf", patientIds: found.value.patientIds });
}

/** BIL-393: it goes by fax after the commit, or went by hand; what it is about is disputed, and the letter is kept as it went. */
export async function sendUnderpaymentLetter(
  context: BillingContext,
  input: InputOf<typeof underpaymentOperations.sendUnderpaymentLetter>,
): ReplyOf<typeof underpaymentOperations.sendUnderpaymentLetter> {
  const { tx, today, now } = context;
  const found = await linesOf(context, input.about, true);
  if (!found.ok) return found;
  const { rows, facts, payerId, patientIds } = found.value;
  for (const patientId of patientIds) context.auditPatient(patientId);
  const seen = new Map(input.about.map((one) => [one.underpaymentId as string, one.version]));
  if (rows.some((row) => row.version !== seen.get(row.underpayment_id))) return fail("stale-version");
  const settled = rows.find((row) => row.status !== "open" && row.status !== "disputed");
  if (settled) return fail("claim-not-ready", { detail: { status: settled.status } });
  const sentOn = input.way === "by-hand" ? (input.sentOn ?? today) : today;
  if (sentOn > today) return fail("in-the-future", { field: "sentOn" });
  const fax = input.way === "fax" ? (input.fax ?? found.value.fax) : null;
  if (input.way === "fax" && fax === null)
    return fail("invalid-input", {
      field: "fax",
      fields: [{ field: "fax", message: "Enter the payer's fax number." }],
    });
  const printed = await print(context, facts, input.body, sentOn);
  if (!printed.ok) return printed;
  const letter = {
    letter_id: input.letterId,
    payer_id: payerId,
    way: input.way,
    fax,
    body: input.body,
    ...printed.value,
    status: input.way === "fax" ? ("queued" as const) : ("sent" as const),
    sent_on: sentOn,
    made_at: now,
    made_by: actorName(context.actor),
  };
  const ids = rows.map((row) => row.underpayment_id);
  if (!(await insertUnderpaymentLetter(tx, letter, ids))) return fail("already-recorded");
  const note = `Letter of ${sentOn}, ${input.way === "fax" ? "by fax" : "by hand"}`;
  for (const row of rows) await changeUnderpayment(tx, row.underpayment_id, { status: "disputed", note });
  for (const claimId of new Set(rows.map((row) => row.claim_id)))
    await recordClaimEvent(context, claimId, { what: "Underpayment: letter to the payer", detail: note });
  if (input.way === "fax") context.wake("exchange");
  return ok({ sentOn, lines: rows.length });
}

/** A letter as it went. */
export async function underpaymentLetter(
  { tx }: BillingContext,
  { letterId }: InputOf<typeof underpaymentOperations.underpaymentLetter>,
): ReplyOf<typeof underpaymentOperations.underpaymentLetter> {
  const letter = await findUnderpaymentLetter(tx, letterId);
  return letter ? ok({ ...letter, name: "underpayments.pdf" }) : fail("not-found", { field: "letterId" });
}

async function print(context: BillingContext, facts: UnderpaymentLetterFacts, body: string, on: string) {
  const printed = await printLetter(documentOf(facts, { body, on, signedBy: actorName(context.actor) }), []);
  return printed.ok ? printed : fail("letter-not-printable", { field: "body", detail: { reason: printed.error } });
}

interface Found {
  readonly rows: readonly LetterLineRow[];
  readonly facts: UnderpaymentLetterFacts;
  readonly payerId: string;
  readonly fax: string | null;
  readonly patientIds: string[];
}

/** The lines that were named, all of one payer. */
async function linesOf({ tx }: BillingContext, about: About, keep = false): Promise<Result<Found, DomainError>> {
  const ids = [...new Set(about.map((one) => one.underpaymentId as string))];
  const rows = await letterLines(tx, ids, keep);
  const [first] = rows;
  if (!first || rows.length < ids.length) return fail("not-found", { field: "about" });
  if (rows.some((row) => row.payer_id !== first.payer_id)) return fail("one-payer", { field: "about" });
  const payer = must(await findPayer(tx, first.payer_id), "a claim has a payer");
  const practice = await findPractice(tx);
  return ok({
    rows,
    payerId: first.payer_id,
    fax: payer.appeals.fax,
    patientIds: [...new Set(rows.map((row) => row.patient_id))],
    facts: {
      practice: practice && { ...practice, address: practice.billingAddress },
      payerName: payer.name,
      payerAddress: (payer.appeals.address ?? "").split("\n").filter((line) => line.trim() !== ""),
      lines: rows.map(letterLine),
    },
  });
}

function letterLine(row: LetterLineRow): UnderpaymentLetterFacts["lines"][number] {
  const { patient, coverage } = row.content;
  return {
    claimNumber: row.number,
    payerClaimNumber: row.payer_claim_number,
    patient: `${patient.name.given} ${patient.name.family}`,
    birthDate: patient.birthDate,
    memberId: coverage.memberId,
    serviceDate: row.service_date,
    provider: row.provider_name,
    billedCode: row.billed_code,
    billedLabel: row.billed_label,
    paidCode: row.paid_code,
    billed: row.billed,
    allowed: row.allowed,
    expected: row.expected,
    missing: row.missing,
    contract: row.contract?.name ?? null,
    term: row.term,
    because: row.because,
    decidedOn: row.payment_date,
    trace: row.trace,
  };
}
