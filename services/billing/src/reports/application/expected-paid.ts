import type { expectedPaidOperations, ExpectedPaidLine } from "@practicum/contracts/billing/expected-paid";
import { fail, type DomainError } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { decodePlace, encodePlace } from "../../domain/paging.ts";
import { patientsById } from "../../sql/copies.ts";
import { expectedCsv } from "../domain/expected-csv.ts";
import { monthsUntil, reportMonth } from "../domain/report-months.ts";
import { expectedLines, expectedTotal, linesBehind, type ExpectedAsk, type LineBehind } from "../sql/expected-paid.ts";

const MONTHS_MAX = 12;

type Which = Pick<InputOf<typeof expectedPaidOperations.expectedPaid>, "from" | "until" | "payerId" | "code">;

function askOf(today: LocalDate, { from, until, payerId, code }: Which): Result<ExpectedAsk, DomainError> {
  const months = monthsUntil(until, today, MONTHS_MAX);
  if (!months.some((one) => one.month === from)) {
    const message = "Choose a first month that is not after the last one, and at most twelve months in all.";
    return fail("invalid-input", { field: "from", fields: [{ field: "from", message }] });
  }
  const { first } = reportMonth(from, today);
  return ok({ first, last: must(months.at(-1)).last, payerId, code });
}

/** BIL-399. */
export async function expectedPaid(
  { tx, today }: BillingContext,
  input: InputOf<typeof expectedPaidOperations.expectedPaid>,
): ReplyOf<typeof expectedPaidOperations.expectedPaid> {
  const ask = askOf(today, input);
  if (!ask.ok) return ask;
  const { by, before, limit } = input;
  const rows = await expectedLines(tx, { ...ask.value, by, after: decodePlace(before), limit });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const isFirst = before === null;
  // limit: a year's months.
  const months = isFirst ? await expectedLines(tx, { ...ask.value, by: "month", after: null, limit: MONTHS_MAX }) : [];
  return ok({
    lines: page.map(({ key, name, sums }) => ({ key, name, sums })),
    next: last ? encodePlace({ first: String(last.place), second: last.key }) : null,
    all: isFirst ? await expectedTotal(tx, ask.value) : null,
    months: months.map(({ key, sums }) => ({ month: key, sums })),
  });
}

/** BIL-399: what a number was added up from. */
export async function expectedPaidLines(
  { tx, today }: BillingContext,
  input: InputOf<typeof expectedPaidOperations.expectedPaidLines>,
): ReplyOf<typeof expectedPaidOperations.expectedPaidLines> {
  const ask = askOf(today, input);
  if (!ask.ok) return ask;
  const { kind, before, limit } = input;
  const rows = await linesBehind(tx, { ...ask.value, kind, after: decodePlace(before), limit });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return ok({
    lines: await named(tx, page),
    next: last ? encodePlace({ first: String(last.difference), second: last.place }) : null,
  });
}

/** BIL-399: the same lines as a file. */
export async function exportExpectedPaid(
  { tx, today }: BillingContext,
  input: InputOf<typeof expectedPaidOperations.exportExpectedPaid>,
): ReplyOf<typeof expectedPaidOperations.exportExpectedPaid> {
  const ask = askOf(today, input);
  if (!ask.ok) return ask;
  const lines = await named(tx, await linesBehind(tx, { ...ask.value, kind: input.kind, after: null, limit: null }));
  return ok({
    name: `expected-and-paid-${input.from}-${input.until}.csv`,
    csv: expectedCsv(lines),
    patientIds: [...new Set(lines.map((one) => one.patientId))],
  });
}

async function named(tx: BillingContext["tx"], rows: readonly LineBehind[]): Promise<ExpectedPaidLine[]> {
  const patients = await patientsById(
    tx,
    rows.map((row) => row.patient_id),
  );
  return rows.map((row) => ({
    claimId: row.claim_id,
    claimNumber: row.number,
    chargeId: row.charge_id,
    remittanceId: row.remittance_id,
    patientId: row.patient_id,
    patientName: patients.get(row.patient_id)?.name ?? null,
    payerName: row.payer_name,
    serviceDate: row.service_date,
    code: row.code,
    label: row.label,
    kind: row.kind,
    billed: row.billed,
    expected: row.expected,
    allowed: row.allowed,
    paid: row.paid,
    difference: row.expected === null ? null : row.allowed - row.expected,
    missing: row.missing,
    contractName: row.contract_name,
    term: row.term,
    because: row.because,
  }));
}
