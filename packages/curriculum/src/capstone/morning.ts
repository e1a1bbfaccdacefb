import type { Id } from "@practicum/kernel/brand";
import { addMs, atLocal } from "@practicum/kernel/instant";
import { addDays, type LocalDate, type LocalTime } from "@practicum/kernel/local-date";
import { actorOf, staffByKey, timeZone, type DemoStaff } from "@practicum/seed/practice";
import type { ScriptedPractice } from "@practicum/seed/practice-port";
import { claimed, NEW_VISIT } from "../kit/billed.ts";
import { foundWell } from "../kit/pair.ts";
import { alreadyRegistered, fullName } from "../kit/people.ts";
import { advanced, covered, memberOf, received, staged, type StagedVisit } from "../kit/visits.ts";
import {
  alvarez,
  brooks,
  CAST,
  CHEST,
  COUGH,
  FLOAT,
  haddad,
  idFor,
  kim,
  laterVisitOf,
  NEW_PAYER,
  okafor,
  OLD_PAYER,
  resultTask,
  TABLETS,
  threadOf,
  TRACING,
  VISIT,
  visitOf,
  whitfield,
  type Day,
  type Who,
} from "./cast.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Ids = { readonly [W in Who]: Id<"patient"> };

/** Who has a visit, with whom, when and for what. Those of tomorrow are of the desk alone. */
const VISITS: readonly { who: Who; by: DemoStaff; start: LocalTime; reason: string; tomorrow?: true }[] = [
  { who: "clean", by: alvarez, start: "08:30", reason: "Cough" },
  { who: "pointer", by: alvarez, start: "08:45", reason: "Tightness in the chest, cough" },
  { who: "self-pay", by: alvarez, start: "09:00", reason: "Cough" },
  { who: "co-sign", by: okafor, start: "08:30", reason: "Cough" },
  { who: "unsigned", by: okafor, start: "08:45", reason: "Cough" },
  { who: "no-show", by: okafor, start: "09:15", reason: "Blood pressure" },
  { who: "sinus", by: alvarez, start: "10:15", reason: "Sinus pain" },
  { who: "pressure", by: alvarez, start: "10:30", reason: "Headache" },
  { who: "hmo", by: alvarez, start: "11:00", reason: "Knee pain" },
  { who: "cancels", by: alvarez, start: "10:00", reason: "Blood pressure", tomorrow: true },
  { who: "silent", by: alvarez, start: "09:00", reason: "Sore throat", tomorrow: true },
];

/**
 * What there is at ten, when the learner takes over: all of it done by the practice's people, from eight on. Not at eight: the last three
 * seats need visits of this very day that others have brought as far as a charge, a co-signature or a note that is still open, and to do those
 * first is an hour of work that teaches what the seats' own lessons taught.
 */
export async function morning(practice: ScriptedPractice, day: Day, history: boolean): Promise<void> {
  const ids = await registered(practice, day);
  if (history) await refusedBefore(practice, day, ids);
  await practice.advanceTo(atLocal(day.today, "08:00", timeZone));
  await practice.run("billing", "openDrawer", { openingFloat: FLOAT }, actorOf(brooks));
  await insured(practice, day, ids);
  for (const one of VISITS) await staged(practice, visitFor(day, ids, one));
  await staged(practice, {
    ...visitFor(day, ids, { who: "waits", by: alvarez, start: "11:00", reason: "Back pain" }),
    appointmentId: laterVisitOf(day),
    date: laterDay(day),
  });
  await asked(practice, day, ids);
  for (const who of ["clean", "pointer", "self-pay", "co-sign", "unsigned"] as const)
    await seen(practice, day, ids[who], who);
  await inboxes(practice, day, ids);
  // Two opened it for a reason, and a third for none.
  for (const one of [okafor, alvarez, staffByKey(day.snoop)])
    await practice.run("charting", "getChart", { patientId: ids.complaint }, actorOf(one));
  await practice.advanceTo(day.ten);
}

async function registered(practice: ScriptedPractice, day: Day): Promise<Ids> {
  const ids: Partial<Record<Who, Id<"patient">>> = {};
  for (const who of CAST) ids[who] = await alreadyRegistered(practice, day.people[who], `day/${who}`);
  return ids as Ids;
}

/** The same day of the week as today: a day of work. */
function laterDay({ today }: Day): LocalDate {
  return addDays(today, 14);
}

function visitFor(
  day: Day,
  ids: Ids,
  { who, by, start, reason, tomorrow }: { who: Who; by: DemoStaff; start: LocalTime; reason: string; tomorrow?: true },
): StagedVisit {
  return {
    appointmentId: visitOf(day, who),
    patientId: ids[who],
    provider: by,
    date: tomorrow ? day.tomorrow : day.today,
    start,
    type: "acute",
    reason,
  };
}

/** Four weeks before, a tracing that the payer has refused since. */
async function refusedBefore(practice: ScriptedPractice, day: Day, ids: Ids): Promise<void> {
  const patientId = ids.denied;
  const date = addDays(day.today, -28);
  const visit = { appointmentId: visitOf(day, "denied"), patientId, provider: alvarez, date };
  await cover(practice, day, ids, "denied", "60055");
  const booked = { ...visit, start: "09:30" as const, type: "acute", reason: "Cough" };
  await staged(practice, booked);
  const encounterId = await received(practice, booked);
  await practice.run("charting", "setNoKnownAllergies", { patientId }, actorOf(kim));
  await noted(practice, alvarez, encounterId, "Tightness in the chest; the pulse was racing when listened to.");
  await practice.run(
    "charting",
    "saveCoding",
    {
      encounterId,
      baseVersion: 0,
      diagnoses: [COUGH],
      procedures: [NEW_VISIT, TRACING].map((one) => ({ ...one, modifiers: [], units: 1, pointers: [1] })),
    },
    actorOf(alvarez),
  );
  await practice.run("charting", "signEncounter", { encounterId, patientId, supervisorId: null }, actorOf(alvarez));
  await claimed(practice, encounterId, patientId);
}

async function insured(practice: ScriptedPractice, day: Day, ids: Ids): Promise<void> {
  for (const who of ["clean", "pointer", "co-sign"] as const) await cover(practice, day, ids, who, NEW_PAYER);
  const { members, copays } = day;
  await cover(practice, day, ids, "sinus", OLD_PAYER, { memberId: members.old });
  await cover(practice, day, ids, "pressure", NEW_PAYER, { copay: copays.pressure });
  await cover(practice, day, ids, "hmo", "HNET1", {
    memberId: memberOf(day.seed, "day/hmo", "HNET1", "98"),
    pcp: "alvarez",
  });
  await cover(practice, day, ids, "silent", OLD_PAYER, { memberId: memberOf(day.seed, "day/silent", OLD_PAYER, "99") });
}

export const coverageOf = (day: Day, who: Who): Id<"coverage"> => idFor<"coverage">(day, `coverage/${who}`);

async function cover(
  practice: ScriptedPractice,
  day: Day,
  ids: Ids,
  who: Who,
  electronicId: string,
  more: Partial<Parameters<typeof covered>[1]> = {},
): Promise<void> {
  const from: LocalDate = `${Number(day.today.slice(0, 4)) - 1}-01-01`;
  const plan = { electronicId, memberId: memberOf(day.seed, `day/${who}`, electronicId), priority: 1 as const, from };
  const one = { coverageId: coverageOf(day, who), patientId: ids[who], ...plan, copay: null, pcp: null };
  await covered(practice, { ...one, ...more });
}

/** The desk has asked two payers about their members. */
async function asked(practice: ScriptedPractice, day: Day, ids: Ids): Promise<void> {
  for (const [who, serviceDate] of [
    ["hmo", day.today],
    ["silent", day.tomorrow],
  ] as const) {
    const question = { eligibilityId: idFor<"eligibility">(day, `asked/${who}`), coverageId: coverageOf(day, who) };
    await practice.run(
      "billing",
      "checkEligibility",
      { ...question, patientId: ids[who], serviceDate },
      actorOf(haddad),
    );
  }
}

/** A visit of this morning, from the counter to the way out, as the practice's people do it. */
async function seen(
  practice: ScriptedPractice,
  day: Day,
  patientId: Id<"patient">,
  who: "clean" | "pointer" | "self-pay" | "co-sign" | "unsigned",
): Promise<void> {
  const appointmentId = visitOf(day, who);
  const by = who === "co-sign" || who === "unsigned" ? okafor : alvarez;
  const visit = { appointmentId, patientId, provider: by, date: day.today, start: "08:30" as const };
  const encounterId = await received(practice, { ...visit, type: "acute", reason: "" });
  await advanced(practice, appointmentId, "rooming", kim);
  await foundWell(practice, day.seed, { patientId, encounterId });
  await advanced(practice, appointmentId, "ready", kim);
  await advanced(practice, appointmentId, "with-provider", by);
  await noted(practice, by, encounterId, "A week of cough, no fever, no trouble breathing.");
  await practice.run(
    "charting",
    "saveCoding",
    {
      encounterId,
      baseVersion: 0,
      diagnoses: who === "pointer" ? [COUGH, CHEST] : [COUGH],
      procedures: [
        { ...VISIT, modifiers: [], units: 1, pointers: [1] },
        // What the tracing was for was forgotten.
        ...(who === "pointer" ? [{ ...TRACING, modifiers: [], units: 1, pointers: [] }] : []),
      ],
    },
    actorOf(by),
  );
  const supervisorId = who === "co-sign" ? alvarez.staffId : null;
  if (who !== "unsigned")
    await practice.run("charting", "signEncounter", { encounterId, patientId, supervisorId }, actorOf(by));
  await advanced(practice, appointmentId, "checkout", by);
  await advanced(practice, appointmentId, "done", haddad);
}

async function noted(
  practice: ScriptedPractice,
  by: DemoStaff,
  encounterId: Id<"encounter">,
  hpi: string,
): Promise<void> {
  const texts = {
    reason: "Cough for a week",
    hpi,
    assessment: "Acute upper respiratory infection, mild. Chest pain from the chest wall where there is any.",
    plan: "Fluids and rest; back if it lasts beyond two weeks.",
  } as const;
  for (const section of ["reason", "hpi", "assessment", "plan"] as const)
    await practice.run(
      "charting",
      "saveNoteSection",
      { encounterId, section, text: texts[section], baseVersion: 0 },
      actorOf(by),
    );
}

/** What lies on the desks: two results, two conversations for the medical assistants, and a chart that was opened at night. */
async function inboxes(practice: ScriptedPractice, day: Day, ids: Ids): Promise<void> {
  const { people, values, tonight, ten, today } = day;
  for (const who of ["potassium", "fine"] as const) {
    const potassium = { kind: "observation" as const, loinc: "2823-3", name: "Potassium", unit: "mmol/L" };
    const tablet = { kind: "medication" as const, rxnorm: null, startedOn: null, stoppedOn: null, active: true };
    const directions = "1 tablet by mouth once a day";
    await practice.run(
      "charting",
      "importChart",
      {
        patientId: ids[who],
        system: "Harbor Laboratory",
        entries: [
          { ...potassium, sourceId: `${who}/now`, value: values[who], at: addMs(ten, -4 * HOUR_MS) },
          { ...potassium, sourceId: `${who}/before`, value: "4.2", at: addMs(ten, -90 * DAY_MS) },
          { ...tablet, sourceId: `${who}/potassium`, name: TABLETS, directions },
          { ...tablet, sourceId: `${who}/lisinopril`, name: "Lisinopril 20 mg tablet", directions },
        ],
      },
      actorOf(whitfield),
    );
    const about = { patientId: ids[who], ownerId: alvarez.staffId, pool: null, dueOn: today, about: null };
    const title = `Result is in: potassium of ${fullName(people[who])}`;
    const detail = "From Harbor Laboratory, this morning. The patient has not been told.";
    const taskId = resultTask(day, who);
    await practice.run(
      "messaging",
      "createTask",
      { taskId, title, detail, priority: "normal", ...about },
      actorOf(kim),
    );
  }
  const talks = {
    answer: ["A1c", "Please call: A1c is 6.9 %, well below the last one. Go on as before; again in three months."],
    refill: ["Refill", "Asks for the blood pressure tablets again, four are left. I don't know which dose."],
  } as const;
  for (const who of ["answer", "refill"] as const) {
    const [subject, body] = talks[who];
    const ofThread = { threadId: threadOf(day, who), messageId: idFor<"message">(day, `talk/${who}`) };
    const to = { ownerId: null, pool: "medical-assistant" as const, dueAt: tonight };
    const by = who === "answer" ? okafor : haddad;
    await practice.run(
      "messaging",
      "startThread",
      { ...ofThread, patientId: ids[who], subject, body, ...to },
      actorOf(by),
    );
  }
}
