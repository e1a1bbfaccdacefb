import type { chargeOperations, chargedVisit } from "@practicum/contracts/billing/charges";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import { ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { providerName } from "../../claims/domain/build-claim.ts";
import { chargeProblems } from "../domain/charge-problems.ts";
import { patientsById, staffById } from "../../sql/copies.ts";
import { coveragesInForce } from "../../coverage/sql/coverages.ts";
import { chargesOf, visitsWithCharges, visitsWithoutCharges, type ChargeRow, type Visit } from "../sql/visits.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

type ChargedVisit = z.input<typeof chargedVisit>;

/** BIL-14: the visits with problems first, then by day. BIL-210: all of them, or the oldest problem would hide behind 500 clean visits. */
export async function listCharges(
  context: BillingContext,
  input: InputOf<typeof chargeOperations.listCharges>,
): ReplyOf<typeof chargeOperations.listCharges> {
  const visits = await describe(context, await visitsWithCharges(context.tx, input.status), input.status);
  const missing =
    input.status === "review" ? await describe(context, await visitsWithoutCharges(context.tx), "review") : [];
  visits.sort((a, b) => Math.sign(b.problems.length) - Math.sign(a.problems.length));
  return ok({ visits, missing });
}

async function describe(
  { tx }: BillingContext,
  visits: readonly Visit[],
  status: ChargeRow["status"],
): Promise<ChargedVisit[]> {
  const charges = await chargesOf(
    tx,
    visits.map((visit) => visit.encounter_id),
  );
  const patients = await patientsById(
    tx,
    visits.map((visit) => visit.patient_id),
  );
  const staff = await staffById(
    tx,
    visits.map((visit) => visit.provider_id),
  );
  const inForce = await coveragesInForce(
    tx,
    visits.map((visit) => ({ patientId: visit.patient_id, on: visit.service_date })),
  );
  return visits.map((visit) => {
    const own = charges.filter((charge) => charge.encounter_id === visit.encounter_id);
    const standing = own.filter((charge) => charge.status !== "reversed");
    const patient = patients.get(visit.patient_id);
    const provider = staff.get(visit.provider_id);
    const coverage = inForce(visit.patient_id, visit.service_date)[0];
    return {
      encounterId: visit.encounter_id,
      patientId: visit.patient_id,
      patientName: patient?.name ?? UNKNOWN_NAME,
      mrn: patient?.mrn ?? "",
      serviceDate: visit.service_date,
      providerName: provider ? providerName(provider) : "",
      diagnoses: visit.diagnoses,
      withoutNote: visit.without_note,
      charges: own.map((charge) => chargeOf(charge, visit.patient_id, visit.service_date)),
      coverage: coverage
        ? {
            coverageId: coverage.coverageId,
            payerName: coverage.payerName,
            memberId: coverage.memberId,
            payerKind: coverage.payerKind,
          }
        : null,
      total: standing.reduce((sum, charge) => sum + (charge.amount ?? 0), 0),
      problems: status === "review" ? problemsOf(visit, standing, patient) : [],
    };
  });
}

/** A name has to have parts; the patient's event is on its way. */
export const UNKNOWN_NAME = { family: "(not known yet)", given: "-", middle: null, suffix: null };

function problemsOf(visit: Visit, charges: readonly ChargeRow[], patient: Patient | undefined): string[] {
  return chargeProblems({
    patientKnown: patient !== undefined,
    needsCosignature: visit.supervisor_id !== null,
    cosigned: visit.cosigned_at !== null,
    diagnoses: visit.diagnoses.length,
    charges,
  });
}

function chargeOf(row: ChargeRow, patientId: string, serviceDate: string): ChargedVisit["charges"][number] {
  return {
    chargeId: row.charge_id,
    encounterId: row.encounter_id,
    patientId,
    serviceDate,
    code: row.code,
    label: row.label,
    modifiers: row.modifiers,
    units: row.units,
    pointers: row.pointers,
    unitPrice: row.unit_price,
    amount: row.amount,
    status: row.status,
    byHand: row.by_hand,
    version: row.version,
  };
}
