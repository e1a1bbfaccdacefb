import { encounterDropped, encounterOpened } from "@practicum/contracts/charting/encounters";
import type { appointmentChanged } from "@practicum/contracts/scheduling/appointments";
import type { patientCheckedIn } from "@practicum/contracts/scheduling/visits";
import { must } from "@practicum/kernel/assert";
import type { z } from "zod";
import { dropUntouchedEncounter, encounterById, isNewestOfVisit, openEncounter as open } from "../sql/encounters.ts";
import { keepPatient } from "../sql/people.ts";
import type { ChartingContext } from "./charting-context.ts";
import { tellWhoTreats } from "./restrictions.ts";
import { summaryOf } from "./encounter-summary.ts";

/** The check-in opens the encounter (CHT-1): once, however often it is told, before or after the patient's and provider's own events. */
export async function openEncounter(
  context: ChartingContext,
  visit: z.output<typeof patientCheckedIn.payload>,
): Promise<void> {
  const { tx } = context;
  await keepPatient(tx, { ...visit, name: visit.patientName, sex: "unknown", version: 0 });
  if (!(await isNewestOfVisit(tx, visit))) return;
  const changed = await open(tx, {
    encounterId: visit.encounterId,
    patientId: visit.patientId,
    appointmentId: visit.appointmentId,
    locationId: visit.locationId,
    visitTypeName: visit.visitTypeName,
    serviceDate: visit.date,
    start: visit.start,
    providerId: visit.providerStaffId,
  });
  if (!changed) return;
  const encounter = must(await encounterById(tx, visit.encounterId));
  context.emit(encounterOpened, summaryOf(encounter));
  await tellWhoTreats(context, visit.patientId);
}

/** A visit that did not take place after all leaves no empty note behind; one in which somebody wrote stays (CHT-3). */
export async function dropEncounter(
  context: ChartingContext,
  visit: z.output<typeof appointmentChanged.payload>,
): Promise<void> {
  if (visit.status !== "cancelled" && visit.status !== "no-show") return;
  const { tx } = context;
  if (!(await isNewestOfVisit(tx, visit))) return;
  for (const { encounterId, patientId } of await dropUntouchedEncounter(tx, visit.appointmentId))
    context.emit(encounterDropped, { encounterId, patientId });
}
