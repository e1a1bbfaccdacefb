import { locationChanged, practiceChanged } from "@practicum/contracts/identity/practice";
import { staffChanged } from "@practicum/contracts/identity/staff";
import { appointmentBooked, appointmentChanged } from "@practicum/contracts/scheduling/appointments";
import { patientChanged } from "@practicum/contracts/scheduling/patients";
import { consumer } from "@practicum/service/define-service";
import type { BillingPorts } from "../exchange/ports/clearinghouse.ts";
import { liftWhereMoved } from "../statements/application/lift-where-moved.ts";
import { findPatient, keepAppointment, keepLocation, keepPatient, keepPractice, keepStaff } from "../sql/copies.ts";
import type { BillingSchema } from "../sql/schema.ts";

/** BIL-1: patients, people, sites and the practice's profile, so that a claim is built without asking anybody. What patients say of themselves beside it stays where it is (BIL-478). */
export const keepPatientCopy = consumer<BillingSchema, BillingPorts, typeof patientChanged.payload>(
  patientChanged,
  async (context, { about: _about, ...patient }) => {
    const { tx } = context;
    const before = await findPatient(tx, patient.patientId);
    await keepPatient(tx, patient);
    if (before && before.version < patient.version) await liftWhereMoved(context, before, patient);
  },
);
export const keepStaffCopy = consumer<BillingSchema, BillingPorts, typeof staffChanged.payload>(
  staffChanged,
  async ({ tx }, staff) => keepStaff(tx, staff),
);
export const keepLocationCopy = consumer<BillingSchema, BillingPorts, typeof locationChanged.payload>(
  locationChanged,
  async ({ tx }, location) => keepLocation(tx, location),
);
export const keepPracticeCopy = consumer<BillingSchema, BillingPorts, typeof practiceChanged.payload>(
  practiceChanged,
  async ({ tx }, practice) => keepPractice(tx, practice),
);
/** BIL-487: whose a booked visit is, so that no money is taken for it from somebody else. */
export const keepBooked = consumer<BillingSchema, BillingPorts, typeof appointmentBooked.payload>(
  appointmentBooked,
  async ({ tx }, visit) => keepAppointment(tx, visit),
);
export const keepVisitChanged = consumer<BillingSchema, BillingPorts, typeof appointmentChanged.payload>(
  appointmentChanged,
  async ({ tx }, visit) => keepAppointment(tx, visit),
);
