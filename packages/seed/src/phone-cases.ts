import { addMinutes, type Instant } from "@practicum/kernel/instant";
import type { Registered } from "./plan-day.ts";
import { actorOf, staffByKey } from "./practice.ts";
import type { ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";

interface Cases {
  readonly seed: string;
  readonly now: Instant;
  readonly registered: readonly Registered[];
}

/** Three calls of today: one that alarms, one that was answered halfway, one of somebody who is no patient yet. */
export async function phoneCases(practice: ScriptedPractice, { seed, now, registered }: Cases): Promise<void> {
  const desk = actorOf(staffByKey("brooks"));
  const grown = registered.filter(({ patient }) => patient.parent === null && patient.phone !== null);
  const [alarmed, asking] = [grown.at(-3), grown.at(-5)];
  if (!alarmed || !asking) return;
  const id = (name: string) => seededId<"phone-call">(seed, `phone/${name}`);
  const common = { relation: "patient", callerName: null, ownerId: null, stranger: null } as const;
  await practice.run(
    "messaging",
    "takeCall",
    {
      ...common,
      ruledOut: [],
      callId: id("alarm"),
      patientId: alarmed.patientId,
      callback: alarmed.patient.phone ?? "6195550190",
      reason: "New or worse symptom",
      message: "Tightness in the chest since this morning when walking up the stairs. Was told to call 911.",
      pool: "physician",
      urgency: "urgent",
      dueAt: addMinutes(now, 25),
    },
    desk,
  );
  const refill = id("refill");
  await practice.run(
    "messaging",
    "takeCall",
    {
      ...common,
      ruledOut: [],
      callId: refill,
      patientId: asking.patientId,
      callback: asking.patient.phone ?? "6195550191",
      reason: "Medication question",
      message: "Lisinopril makes her cough. Should she go on taking it until the visit next week?",
      pool: "medical-assistant",
      urgency: "today",
      dueAt: addMinutes(now, 150),
    },
    desk,
  );
  await practice.run(
    "messaging",
    "addCallEntry",
    {
      callId: refill,
      entryId: seededId<"call-entry">(seed, "phone/refill/attempt"),
      kind: "attempt",
      outcome: "left-message",
      body: "Asked to call back, nothing else said.",
    },
    actorOf(staffByKey("ramirez")),
  );
  await practice.run(
    "messaging",
    "takeCall",
    {
      ...common,
      ruledOut: [],
      callId: id("stranger"),
      patientId: null,
      stranger: { name: "Dana Whitlock", birthDate: null },
      callback: "6195550192",
      reason: "Appointment",
      message: "New in town, wants a first visit for herself and two children. Aetna.",
      pool: "front-desk",
      urgency: "routine",
      dueAt: null,
    },
    desk,
  );
}
