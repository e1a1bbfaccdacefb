import type { Actor } from "@practicum/contracts/actor";
import { pick, randomInt, seededRandom } from "@practicum/kernel/random";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { callerOf, type RoutineTools } from "./routines.ts";
import { unlessRefused } from "./unless-refused.ts";

/** So many people call in a morning for something else than a visit, at most. */
const CALLERS_MAX = 2;

/** What people call about; the words are the caller's as the desk writes them down. */
const CALLS = [
  {
    reason: "Refill",
    message: "Two tablets left. Asks for a refill of what is taken every day.",
    pool: "medical-assistant",
  },
  { reason: "Refill", message: "The pharmacy says that there is no refill left.", pool: "medical-assistant" },
  { reason: "Medication question", message: "Is it to be taken before or after meals?", pool: "medical-assistant" },
  { reason: "Test results", message: "Asks whether the results of last week have come.", pool: "medical-assistant" },
  { reason: "Bill or insurance", message: "Does not understand the statement that came by mail.", pool: "biller" },
  { reason: "Records or forms", message: "Needs a form for school filled in by next week.", pool: "front-desk" },
] as const;

/** Some patients call about something, and the desk writes it down for whose it is (WLD-58). */
export async function patientsCall(tools: RoutineTools): Promise<void> {
  const { practice, observe, seed, today, staffing } = tools;
  if (staffing.absent.includes("front-desk")) return;
  const random = seededRandom(`${seed}/telephone/${today}`);
  const desk = actorOf(staffByKey("brooks"));
  for (let left = randomInt(random, 0, CALLERS_MAX); left > 0; left -= 1) {
    const caller = await callerOf(tools, random);
    const { reason, message, pool } = pick(random, CALLS);
    if (caller === null) continue;
    const { patientId } = caller;
    const patient = await observe("scheduling", "getPatient", { patientId });
    const callback = patient?.phone ?? null;
    if (callback === null) continue;
    await unlessRefused(
      practice.run(
        "messaging",
        "takeCall",
        {
          callId: seededId<"phone-call">(seed, `telephone/${today}/${left}`),
          patientId,
          stranger: null,
          relation: "patient",
          callerName: null,
          callback,
          reason,
          message,
          ownerId: null,
          pool,
          urgency: "routine",
          dueAt: null,
          ruledOut: [],
        },
        desk,
      ),
    );
  }
}

/** What the caller takes every day and was prescribed here first: a refill of it is asked for, unless one was already. */
export async function askForRefill(
  { observe, practice, seed }: RoutineTools,
  patientId: string,
  callId: string,
  as: Actor,
): Promise<void> {
  const taken = (await observe("charting", "getChart", { patientId }))?.medications.entries ?? [];
  const active = taken.filter((one) => one.status === "active");
  const wanted = active.find((one) => one.orderId !== null) ?? active[0];
  if (wanted === undefined) return;
  const requestId = seededId<"refill-request">(seed, `telephone/${callId}`);
  const { medicationId } = wanted;
  await unlessRefused(
    practice.run(
      "charting",
      "requestRefill",
      { requestId, patientId, medicationId, askedBy: "patient", note: "Asked for by telephone" },
      as,
    ),
  );
}
