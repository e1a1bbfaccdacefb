import { encounterSigned, type signingOperations } from "@practicum/contracts/charting/signing";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { sealOf, type Sealed } from "../domain/seal.ts";
import { sealedForms } from "../domain/note-fields.ts";
import { decideSigning } from "../domain/signing.ts";
import { addMedication } from "../sql/change-lists.ts";
import { keepNoteContradictions } from "../sql/contradictions.ts";
import { keepSupport } from "../sql/em-worksheet.ts";
import { encounterById, type EncounterRow } from "../sql/encounters.ts";
import { signOrders } from "../sql/orders.ts";
import { supervisorsFor } from "../sql/people.ts";
import { sealEncounter } from "../sql/signatures.ts";
import type { SignedContradiction } from "../sql/tables-of-contradictions.ts";
import { actorName, emitChartChanged, type ChartingContext } from "./charting-context.ts";
import { askedBackOf } from "./follow-ups.ts";
import { seeWithSignature } from "./in-house-outcomes.ts";
import { signTestsOfNote } from "./test-orders.ts";
import { gateOf, type Gate } from "./gate-of.ts";
import { tellWhoTreats } from "./restrictions.ts";

/** Signs and seals the note (CHT-57 to CHT-62); the event that billing charges from goes out with the seal. */
export async function signEncounter(
  context: ChartingContext,
  input: z.output<typeof signingOperations.signEncounter.input>,
): Promise<Result<z.input<typeof signingOperations.signEncounter.output>, DomainError>> {
  const { tx, now, actor } = context;
  if (actor.kind !== "staff") return fail("not-allowed");
  const encounter = await encounterById(tx, input.encounterId, "update");
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  if (encounter.status !== "open") return fail("encounter-sealed");
  const gate = await gateOf(context, encounter);
  const decided = decideSigning(
    { ...encounter, gate: gate.items, others: gate.others, supervisors: await supervisorsFor(tx, actor.staffId) },
    { ...input, signer: actor },
  );
  if (!decided.ok) return decided;
  const { status, supervisorId } = decided.value;
  const written = { at: now, by: actorName(context) };
  const { content, seal } = sealedNote(context, encounter, gate, supervisorId);
  await signOrders(tx, gate.orders);
  await keepSupport(tx, encounter.encounterId, gate.em.support, { ...written, byId: actor.staffId });
  await sealEncounter(
    tx,
    { encounterId: encounter.encounterId, status, supervisorId, providerName: encounter.providerName, content, seal },
    written,
  );
  await keepNoteContradictions(tx, { ...encounter, found: signedContradictions(gate) });
  await listOrderedMedications(context, gate);
  await seeWithSignature(context, gate.inHouse);
  await signTestsOfNote(context, encounter.encounterId);
  context.emit(encounterSigned, {
    encounterId: encounter.encounterId,
    appointmentId: encounter.appointmentId,
    patientId: encounter.patientId,
    locationId: encounter.locationId,
    serviceDate: encounter.serviceDate,
    providerId: encounter.providerId,
    supervisorId,
    signedAt: now,
    seal,
    diagnoses: encounter.diagnoses,
    procedures: encounter.procedures,
    askedBack: askedBackOf(gate.followUp.value, encounter.serviceDate),
  });
  if (supervisorId !== null) await tellWhoTreats(context, encounter.patientId);
  return ok({ status, seal, signedAt: now });
}

/** What the signature stands for: all that the note shows at this moment. */
function sealedNote(
  context: ChartingContext,
  encounter: EncounterRow,
  gate: Gate,
  supervisorId: string | null,
): Sealed {
  const { encounterId, patientId, patientName, birthDate, mrn, serviceDate, providerId, providerName } = encounter;
  const { diagnoses, procedures, codedBy } = encounter;
  return sealOf({
    form: "practicum-note/3",
    encounterId,
    patient: { patientId, name: patientName, birthDate, mrn },
    serviceDate,
    provider: { providerId, name: providerName },
    supervisorId,
    sections: gate.sections,
    ...(gate.forms.length > 0 ? { forms: sealedForms(gate.forms) } : {}),
    diagnoses,
    procedures,
    codedBy,
    orders: gate.orders.map(({ status: _status, state: _state, steps: _steps, ...order }) => order),
    inHouse: gate.inHouse,
    ...(gate.minor.length > 0 ? { minorProcedures: gate.minor.map(({ waits: _waits, ...order }) => order) } : {}),
    ...(gate.referrals.length > 0 ? { referrals: gate.referrals.map(({ waits: _waits, ...order }) => order) } : {}),
    ...(gate.tests.length > 0 ? { tests: gate.tests.map(({ waits: _waits, ...order }) => order) } : {}),
    em: { worksheet: gate.em.worksheet.worksheet, support: gate.em.support },
    ...(gate.followUp.value === null ? {} : { followUp: gate.followUp.value }),
    ...(gate.contradictions.length > 0 ? { contradictions: signedContradictions(gate) } : {}),
    vitals: gate.vitals,
    // What the signer was shown as others' and signed for.
    others: gate.others.map(({ key, by, at }) => ({ key, by, at })),
    signed: { at: context.now, by: actorName(context) },
  });
}

/** What the note was signed with (CHT-244). */
function signedContradictions({ contradictions }: Gate): SignedContradiction[] {
  return contradictions.map(({ key, severity, title, answer }) => ({
    key,
    severity,
    title,
    reason: answer?.reason ?? null,
  }));
}

/** What was prescribed stands on the medication list from now on, once (CHT-49). */
async function listOrderedMedications(context: ChartingContext, { orders }: Gate): Promise<void> {
  const { tx, now, today, ids } = context;
  for (const order of orders) {
    const medication = { ...order, medicationId: ids.next<"medication">(), startedOn: today };
    await addMedication(tx, order.patientId, medication, { at: now, by: actorName(context) });
  }
  const [first] = orders;
  if (first) emitChartChanged(context, first.patientId, "medications");
}
