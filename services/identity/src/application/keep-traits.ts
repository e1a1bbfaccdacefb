import { chartRestricted } from "@practicum/contracts/charting/restrictions";
import { appointmentBooked, appointmentChanged } from "@practicum/contracts/scheduling/appointments";
import { patientChanged } from "@practicum/contracts/scheduling/patients";
import type { z } from "zod";
import { consumer } from "@practicum/service/define-service";
import { printOf } from "../domain/snooping.ts";
import type { IdentityPorts } from "../ports/identity-ports.ts";
import { keepRestricted, keepTraits, keepVisit } from "../sql/snooping.ts";
import type { IdentitySchema, PatientVisitTable } from "../sql/tables.ts";

/** What the report of accesses compares by, kept as prints: nobody's name and street are here (IDN-172). */
export const keepPatientTraits = {
  "patient-traits": consumer<IdentitySchema, IdentityPorts, typeof patientChanged.payload>(
    patientChanged,
    ({ tx, practice }, { patientId, version, name, address }) =>
      keepTraits(tx, {
        patient_id: patientId,
        version,
        name_print: printOf(practice.id, "name", [name.given, name.family]),
        family_print: printOf(practice.id, "family", [name.family]),
        address_print: address ? printOf(practice.id, "address", [address.line1, address.zip.slice(0, 5)]) : null,
      }),
  ),
  "chart-restricted": consumer<IdentitySchema, IdentityPorts, typeof chartRestricted.payload>(
    chartRestricted,
    ({ tx }, { patientId, version, restrictions }) =>
      keepRestricted(tx, { patientId, version, restricted: restrictions.length > 0 }),
  ),
  "visit-booked": consumer<IdentitySchema, IdentityPorts, typeof appointmentBooked.payload>(
    appointmentBooked,
    ({ tx }, visit) => keepVisit(tx, visitOf(visit)),
  ),
  "visit-changed": consumer<IdentitySchema, IdentityPorts, typeof appointmentChanged.payload>(
    appointmentChanged,
    ({ tx }, visit) => keepVisit(tx, visitOf(visit)),
  ),
};

/** A visit that was cancelled is no reason to open the record; one that was missed is. */
function visitOf(visit: z.output<typeof appointmentBooked.payload>): PatientVisitTable {
  const { appointmentId, patientId, date, version, status } = visit;
  return {
    appointment_id: appointmentId,
    patient_id: patientId,
    date,
    takes_place: status !== "cancelled",
    version,
  };
}
