import { addDays, ageInYears, dayOfWeek, type LocalDate } from "@practicum/kernel/local-date";
import type { Registered } from "./plan-day.ts";
import { actorOf, resources, staffByKey, visitTypeByKey } from "./practice.ts";
import type { ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";

const VISITS = 12;
/** The plan has allowed fewer than the allergist asked for, so the last visits need another authorization. */
const UNITS = 10;

/** In the demonstration one patient comes for an allergy injection each week, and one of these visits was moved to the day after. */
export async function seriesCases(
  practice: ScriptedPractice,
  options: { readonly seed: string; readonly today: LocalDate; readonly registered: readonly Registered[] },
): Promise<void> {
  const { seed, today, registered } = options;
  const desk = actorOf(staffByKey("brooks"));
  const okafor = staffByKey("okafor");
  const column = resources.find((one) => one.staffId === okafor.staffId);
  const grown = registered.filter(({ patient }) => patient.coverage && ageInYears(patient.birthDate, today) >= 18);
  // The first of them have cases of their own.
  const who = grown[11] ?? grown.at(-1);
  const coverage = who?.patient.coverage;
  if (!who || !coverage || !column) return;
  const { patientId } = who;
  // Some Tuesday of next week or the one after, so that today's and tomorrow's work stays as it is.
  const first = addDays(today, 7 + ((9 - dayOfWeek(today)) % 7));
  await practice.run(
    "billing",
    "savePermit",
    {
      permitId: seededId<"permit">(seed, "series/permit"),
      patientId,
      coverageId: coverage.coverageId,
      kind: "authorization",
      number: "PA 80114467",
      fromName: "Dr. Lena Ostrow",
      fromNpi: null,
      toStaffId: null,
      diagnosis: "J30.1",
      codes: ["951"],
      units: UNITS,
      from: addDays(today, -7),
      until: addDays(today, 120),
      status: "approved",
      note: "Allergy injections, weekly",
      version: null,
    },
    desk,
  );
  const asked = {
    patientId,
    visitTypeId: visitTypeByKey("nurse").visitTypeId,
    providerResourceId: column.resourceId,
    date: first,
    start: "13:00",
    rule: {
      every: 1,
      unit: "week" as const,
      weekdays: [],
      monthly: "date" as const,
      ends: { by: "count" as const, count: VISITS },
    },
  };
  const plan = await practice.run("scheduling", "planSeries", asked, desk);
  const visits = plan.visits.flatMap(({ on, conflict, proposals, ...own }, index) => {
    const slot = conflict === null ? own : proposals[0];
    if (!slot) return [];
    const { providerResourceId, date, start } = slot;
    return [
      { appointmentId: seededId<"appointment">(seed, `series/visit/${index}`), on, providerResourceId, date, start },
    ];
  });
  const booked = await practice.run(
    "scheduling",
    "bookSeries",
    { ...asked, seriesId: seededId<"visit-series">(seed, "series"), reason: "Allergy injection", visits },
    desk,
  );
  const [moved, seen] = [visits[2], booked.visits[2]];
  if (!moved || !seen) return;
  const { slots } = await practice.run(
    "scheduling",
    "findSlots",
    {
      patientId,
      visitTypeId: asked.visitTypeId,
      providerResourceId: column.resourceId,
      locationId: null,
      from: addDays(moved.date, 1),
      limit: 1,
    },
    desk,
  );
  const [slot] = slots;
  if (!slot) return;
  const { providerResourceId, date, start } = slot;
  const to = { providerResourceId, date, start, minutes: null, overbookReason: null };
  await practice.run("scheduling", "moveAppointment", { ...seen, ...to }, desk);
}
