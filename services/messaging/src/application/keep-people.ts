import { staffChanged } from "@practicum/contracts/identity/staff";
import { contactRefused } from "@practicum/contracts/scheduling/contact-choices";
import { patientChanged } from "@practicum/contracts/scheduling/patients";
import { consumer } from "@practicum/service/define-service";
import type { MessagingPorts } from "../ports/notifier.ts";
import { followDeath } from "./follow-deaths.ts";
import { endRecalls } from "../recalls/application/follow-recalls.ts";
import { keepPatient as savePatient, keepRefusals as saveRefusals, keepStaff as saveStaff } from "../sql/people.ts";
import type { MessagingSchema } from "../sql/tables.ts";

export const keepPatient = consumer<MessagingSchema, MessagingPorts, typeof patientChanged.payload>(
  patientChanged,
  async (context, patient) => {
    await savePatient(context.tx, {
      patient_id: patient.patientId,
      name: patient.name,
      preferred: patient.about?.preferredName ?? null,
      phone: patient.phone,
      email: patient.email,
      language: patient.language,
      // Who has died is told nothing, as of a record that is closed (MSG-216).
      active: patient.active && !patient.death,
      version: patient.version,
    });
    if (!patient.active) await endRecalls(context, patient.patientId, "The record is closed.");
    await followDeath(context, patient);
  },
);

/** Keeps by which ways a patient does not want to be written to (MSG-165). */
export const keepRefusals = consumer<MessagingSchema, MessagingPorts, typeof contactRefused.payload>(
  contactRefused,
  ({ tx }, { patientId, refused, at }) =>
    saveRefusals(tx, {
      patient_id: patientId,
      text: refused.includes("text"),
      email: refused.includes("email"),
      at,
    }),
);

export const keepStaff = consumer<MessagingSchema, MessagingPorts, typeof staffChanged.payload>(
  staffChanged,
  ({ tx }, person) => {
    const name = `${person.given} ${person.family}`;
    return saveStaff(tx, {
      staff_id: person.staffId,
      name: person.credential === "" ? name : `${name}, ${person.credential}`,
      roles: person.roles,
      granted: person.granted ?? [],
      withheld: person.withheld ?? [],
      active: person.active,
      version: person.version,
    });
  },
);
