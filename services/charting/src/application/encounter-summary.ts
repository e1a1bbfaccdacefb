import type { EncounterRow, EncounterSummary } from "../sql/encounters.ts";

/** The encounter as lists show it. */
export function summaryOf(e: EncounterRow): EncounterSummary {
  return {
    encounterId: e.encounterId,
    patientId: e.patientId,
    patientName: e.patientName,
    birthDate: e.birthDate,
    appointmentId: e.appointmentId,
    visitTypeName: e.visitTypeName,
    serviceDate: e.serviceDate,
    start: e.start,
    providerId: e.providerId,
    providerName: e.providerName,
    supervisorId: e.supervisorId,
    status: e.status,
    diagnoses: e.diagnoses,
  };
}
