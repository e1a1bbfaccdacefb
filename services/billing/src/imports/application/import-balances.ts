import type { ImportedBillingRow } from "@practicum/contracts/billing/imports";
import { must } from "@practicum/kernel/assert";
import type { ImportKind, Judged } from "@practicum/service/imports/import-kind";
import type { BillingContext } from "../../application/context.ts";
import { insertVisit } from "../../charges/sql/charges.ts";
import type { BillingPorts } from "../../exchange/ports/clearinghouse.ts";
import { post, settle } from "../../ledger/application/post.ts";
import { opposite, posting } from "../../ledger/domain/ledger.ts";
import { entriesOfSource } from "../../ledger/sql/ledger.ts";
import { findStaff } from "../../sql/copies.ts";
import { lockPatients } from "../../sql/counters.ts";
import type { BillingSchema } from "../../sql/schema.ts";
import { openingEntries } from "../domain/opening-balance.ts";
import { insertOpeningVisit, openingUsed, patientsByNumber } from "../sql/imports.ts";
import { tellLeft } from "./import-coverages.ts";

type Balance = Extract<ImportedBillingRow, { kind: "balances" }>;

/** What patients owed in the old system (BIL-350 to BIL-355). */
export const importBalances: ImportKind<BillingSchema, BillingPorts, ImportedBillingRow> = {
  async judge(context, run, rows) {
    const balances = rows.map(({ row }) => row as Balance);
    const patients = await patientsByNumber(
      context.tx,
      run.system,
      balances.map((one) => one.oldNumber),
    );
    const judged: Judged[] = [];
    for (const balance of balances) judged.push(await judge(context, balance, patients.get(balance.oldNumber)));
    return judged;
  },

  async take(context, run, row, content) {
    const { tx, ids, now } = context;
    const { amount, date, providerId } = content as Balance;
    const patientId = must(row.about_patient_id);
    await lockPatients(tx, [patientId]);
    const encounterId = ids.next<"encounter">();
    await insertVisit(tx, {
      encounter_id: encounterId,
      patient_id: patientId,
      appointment_id: null,
      location_id: null,
      service_date: date,
      provider_id: providerId,
      supervisor_id: null,
      signed_at: now,
      seal: "",
      diagnoses: [],
      // Nothing of it is charged here: it is in no review.
      released_at: now,
      without_note: `Balance brought over from ${run.system}`,
    });
    await insertOpeningVisit(tx, { encounterId, importId: run.import_id, patientId });
    const entries = openingEntries(amount, { system: run.system, patientId, encounterId });
    await post(context, posting(`opening:${encounterId}`, { kind: "manual", id: encounterId }, entries));
    await settle(context, patientId);
    return { state: "taken", patientId, recordId: encounterId };
  },

  async untake(context, _run, row) {
    const { tx } = context;
    const [patientId, encounterId] = [must(row.about_patient_id), must(row.record_id)];
    await lockPatients(tx, [patientId]);
    const used = await openingUsed(tx, encounterId);
    if (used !== null) return { message: used };
    const source = { kind: "manual", id: encounterId } as const;
    const entries = opposite(await entriesOfSource(tx, source), "The import was taken back", "BIL-353");
    await post(context, posting(`opening-undone:${encounterId}`, source, entries));
    await tellLeft(context, patientId);
    return null;
  },
};

async function judge(context: BillingContext, balance: Balance, patientId: string | undefined): Promise<Judged> {
  const { amount } = balance;
  if (patientId === undefined)
    return {
      state: "refused",
      amount,
      problem: {
        field: "oldNumber",
        message: "No patient has this number. Import the patients of the old system first.",
      },
    };
  if (balance.date > context.today)
    return {
      state: "refused",
      amount,
      patientId,
      problem: { field: "date", message: "The day has not come yet. Look at the order of day and month." },
    };
  if (!(await findStaff(context.tx, balance.providerId)))
    return { state: "refused", amount, patientId, problem: { field: "providerId", message: "Choose a provider." } };
  return { state: "new", amount, patientId };
}
