import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { actorOf, staffByKey, visitTypeByKey } from "./practice.ts";
import type { ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";

/** In the demonstration one patient's daughter has called: he has died, and his next visit is booked still. His physician knows it already. */
export async function deathCase(
  practice: ScriptedPractice,
  { seed, today }: { readonly seed: string; readonly today: LocalDate },
): Promise<void> {
  const desk = actorOf(staffByKey("brooks"));
  const physician = actorOf(staffByKey("alvarez"));
  const { patientId } = await practice.run(
    "scheduling",
    "registerPatient",
    {
      name: { family: "Penhaligon", given: "Leopold", middle: null, suffix: null },
      birthDate: "1938-11-02",
      sex: "male",
      phone: "6195550188",
      email: null,
      address: { line1: "3340 Bayside Walk", line2: null, city: "San Diego", state: "CA", zip: "92109" },
      language: "en",
      guarantor: null,
      emergencyContact: { name: "Imogen Penhaligon", relationship: "daughter", phone: "6195550189" },
      notDuplicateOf: [],
      source: null,
    },
    desk,
  );
  const visitTypeId = visitTypeByKey("follow-up").visitTypeId;
  const ask = { patientId, visitTypeId, providerResourceId: null, locationId: null, from: addDays(today, 9), limit: 1 };
  const [slot] = (await practice.run("scheduling", "findSlots", ask, desk)).slots;
  if (slot) {
    const { providerResourceId, date, start } = slot;
    const place = { providerResourceId, roomResourceId: null, date, start, minutes: null };
    const appointmentId = seededId<"appointment">(seed, "death/visit");
    const visit = { appointmentId, patientId, visitTypeId, ...place, reason: "Blood pressure", overbookReason: null };
    await practice.run("scheduling", "bookAppointment", visit, desk);
  }
  await practice.run(
    "scheduling",
    "recordDeath",
    {
      deathId: seededId<"death">(seed, "death"),
      patientId,
      version: 1,
      date: addDays(today, -3),
      source: "family",
      saidBy: "Imogen Penhaligon, daughter, by telephone",
    },
    desk,
  );
  await practice.settle();
  const wanted = { scope: "patient", patientId, status: "open", text: "", before: null, limit: 10 } as const;
  const { tasks } = await practice.run("messaging", "listTasks", wanted, physician);
  for (const { taskId, version } of tasks)
    await practice.run("messaging", "completeTask", { taskId, version }, physician);
}
