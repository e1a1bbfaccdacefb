import type { LiveNote } from "@practicum/api/live-notes";

/**
 * Which queries an event makes stale, by service and operation. A query that names an id (a patient's chart) is left alone
 * when the event names another.
 */
const stale: { readonly [eventPrefix: string]: readonly string[] } = {
  "scheduling.appointment-": [
    "scheduling.daySheet",
    "scheduling.flowBoard",
    "scheduling.getAppointment",
    "scheduling.patientAppointments",
    "scheduling.findSlots",
    "messaging.listReminders",
  ],
  "scheduling.patient-checked-in": [
    "scheduling.daySheet",
    "scheduling.flowBoard",
    "scheduling.getAppointment",
    "scheduling.patientAppointments",
    "charting.providerDay",
    "charting.getChart",
  ],
  "scheduling.patient-changed": [
    "scheduling.getPatient",
    "scheduling.searchPatients",
    "scheduling.daySheet",
    "scheduling.flowBoard",
    "charting.getEncounter",
  ],
  "scheduling.schedule-changed": ["scheduling"],
  "identity.": ["identity"],
  "charting.": ["charting", "scheduling.flowBoard"],
  "billing.": ["billing"],
  "messaging.task-": ["messaging.listTasks", "messaging.counters"],
  "messaging.thread-": ["messaging.listThreads", "messaging.counters"],
  "messaging.reminder-": ["messaging.listReminders"],
};

/** A query of the cache, as tRPC keys it. */
export interface QueryName {
  readonly path: string;
  readonly input: unknown;
}

/** Whether an event makes a query's answer stale. */
export function isStaleAfter(note: LiveNote, query: QueryName): boolean {
  // Some changes were lost on the way: anything may be old.
  if (note.name === "live.missed") return true;
  const paths = Object.entries(stale).flatMap(([prefix, list]) => (note.name.startsWith(prefix) ? list : []));
  if (!paths.some((path) => query.path === path || query.path.startsWith(`${path}.`))) return false;
  if (typeof query.input !== "object" || query.input === null) return true;
  for (const [key, value] of Object.entries(query.input)) {
    const told = note.keys[key];
    if (typeof value === "string" && told !== undefined && told !== value) return false;
  }
  return true;
}
