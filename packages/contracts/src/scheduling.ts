import { appointmentOperations } from "./scheduling/appointments.ts";
import { askedBackOperations } from "./scheduling/asked-back.ts";
import { bookingLinkOperations } from "./scheduling/booking-links.ts";
import { consentOperations } from "./scheduling/consents.ts";
import { contactOperations } from "./scheduling/contact-choices.ts";
import { deathOperations } from "./scheduling/deaths.ts";
import { downtimeOperations } from "./scheduling/downtime.ts";
import { hoursOperations } from "./scheduling/hours.ts";
import { kioskOperations } from "./scheduling/kiosk.ts";
import { schedulingImports } from "./scheduling/imports.ts";
import { householdOperations } from "./scheduling/households.ts";
import { mergeOperations } from "./scheduling/merges.ts";
import { patientOperations } from "./scheduling/patients.ts";
import { pharmacyOperations } from "./scheduling/pharmacies.ts";
import { resourceOperations } from "./scheduling/resources.ts";
import { rosterQueries } from "./scheduling/rosters.ts";
import { seriesOperations } from "./scheduling/series.ts";
import { slotOperations } from "./scheduling/slots.ts";
import { visitsTogetherOperations } from "./scheduling/visits-together.ts";
import { waitListOperations } from "./scheduling/wait-list.ts";
import { visitsAheadOperations } from "./scheduling/visits-ahead.ts";
import { visitOperations } from "./scheduling/visits.ts";

/** Patients (the one owner of demographics), resources, appointments, the flow of a visit. Each area stands in a file of its own. */
export const scheduling = {
  ...patientOperations,
  ...deathOperations,
  ...householdOperations,
  ...mergeOperations,
  ...resourceOperations,
  ...hoursOperations,
  ...appointmentOperations,
  ...slotOperations,
  ...visitsTogetherOperations,
  ...seriesOperations,
  ...visitOperations,
  ...visitsAheadOperations,
  ...waitListOperations,
  ...askedBackOperations,
  ...rosterQueries,
  ...downtimeOperations,
  ...kioskOperations,
  ...bookingLinkOperations,
  ...consentOperations,
  ...contactOperations,
  ...pharmacyOperations,
  ...schedulingImports,
};
