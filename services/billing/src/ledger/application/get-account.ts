import type { ledgerOperations } from "@practicum/contracts/billing/ledger";
import { ok } from "@practicum/kernel/result";
import { providerName } from "../../claims/domain/build-claim.ts";
import { claimsOfPatient } from "../../adjustments/sql/adjustments.ts";
import { entriesOf } from "../sql/account.ts";
import { visitsOf } from "../../charges/sql/visits.ts";
import { staffById } from "../../sql/copies.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

type Entries = Awaited<ReturnType<typeof entriesOf>>;

/** BIL-53: what payers and patient owe, and every line that made it so, visit by visit; money that is for no visit stands apart. */
export async function getAccount(
  { tx }: BillingContext,
  input: InputOf<typeof ledgerOperations.getAccount>,
): ReplyOf<typeof ledgerOperations.getAccount> {
  const entries = await entriesOf(tx, input.patientId);
  const visits = await visitsOf(tx, input.patientId);
  const staff = await staffById(
    tx,
    visits.map((visit) => visit.provider_id),
  );
  const claims = await claimsOfPatient(tx, input.patientId);
  const byVisit = visits.flatMap((visit) => {
    const own = entries.filter((entry) => entry.encounterId === visit.encounter_id);
    const provider = staff.get(visit.provider_id);
    if (own.length === 0) return [];
    return [
      {
        encounterId: visit.encounter_id,
        serviceDate: visit.service_date,
        providerName: provider ? providerName(provider) : "",
        insurancePending: balance(own, "insurance-receivable"),
        patientDue: balance(own, "patient-receivable"),
        claims: claims
          .filter((one) => one.encounter_id === visit.encounter_id)
          .map((one) => ({
            claimId: one.claim_id,
            number: one.number,
            payerName: one.payer_name,
            status: one.status,
            paid: one.paid,
          })),
        entries: own,
      },
    ];
  });
  const apart = entries.filter((entry) => entry.encounterId === null);
  return ok({
    insurancePending: balance(entries, "insurance-receivable"),
    patientDue: balance(entries, "patient-receivable"),
    unapplied: -balance(entries, "unapplied") || 0,
    collections: balance(entries, "collections"),
    visits:
      apart.length === 0
        ? byVisit
        : [
            ...byVisit,
            {
              encounterId: null,
              serviceDate: null,
              providerName: "",
              insurancePending: 0,
              patientDue: 0,
              claims: [],
              entries: apart,
            },
          ],
  });
}

function balance(entries: Entries, account: Entries[number]["account"]): number {
  return entries.reduce((sum, entry) => (entry.account === account ? sum + entry.amount : sum), 0);
}
