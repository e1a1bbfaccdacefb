import type { Id } from "@practicum/kernel/brand";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import type { Registered } from "./plan-day.ts";
import { actorOf, staffByKey } from "./practice.ts";
import type { ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";

/**
 * In the demonstration one person is registered twice, her birth date mistyped by a day the second time and with a conversation of her own; and
 * there are twins, who are not one person. The nights that follow find both pairs. A third pair was merged already.
 */
export async function duplicateCases(
  practice: ScriptedPractice,
  { seed, registered }: { readonly seed: string; readonly registered: readonly Registered[] },
): Promise<void> {
  const desk = actorOf(staffByKey("haddad"));
  const known = registered.find(({ patient }) => patient.parent === null && patient.phone !== null);
  if (known) {
    const { family, given, birthDate, sex, phone, language } = known.patient;
    const again = person({ family, given, birthDate: addDays(birthDate, 1), sex, language });
    const { patientId } = await practice.run("scheduling", "registerPatient", again, desk);
    const { notDuplicateOf: _n, source: _s, ...demographics } = again;
    await practice.run("scheduling", "updatePatient", { ...demographics, phone, patientId, version: 1 }, desk);
    await practice.settle();
    const thread = {
      threadId: seededId<"thread">(seed, "duplicate/thread"),
      messageId: seededId<"message">(seed, "duplicate/message"),
      subject: "Says that she was here before",
      body: "Called about a bill. Her card shows another birth date than this record.",
    };
    const { version } = await practice.run(
      "messaging",
      "startThread",
      { ...thread, patientId, ownerId: null, pool: "front-desk", dueAt: null },
      desk,
    );
    // The call is over; what is left of it is the pair in the queue.
    const done = { status: "done", ownerId: null, pool: "front-desk", dueAt: null, version } as const;
    await practice.run("messaging", "routeThread", { threadId: thread.threadId, ...done }, desk);
  }
  for (const given of ["Ottilie", "Casimir"]) {
    const twin = person({ family: "Wintersgill", given, birthDate: "2018-04-09", sex: "unknown", language: "en" });
    await practice.run("scheduling", "registerPatient", { ...twin, phone: "6195550177" }, desk);
  }
  await practice.settle();
  await mergedPair(practice, seed);
}

/** Married, and registered again under the new name: merged once she showed both. */
async function mergedPair(practice: ScriptedPractice, seed: string): Promise<void> {
  const desk = actorOf(staffByKey("haddad"));
  const ids: Id<"patient">[] = [];
  for (const family of ["Hollingworth", "Quennell"]) {
    const one = person({ family, given: "Delphine", birthDate: "1991-07-30", sex: "female", language: "en" });
    const { patientId } = await practice.run("scheduling", "registerPatient", one, desk);
    ids.push(patientId);
  }
  await practice.settle();
  const [duplicateId, survivorId] = ids;
  if (!duplicateId || !survivorId) return;
  await practice.run(
    "scheduling",
    "mergePatients",
    {
      mergeId: seededId<"merge">(seed, "duplicate/merged"),
      survivorId,
      duplicateId,
      reason: "Married this spring; showed her old card and the new one.",
    },
    actorOf(staffByKey("whitfield")),
  );
  await practice.settle();
}

interface Person {
  readonly family: string;
  readonly given: string;
  readonly birthDate: LocalDate;
  readonly sex: "female" | "male" | "unknown";
  readonly language: string;
}

function person({ family, given, birthDate, sex, language }: Person) {
  return {
    name: { family, given, middle: null, suffix: null },
    birthDate,
    sex,
    phone: null,
    email: null,
    address: null,
    language,
    guarantor: null,
    emergencyContact: null,
    notDuplicateOf: [],
    source: null,
  };
}
