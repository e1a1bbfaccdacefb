import { chargesCaptured } from "@practicum/contracts/billing/charges";
import { encounterCosigned, encounterSigned } from "@practicum/contracts/charting/signing";
import { consumer } from "@practicum/service/define-service";
import type { BillingPorts } from "../../exchange/ports/clearinghouse.ts";
import { chargeProblems } from "../domain/charge-problems.ts";
import { findPatient } from "../../sql/copies.ts";
import { lockPatients } from "../../sql/counters.ts";
import { keepSeen } from "../sql/given.ts";
import { findVisit } from "../sql/visits.ts";
import { captureGiven } from "./capture-given.ts";
import { insertCharges, insertCosignature, insertVisit } from "../sql/charges.ts";
import { pricesOn } from "../sql/prices.ts";
import type { BillingSchema } from "../../sql/schema.ts";

/**
 * BIL-10: the signed note's procedures become charges, once for each encounter, whatever the number of deliveries: the
 * encounter is the visit's key. BIL-11: priced by the fee schedule in force on the date of service.
 */
export const captureCharges = consumer<BillingSchema, BillingPorts, typeof encounterSigned.payload>(
  encounterSigned,
  async (context, note) => {
    const { tx, ids } = context;
    await lockPatients(tx, [note.patientId]);
    await keepSeen(tx, note.encounterId, { signed_at: note.signedAt });
    const captured = await insertVisit(tx, {
      encounter_id: note.encounterId,
      patient_id: note.patientId,
      appointment_id: note.appointmentId,
      location_id: note.locationId,
      service_date: note.serviceDate,
      provider_id: note.providerId,
      supervisor_id: note.supervisorId,
      signed_at: note.signedAt,
      seal: note.seal,
      diagnoses: note.diagnoses,
      released_at: null,
      without_note: null,
    });
    if (!captured) return;
    const codes = note.procedures.map((procedure) => procedure.code);
    const prices = await pricesOn(tx, note.serviceDate, codes);
    const charges = note.procedures.map((procedure, index) => {
      const unitPrice = prices.get(procedure.code)?.price ?? null;
      return {
        charge_id: ids.next(),
        encounter_id: note.encounterId,
        line_number: index + 1,
        code: procedure.code,
        label: procedure.label,
        modifiers: procedure.modifiers,
        units: procedure.units,
        pointers: procedure.pointers,
        unit_price: unitPrice,
        amount: unitPrice === null ? null : unitPrice * procedure.units,
        status: "review" as const,
        drug: null,
        version: 1,
        by_hand: null,
        given_id: null,
      };
    });
    await insertCharges(tx, charges);
    const problems = chargeProblems({
      patientKnown: (await findPatient(tx, note.patientId)) !== null,
      needsCosignature: note.supervisorId !== null,
      cosigned: false,
      diagnoses: note.diagnoses.length,
      charges,
    });
    context.emit(chargesCaptured, {
      encounterId: note.encounterId,
      patientId: note.patientId,
      total: charges.reduce((sum, charge) => sum + (charge.amount ?? 0), 0),
      problems: problems.length,
    });
    const visit = await findVisit(tx, note.encounterId);
    if (visit) await captureGiven(context, visit);
  },
);

/** BIL-13: kept by itself, because this event may come before the signature's. */
export const keepCosignature = consumer<BillingSchema, BillingPorts, typeof encounterCosigned.payload>(
  encounterCosigned,
  async ({ tx }, note) => {
    await insertCosignature(tx, {
      encounter_id: note.encounterId,
      supervisor_id: note.supervisorId,
      cosigned_at: note.cosignedAt,
    });
  },
);
