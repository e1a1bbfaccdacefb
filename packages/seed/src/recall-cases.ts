import type { RecallCondition } from "@practicum/contracts/charting/recall-matches";
import type { recallOperations, RecallCallOutcome } from "@practicum/contracts/messaging/recalls";
import type { Id } from "@practicum/kernel/brand";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import type { z } from "zod";
import { actorOf, staffByKey, visitTypeByKey } from "./practice.ts";
import type { ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";

interface Options {
  readonly seed: string;
  readonly today: LocalDate;
}

type Recall = z.output<typeof recallOperations.listRecalls.output>["recalls"][number];

const ANYBODY: RecallCondition = {
  problems: [],
  ageFrom: null,
  ageTo: null,
  sex: "any",
  noVisitMonths: null,
  preventive: null,
  vaccine: null,
};

const RULES = [
  {
    key: "regular",
    name: "Regular follow-up",
    condition: { ...ANYBODY, problems: ["E11", "I10", "E78"] },
    unlessVisit: "any",
    visitType: "follow-up",
    firstDays: 0,
  },
  {
    key: "yearly",
    name: "Yearly visit",
    condition: { ...ANYBODY, ageFrom: 45, preventive: "colorectal" as const },
    unlessVisit: "same-type",
    visitType: "physical",
    firstDays: 1,
  },
] as const;

const MESSAGES = {
  en: "{practice}: {first}, it is time for your next visit. Please call us to choose a day.",
  es: "{practice}: {first}, es hora de su próxima cita. Llámenos, por favor, para elegir un día.",
};

/** What the desk has done today, one patient each; who comes after them waits for the messages. */
const DONE: readonly (RecallCallOutcome | "book" | "stop")[] = [
  "wants-visit",
  "book",
  "declined",
  "no-answer",
  "wrong-number",
  "stop",
  "no-recalls",
  "left-message",
];

/** Two rules for recalls, and patients in every state: the messages go by themselves, the desk has made some calls and booked. */
export async function recallCases(practice: ScriptedPractice, { seed, today }: Options): Promise<void> {
  const manager = actorOf(staffByKey("whitfield"));
  const desk = actorOf(staffByKey("brooks"));
  for (const { key, name, condition, unlessVisit, visitType, firstDays } of RULES) {
    const ruleId = seededId<"recall-rule">(seed, `recall/${key}`);
    const type = visitTypeByKey(visitType);
    await practice.run(
      "messaging",
      "saveRecallRule",
      {
        ruleId,
        version: 0,
        name,
        condition: { ...condition, problems: [...condition.problems] },
        visitTypeId: type.visitTypeId,
        visitTypeName: type.name,
        unlessVisit,
        messages: MESSAGES,
        steps: [
          { by: "sms", afterDays: firstDays },
          { by: "email", afterDays: 7 },
        ],
        callAfterDays: 7,
        callsMax: 3,
        sendFrom: "08:00",
        sendUntil: "20:00",
        weekends: true,
        againMonths: 6,
      },
      manager,
    );
    await practice.run("messaging", "switchRecallRule", { ruleId, version: 1, on: true }, manager);
    await practice.settle();
  }
  const ask = { list: "open" as const, ruleId: null, text: "", before: null, limit: DONE.length };
  const { recalls } = await practice.run("messaging", "listRecalls", ask, desk);
  for (const [index, recall] of recalls.entries()) {
    const entryId = seededId<"recall-entry">(seed, `recall/${index}`);
    const about = { entryId, recallId: recall.recallId, version: recall.version };
    const done = DONE[index];
    if (done === undefined) continue;
    if (done === "book") await bookFirst(practice, seed, recall, today);
    else if (done === "stop")
      await practice.run("messaging", "stopRecall", { ...about, because: "Is seen by a specialist for it" }, desk);
    else await practice.run("messaging", "logRecallCall", { ...about, outcome: done, laterOn: null, note: "" }, desk);
  }
  await practice.settle();
}

async function bookFirst(practice: ScriptedPractice, seed: string, recall: Recall, today: LocalDate): Promise<void> {
  const desk = actorOf(staffByKey("brooks"));
  const { patientId, visitTypeId } = recall;
  const anywhere = { providerResourceId: null, locationId: null };
  const ask = { patientId, visitTypeId, ...anywhere, from: addDays(today, 9), limit: 1 };
  const [slot] = (await practice.run("scheduling", "findSlots", ask, desk)).slots;
  if (!slot) return;
  const { providerResourceId, date, start } = slot;
  const place = { providerResourceId, roomResourceId: null, date, start, minutes: null };
  const appointmentId: Id<"appointment"> = seededId<"appointment">(seed, "recall/visit");
  const visit = { appointmentId, patientId, visitTypeId, ...place, reason: "", overbookReason: null };
  await practice.run("scheduling", "bookAppointment", visit, desk);
}
