import { coverageChanged, type Coverage } from "@practicum/contracts/billing/coverage";
import { billingImportUndone, type ImportedBillingRow } from "@practicum/contracts/billing/imports";
import type { Payer } from "@practicum/contracts/billing/payers";
import { describeError } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import type { ImportKind, Judged } from "@practicum/service/imports/import-kind";
import type { BillingContext } from "../../application/context.ts";
import { tellCoverage } from "../../coverage/application/add-coverage.ts";
import { checkCoverage } from "../../coverage/domain/check-coverage.ts";
import { coveragesOf, findCoverage, insertCoverage } from "../../coverage/sql/coverages.ts";
import { findPayer } from "../../coverage/sql/payers.ts";
import type { BillingPorts } from "../../exchange/ports/clearinghouse.ts";
import { lockPatients } from "../../sql/counters.ts";
import type { BillingSchema } from "../../sql/schema.ts";
import { coverageUsed, nothingLeft, patientsByNumber, withdrawCoverage } from "../sql/imports.ts";

type Card = Extract<ImportedBillingRow, { kind: "coverages" }>;

/** Patients' coverages, by the rules of a coverage that somebody enters (BIL-356, BIL-357). */
export const importCoverages: ImportKind<BillingSchema, BillingPorts, ImportedBillingRow> = {
  async judge(context, run, rows) {
    const cards = rows.map(({ row }) => row as Card);
    const patients = await patientsByNumber(
      context.tx,
      run.system,
      cards.map((one) => one.oldNumber),
    );
    const payers = new Map<string, Payer | null>();
    const judged: Judged[] = [];
    for (const card of cards) {
      if (!payers.has(card.payerId)) payers.set(card.payerId, await findPayer(context.tx, card.payerId));
      judged.push(await judge(context, card, patients.get(card.oldNumber), payers.get(card.payerId) ?? null));
    }
    return judged;
  },

  async take(context, run, row, content) {
    const { tx, ids } = context;
    const card = content as Card;
    const patientId = must(row.about_patient_id);
    await lockPatients(tx, [patientId]);
    // Looked at once more: two lines of one patient may have the same place in the order.
    const checked = await judge(context, card, patientId, await findPayer(tx, card.payerId));
    if (checked.problem) return { state: "refused", patientId, problem: checked.problem };
    const coverageId = ids.next<"coverage">();
    const { kind: _, oldNumber: _number, ...rest } = card;
    const entry = { ...rest, coverageId, patientId: patientId as Id<"patient">, pcpNpi: null, secondaryReason: null };
    await insertCoverage(tx, { ...entry, source: { system: `import ${run.import_id}`, id: String(row.line) } });
    await tellCoverage(context, coverageId);
    return { state: "taken", patientId, recordId: coverageId };
  },

  async untake(context, _run, row) {
    const { tx, now } = context;
    const [patientId, coverageId] = [must(row.about_patient_id), must(row.record_id)];
    await lockPatients(tx, [patientId]);
    const used = await coverageUsed(tx, coverageId);
    if (used !== null) return { message: used };
    const coverage = must(await findCoverage(tx, coverageId));
    await withdrawCoverage(tx, coverageId, now);
    const { priority, payerName, payerKind } = coverage;
    context.emit(coverageChanged, {
      patientId: patientId as Id<"patient">,
      coverageId: coverageId as Id<"coverage">,
      priority,
      payerName,
      payerKind,
      pcpNpi: null,
      copay: null,
    });
    await tellLeft(context, patientId);
    return null;
  },
};

async function judge(
  { tx }: BillingContext,
  card: Card,
  patientId: string | undefined,
  payer: Payer | null,
): Promise<Judged> {
  if (patientId === undefined)
    return {
      state: "refused",
      problem: {
        field: "oldNumber",
        message: "No patient has this number. Import the patients of the old system first.",
      },
    };
  if (payer === null)
    return { state: "refused", patientId, problem: { field: "payerId", message: "Choose a payer of the practice." } };
  const entered = { ...card, coverageId: NOT_YET };
  const others: readonly Coverage[] = await coveragesOf(tx, patientId);
  const checked = checkCoverage(entered, payer, others);
  if (checked.ok) return { state: "new", patientId };
  const [first] = checked.error.fields ?? [];
  const message = first?.message ?? describeError(checked.error);
  return {
    state: "refused",
    patientId,
    // limit: an error's words, cut to what the report keeps.
    problem: { field: first?.field ?? checked.error.field ?? "memberId", message: message.slice(0, 200) },
  };
}

const NOT_YET = "00000000-0000-0000-0000-000000000000" as Id<"coverage">;

/** Scheduling is told of whom billing has nothing any more: then the patient can be taken back, too (SCH-182). */
export async function tellLeft(context: BillingContext, patientId: string): Promise<void> {
  if (await nothingLeft(context.tx, patientId))
    context.emit(billingImportUndone, { patientIds: [patientId as Id<"patient">] });
}
