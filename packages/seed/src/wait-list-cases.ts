import type { Id } from "@practicum/kernel/brand";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { actorOf, resources, staffByKey, visitTypeByKey } from "./practice.ts";
import type { ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";

/** Who waits for what; the reasons are such as the desk writes down. */
const WISHES = [
  {
    priority: "urgent",
    dayPart: "any",
    provider: null,
    days: 10,
    note: "The doctor asked for this week",
  },
  { priority: "soon", dayPart: "morning", provider: "alvarez", days: 21, note: "Drives a school bus in the afternoon" },
  { priority: "routine", dayPart: "any", provider: null, days: 28, note: "Call after five, works days" },
  { priority: "routine", dayPart: "afternoon", provider: null, days: 28, note: "" },
  {
    priority: "routine",
    dayPart: "morning",
    provider: null,
    days: 42,
    note: "Interpreter is only there in the morning",
  },
] as const;

/** In the demonstration a few people wait, and a cancellation of the next days has left a time that some of them fit. */
export async function waitListCases(
  practice: ScriptedPractice,
  options: { readonly seed: string; readonly today: LocalDate; readonly patients: readonly Id<"patient">[] },
): Promise<void> {
  const { seed, today, patients } = options;
  const desk = actorOf(staffByKey("brooks"));
  const kind = visitTypeByKey("follow-up");
  for (const [index, wish] of WISHES.entries()) {
    const patientId = patients[index * 3];
    if (patientId === undefined) return;
    const provider = wish.provider === null ? null : staffByKey(wish.provider);
    const column = resources.find((one) => provider !== null && one.staffId === provider.staffId);
    await practice.run(
      "scheduling",
      "addToWaitList",
      {
        entryId: seededId<"wait-entry">(seed, `wait/${index}`),
        patientId,
        visitTypeId: kind.visitTypeId,
        providerResourceId: column?.resourceId ?? null,
        locationId: null,
        dayPart: wish.dayPart,
        from: today,
        until: addDays(today, wish.days),
        priority: wish.priority,
        note: wish.note,
        appointmentId: null,
      },
      desk,
    );
  }
  await cancelOne(practice, today);
}

/** The first ordinary visit of the coming days is called off. */
async function cancelOne(practice: ScriptedPractice, today: LocalDate): Promise<void> {
  const desk = actorOf(staffByKey("brooks"));
  for (let ahead = 1; ahead <= 7; ahead++) {
    const date = addDays(today, ahead);
    const { appointments } = await practice.run("scheduling", "daySheet", { date, locationId: null }, desk);
    const booked = appointments.filter((one) => one.status === "booked" && one.overbookReason === null);
    const visit = booked.at(Math.floor(booked.length / 2));
    if (!visit) continue;
    const { appointmentId, version } = visit;
    await practice.run("scheduling", "cancelAppointment", { appointmentId, version, reason: "Patient asked" }, desk);
    return;
  }
}
