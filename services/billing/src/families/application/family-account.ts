import type { familyOperations } from "@practicum/contracts/billing/family";
import { sumCents } from "@practicum/kernel/money";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { patientDueByVisit } from "../../ledger/sql/ledger.ts";
import { balancesOf } from "../../ledger/sql/account.ts";
import { patientsById } from "../../sql/copies.ts";
import type { HouseholdCopy } from "../domain/household-copy.ts";
import { isBilledToGuarantor } from "../domain/family-bill.ts";
import { householdsOf } from "../sql/families.ts";

/** BIL-321: each member's balance as the ledger has it, and the sum of those for whom the guarantor pays. */
export async function familyAccount(
  context: BillingContext,
  { patientId }: InputOf<typeof familyOperations.familyAccount>,
): ReplyOf<typeof familyOperations.familyAccount> {
  const households = await householdsOf(context.tx, patientId);
  return ok(await Promise.all(households.map((one) => accountOf(context, one))));
}

export async function accountOf(context: BillingContext, household: HouseholdCopy) {
  const { tx } = context;
  const people = await paidFor(context, household);
  const balances = await balancesOf(
    tx,
    people.map((one) => one.patientId),
  );
  const members = people.map((one) => ({ ...one, ...(balances.get(one.patientId) ?? NOTHING) }));
  const billed = members.filter((one) => one.billed);
  const open = [];
  for (const { patientId } of billed)
    for (const visit of await patientDueByVisit(tx, patientId)) if (visit.due > 0) open.push({ patientId, ...visit });
  const payer = household.guarantor;
  const name = payer?.person?.name ?? members.find((one) => one.patientId === payer?.patientId)?.name;
  return {
    householdId: household.householdId,
    guarantor: payer && name ? { patientId: payer.patientId, name } : null,
    members,
    due: sumCents(billed.map((one) => one.patientDue)),
    open: open.toSorted((a, b) => (`${a.serviceDate} ${a.encounterId}` < `${b.serviceDate} ${b.encounterId}` ? -1 : 1)),
  };
}

const NOTHING = { patientDue: 0, insurancePending: 0, unapplied: 0 };

/** The members, and the guarantor where that is a patient: who pays for the family pays the own bills with them. */
async function paidFor({ tx, today }: BillingContext, { members, guarantor }: HouseholdCopy) {
  const payer = guarantor?.patientId ?? null;
  const all =
    payer === null || members.some((one) => one.patientId === payer)
      ? members
      : [...members, { patientId: payer, relation: "other" as const, billsTo: "self" as const }];
  const patients = await patientsById(
    tx,
    all.map((one) => one.patientId),
  );
  return all.flatMap((one) => {
    const patient = patients.get(one.patientId);
    if (!patient) return [];
    const billed = one.patientId === payer || (guarantor !== null && isBilledToGuarantor(one, patient, today));
    return [{ ...one, name: patient.name, billed }];
  });
}
