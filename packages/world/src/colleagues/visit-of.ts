import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import type { WorldView } from "@practicum/curriculum/kit/world-view";
import { ageInMonths, ageInYears } from "@practicum/kernel/local-date";
import { seededRandom } from "@practicum/kernel/random";
import { chooseScenario } from "@practicum/seed/plan-day";
import { actorOf, locations, resourceOf, roomsOf, staff, staffByKey } from "@practicum/seed/practice";
import { scenarios, type Scenario } from "@practicum/seed/scenarios";
import type { VisitPlan } from "@practicum/seed/visit-script";

/** A query's answer without a trace. */
export type Observe = WorldView["ask"];

/** A booked visit as the people of its site do it. What happens in it follows from its reason, or from the patient's age. */
export async function visitOf(visit: Appointment, seed: string, observe: Observe): Promise<VisitPlan> {
  const provider = staff.find((one) => one.staffId === visit.providerStaffId) ?? staffByKey("alvarez");
  const supervisor = provider.supervisor === null ? null : staffByKey(provider.supervisor);
  const site = locations.find((one) => one.locationId === visit.locationId)?.key ?? "mission-bay";
  const north = site === "mission-bay";
  const scenario = scenarioOf(visit, seed);
  return {
    key: `colleagues/${visit.appointmentId}`,
    appointmentId: visit.appointmentId,
    seed,
    patientId: visit.patientId,
    age: ageInYears(visit.birthDate, visit.date),
    ageMonths: ageInMonths(visit.birthDate, visit.date),
    scenario,
    visitTypeId: visit.visitTypeId,
    providerResourceId: resourceOf(provider),
    rooms: roomsOf(site).map((room) => room.resourceId),
    date: visit.date,
    start: visit.start,
    minutes: visit.minutes,
    copay: visit.status === "booked" ? await copayOf(visit, scenario, observe) : 0,
    supervisorId: supervisor?.staffId ?? null,
    people: {
      desk: actorOf(staffByKey(north ? "brooks" : "haddad")),
      assistant: actorOf(staffByKey(north ? "ramirez" : "kim")),
      provider: actorOf(provider),
      supervisor: supervisor === null ? null : actorOf(supervisor),
    },
  };
}

function scenarioOf(visit: Appointment, seed: string): Scenario {
  const known = scenarios.find((one) => one.reason === visit.reason);
  if (known !== undefined) return known;
  const roll = seededRandom(`${seed}/colleagues/${visit.appointmentId}/scenario`).next();
  return chooseScenario({ birthDate: visit.birthDate, coverage: null }, visit.date, roll);
}

/** An office visit's, of the first coverage. */
async function copayOf(visit: Appointment, scenario: Scenario, observe: Observe): Promise<number> {
  if (!(scenario.procedures[0]?.code ?? "").startsWith("992")) return 0;
  const coverages = await observe("billing", "listCoverages", { patientId: visit.patientId });
  return coverages?.[0]?.copay ?? 0;
}
