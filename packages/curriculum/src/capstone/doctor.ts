import { actorOf } from "@practicum/seed/practice";
import type { ScriptedPractice } from "@practicum/seed/practice-port";
import { encounterOf, openedNote, wrote } from "../kit/encounters.ts";
import { lookUp } from "../kit/find.ts";
import { CLINICAL, handedOn, holderOf, isWith, saysNumber } from "../kit/handed.ts";
import type { PathStep } from "../kit/lesson.ts";
import { signed } from "../kit/pair.ts";
import { fullName } from "../kit/people.ts";
import { mentions } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { done, type WorldView } from "../kit/world-view.ts";
import { alvarez, idFor, LIPIDS, resultTask, SINUSITIS, TABLETS, VISIT, visitOf, type Day } from "./cast.ts";
import { patientOf, type Part } from "./part.ts";

const actor = actorOf(alvarez);
const PENICILLINS = ["amoxicillin", "penicillin", "augmentin", "ampicillin"];
/** What raises simvastatin many times. */
const INHIBITORS = ["clarithromycin", "itraconazole", "ketoconazole"];
const STATINS = ["statin"];
const STOPPED_BY = ["simvastatin", "lovastatin"];

async function ordersOf(view: WorldView, day: Day) {
  const encounter = await encounterOf(view, visitOf(day, "sinus"));
  const orders = (encounter?.orders ?? []).filter((one) => one.status !== "cancelled");
  const statin = orders.find((one) => mentions(one.name, STATINS));
  return {
    encounter,
    orders,
    statin,
    record: `Orders of ${fullName(day.people.sinus)}`,
    route: `/p/${encounter?.patientId ?? (await patientOf(view, day, "sinus"))}/visit`,
  };
}

function stepOf(view: WorldView, orderId: string | undefined): number | null {
  return done(view, "charting", "orderMedication").find((one) => one.input.orderId === orderId)?.entry ?? null;
}

export const doctor: Part = {
  role: "physician",
  as: "alvarez",
  title: "The day in the white coat",
  minutes: 30,
  best: ["md.01", "md.02", "md.03", "md.04", "md.05"],
  teaches: [
    "can see a patient, order two medicines that go together, and sign",
    "can keep results and co-signatures from waiting while the rooms are full",
  ],
  words: ["alert", "allergy", "diagnosis pointer", "co-signature", "result", "closing the loop"],
  story: ({ people }) => [
    `${fullName(people.sinus)} is ready in a room. Luis Ramirez has measured and asked; read the banner before you write.`,
    `A note of Ngozi Okafor waits for your co-signature, and two results have come: ${fullName(people.potassium)}'s and ${fullName(people.fine)}'s. Both take lisinopril and potassium tablets.`,
  ],
  goal: "The visit is written, coded, ordered and signed; whoever has a result knows it; nothing of today waits for you.",
  materials: ({ people, values }) => [
    {
      kind: "says",
      who: fullName(people.sinus),
      lines: [
        '"Twelve days of it. It got better, then worse, and now it is yellow."',
        '"And my simvastatin, 20 milligrams at night, is all gone. Could you write it again?"',
      ],
    },
    {
      kind: "paper",
      title: "What you find",
      lines: [
        "Tender over both maxillary sinuses, purulent discharge. Cholesterol well treated so far.",
        `Acute maxillary sinusitis (${SINUSITIS.code}) and hyperlipidemia (${LIPIDS.code}); a visit of a new patient (${VISIT.code}), for both.`,
        "For a bacterial sinusitis: amoxicillin; where penicillin is no choice, doxycycline 100 mg twice a day for seven days. Clarithromycin is another, where nothing speaks against it.",
      ],
    },
    {
      kind: "paper",
      title: "From Harbor Laboratory",
      lines: [
        `${fullName(people.potassium)}: potassium ${values.potassium} mmol/L. ${fullName(people.fine)}: potassium ${values.fine} mmol/L.`,
        "3.5 to 5.1 is as it should be. From 5.5 with a medicine that raises it: stop the potassium today, and tell the patient today.",
      ],
    },
  ],
  outcomes: [
    {
      id: "antibiotic",
      label: "An antibiotic that the patient bears is ordered from the list, for as long as it is needed",
      counts: "safety",
      hints: [
        "What stands in the banner, in red?",
        "Orders, in the note. What is chosen from the list is checked.",
        "Doxycycline 100 mg, twice a day, seven days.",
      ],
      async check(view, day) {
        const { orders, statin, record, route } = await ordersOf(view, day);
        const principle = "The allergy that was told an hour ago is about this order.";
        const found = orders.find((one) => one !== statin && !mentions(one.name, PENICILLINS));
        if (found === undefined)
          return open({
            record,
            field: "Order",
            found: orders.map((one) => one.name).join(", ") || "none",
            principle,
            route,
          });
        if (found.rxnorm === null)
          return open({
            record,
            field: "Medication",
            found: "typed by hand",
            principle: "What is typed by hand is checked against nothing.",
            route,
          });
        if (found.daysSupply > 14)
          return open({
            record,
            field: "Days",
            found: String(found.daysSupply),
            principle: "An antibiotic for longer than it is needed helps the bacteria.",
            route,
          });
        return met(found.name);
      },
    },
    {
      id: "statin",
      label: "The statin is ordered again, from the list",
      counts: "correct",
      hints: [
        "What did the patient ask for besides?",
        "Orders, in the note.",
        "Simvastatin 20 mg, at bedtime, thirty days.",
      ],
      async check(view, day) {
        const { statin, record, route } = await ordersOf(view, day);
        if (statin !== undefined && statin.rxnorm !== null) return met(statin.name);
        return open({
          record,
          field: "Order",
          found: statin === undefined ? "no statin" : "typed by hand",
          principle: "A medicine that runs out unnoticed is stopped by nobody's decision.",
          route,
        });
      },
    },
    {
      id: "coded",
      label: "Both diagnoses stand as they were found, and the visit points to both",
      counts: "money",
      hints: [
        "For what was the visit?",
        "Diagnoses and procedures, below the note.",
        `${SINUSITIS.code} and ${LIPIDS.code}; ${VISIT.code} to both.`,
      ],
      async check(view, day) {
        const { encounter, route } = await ordersOf(view, day);
        const codes = encounter?.diagnoses.map((one) => one.code) ?? [];
        const visit = encounter?.procedures.find((one) => /^992(0[2-5]|1[2-5])$/.test(one.code));
        const pointed = visit?.pointers.map((place) => codes[place - 1] ?? "") ?? [];
        const record = `Coding of ${fullName(day.people.sinus)}'s visit`;
        const principle = "The line on the claim reads: this was done, for that. What points to nothing has no reason.";
        if (!codes.some((code) => code.startsWith("J01")) || !codes.includes(LIPIDS.code))
          return open({ record, field: "Diagnoses", found: codes.join(", ") || "none", principle, route });
        if (pointed.length < 2)
          return open({ record, field: "Diagnosis pointer", found: pointed.join(", ") || "none", principle, route });
        return met(codes.join(", "));
      },
    },
    {
      id: "signed",
      label: "The note is signed, with both orders in it",
      counts: "time",
      after: ["antibiotic", "statin", "coded"],
      guide: [{ at: "note.sign", says: "Look once more at what you wrote and coded, then sign." }],
      hints: [
        "What is a note that nobody signed?",
        "Sign, at the end of the note.",
        "Write what is asked for, then sign.",
      ],
      async check(view, day) {
        const { encounter, route } = await ordersOf(view, day);
        if (encounter !== null && encounter.seal !== null) return met("signed");
        return open({
          record: `Note of ${fullName(day.people.sinus)}`,
          field: "Signature",
          found: "none",
          principle: "Unsigned is unbilled, and no pharmacy fills a draft.",
          route,
        });
      },
    },
    {
      id: "cosigned",
      label: "Ngozi Okafor's note is co-signed",
      counts: "correct",
      guide: [{ at: "note.cosign", says: "Does the plan respect what the banner says? Then co-sign." }],
      hints: [
        "Whose visit is not billed until you have read it?",
        "Today lists the notes to co-sign.",
        "Read the note with its chart, then co-sign.",
      ],
      async check(view, day) {
        const encounter = await encounterOf(view, visitOf(day, "co-sign"));
        if (encounter !== null && encounter.cosignedAt !== null) return met("co-signed");
        return open({
          record: `Note of ${fullName(day.people["co-sign"])}`,
          field: "Co-signature",
          found: "none",
          principle: "Until it is co-signed nobody has checked it, and its visit is not billed.",
          route: `/p/${encounter?.patientId ?? ""}/visit`,
        });
      },
    },
    {
      id: "stopped",
      label: "What raises the potassium is stopped, in the chart of the one whose potassium is high",
      counts: "safety",
      hints: [
        "What does the patient take that makes this number higher every day?",
        "The patient's Meds.",
        "Stop the potassium tablets, with the result as the reason.",
      ],
      async check(view, day) {
        const patientId = await patientOf(view, day, "potassium");
        const chart = await view.ask("charting", "getChart", { patientId });
        const found = chart?.medications.entries.find((one) => mentions(one.name, ["potassium"]));
        if (found?.status === "stopped") return met("stopped");
        return open({
          record: `Medications of ${fullName(day.people.potassium)}`,
          field: "Potassium chloride",
          found: found?.status ?? "none",
          principle: "A result is read beside the list of medicines, and acted on the same day.",
          route: `/p/${patientId}/meds`,
        });
      },
    },
    {
      id: "told-results",
      label: "Both patients hear of their own number today, and the one that the tablets are to be stopped",
      counts: "safety",
      guide: [
        { at: "conversation.new", says: "Begin a conversation about this patient." },
        { at: "conversation.send", says: "Write what was said, choose whom it goes to and until when; then send it." },
      ],
      hints: [
        "How will the patient know not to take tonight's tablet? And what does the other one think who hears nothing?",
        "Each one's Messages, New conversation.",
        "The number, what is to be done, to the medical assistants, due today.",
      ],
      async check(view, day) {
        for (const who of ["potassium", "fine"] as const) {
          const { patientId, list } = await handedOn(view, day.people[who]);
          const talks = list.filter((one) => one.kind === "conversation");
          const talk = talks.find((one) => saysNumber(one.text, day.values[who])) ?? talks[0];
          const record = `Messages of ${fullName(day.people[who])}`;
          const route = `/p/${patientId}/messages`;
          const principle =
            "Each result is told, the good ones too; a dangerous one with what to do, before the next tablet.";
          if (talk === undefined || !saysNumber(talk.text, day.values[who]))
            return open({
              record,
              field: "Message",
              found: talk === undefined ? "none" : "not the number that was found",
              principle,
              route,
            });
          if (!isWith(talk, CLINICAL)) return open({ record, field: "For", found: holderOf(talk), principle, route });
          if (who === "fine") continue;
          if (!mentions(talk.text, ["stop", "no more potassium", "do not take"]))
            return open({ record, field: "Message", found: "no word of what to do", principle, route });
          if (talk.dueOn === null || talk.dueOn > day.today)
            return open({ record, field: "Due", found: talk.dueOn ?? "no time", principle, route });
        }
        return met("both");
      },
    },
    {
      id: "cleared",
      label: "Both results are off the desk",
      counts: "correct",
      after: ["stopped", "told-results"],
      hints: ["When is a result done with?", "Inbox, Tasks.", "Mark both as done, once everything else is."],
      async check(view, day) {
        for (const who of ["potassium", "fine"] as const) {
          const task = await view.ask("messaging", "getTask", { taskId: resultTask(day, who) });
          if (task?.status !== "done")
            return open({
              record: `Result of ${fullName(day.people[who])}`,
              field: "Task",
              found: task?.status ?? "none",
              principle: "A list that nobody clears hides the next result that can't wait.",
              route: "/inbox/tasks",
            });
        }
        return met("both");
      },
    },
  ],
  traps: [
    {
      id: "penicillin",
      critical: true,
      costs: "safety",
      async fellFor(view, day) {
        const { orders, record, route } = await ordersOf(view, day);
        const found = orders.find((one) => mentions(one.name, PENICILLINS));
        if (found === undefined) return null;
        const principle =
          "The patient said it at rooming: hives all over. Whether it was written down or not, it is still so.";
        return broken({ record, field: "Order", found: found.name, principle, route }, stepOf(view, found.orderId));
      },
    },
    {
      id: "together",
      critical: true,
      costs: "safety",
      async fellFor(view, day) {
        const { orders, record, route } = await ordersOf(view, day);
        const raises = orders.find((one) => mentions(one.name, INHIBITORS));
        const raised = orders.find((one) => mentions(one.name, STOPPED_BY));
        if (raises === undefined || raised === undefined) return null;
        const principle =
          "Each of the two is right by itself. Together the statin rises many times, and muscles die of it.";
        return broken(
          { record, field: "Orders", found: `${raises.name} and ${raised.name}`, principle, route },
          stepOf(view, orders.at(-1)?.orderId),
        );
      },
    },
    {
      id: "others-number",
      critical: true,
      costs: "privacy",
      async fellFor(view, day) {
        const { patientId, list } = await handedOn(view, day.people.fine);
        if (!list.some((one) => one.kind === "conversation" && saysNumber(one.text, day.values.potassium))) return null;
        return broken(
          {
            record: `Messages of ${fullName(day.people.fine)}`,
            field: "Message",
            found: "another patient's result",
            principle: "One is told to stop what keeps her well, the other goes on with what harms him.",
            route: `/p/${patientId}/messages`,
          },
          done(view, "messaging", "startThread").find((one) => one.input.patientId === patientId)?.entry ?? null,
        );
      },
    },
  ],
  golden: (day) => [
    writeNote(day),
    code(day),
    order(day, "doxycycline"),
    order(day, "simvastatin"),
    signed(visitOf(day, "sinus"), alvarez),
    cosign(day),
    stopTablets(day, "potassium"),
    tell(day, "potassium", "potassium"),
    tell(day, "fine", "fine"),
    clear(day, "potassium"),
    clear(day, "fine"),
  ],
  others: [
    // The dangerous result first; the macrolide, with a statin that it does not raise.
    (day) => [
      tell(day, "potassium", "potassium"),
      stopTablets(day, "potassium"),
      clear(day, "potassium"),
      cosign(day),
      code(day),
      order(day, "rosuvastatin"),
      order(day, "clarithromycin"),
      writeNote(day),
      signed(visitOf(day, "sinus"), alvarez),
      tell(day, "fine", "fine"),
      clear(day, "fine"),
    ],
  ],
  wrong: [
    {
      name: "orders both from habit, and waves the alert away",
      steps: (day) => doctor.golden(day).with(2, order(day, "clarithromycin")),
      expect: ["together"],
    },
    {
      name: "orders the usual one",
      steps: (day) => doctor.golden(day).with(2, order(day, "amoxicillin")),
      expect: ["antibiotic", "penicillin", "signed"],
    },
    {
      name: "forgets for what, and clears the desk without a word",
      steps: (day) => doctor.golden(day).with(1, code(day, [])).toSpliced(7, 2),
      expect: ["cleared", "coded", "signed", "told-results"],
    },
    {
      name: "writes the high result to the other patient",
      steps: (day) =>
        doctor
          .golden(day)
          .with(7, tell(day, "fine", "potassium"))
          .toSpliced(8, 1),
      expect: ["cleared", "others-number", "told-results"],
    },
  ],
  mistaken: (day) => [
    stopTablets(day, "fine"),
    tell(day, "fine", "potassium"),
    tell(day, "potassium", "fine"),
    clear(day, "potassium"),
    clear(day, "fine"),
  ],
  undone: (day) => [takeUp(day)],
  debrief: () => [
    "Two orders, each of them right: the checks look at them together, and so does whoever signs.",
    "The tablets were stopped in the chart and on the telephone. One without the other changes nothing for tonight.",
  ],
};

const about = (
  day: Day,
  who: "potassium" | "fine" | "sinus",
  name: string,
  run: (practice: ScriptedPractice, patientId: Awaited<ReturnType<typeof lookUp>>) => Promise<unknown>,
): PathStep => ({
  name,
  run: async (practice) => void (await run(practice, await lookUp(practice, day.people[who], "alvarez"))),
});

const writeNote = (day: Day): PathStep => ({
  name: "write the note",
  run: (practice) =>
    wrote(practice, visitOf(day, "sinus"), alvarez, {
      hpi: "Twelve days of facial pain and purulent discharge, better for a while, then worse. Takes simvastatin, has none left.",
      exam: "Tender over both maxillary sinuses, purulent discharge.",
      assessment: "Acute bacterial maxillary sinusitis, worse again after ten days. Hyperlipidemia, well treated.",
      plan: "Antibiotic for seven days, saline rinses; statin as before. Back if no better in three days.",
    }),
});

function code(day: Day, pointers = [1, 2]): PathStep {
  return {
    name: "code the visit",
    async run(practice) {
      const { encounterId, codingVersion } = await openedNote(practice, visitOf(day, "sinus"), alvarez);
      const procedures = [{ ...VISIT, modifiers: [], units: 1, pointers }];
      const coding = { encounterId, baseVersion: codingVersion, diagnoses: [SINUSITIS, LIPIDS], procedures };
      await practice.run("charting", "saveCoding", coding, actor);
    },
  };
}

export function order(day: Day, drug: string): PathStep {
  return {
    name: `order ${drug}`,
    async run(practice) {
      const { encounterId } = await openedNote(practice, visitOf(day, "sinus"), alvarez);
      const found = await practice.run("charting", "searchMedications", { text: drug, limit: 20, encounterId }, actor);
      const match = found.find((one) => mentions(one.name, [drug]) && !mentions(one.name, ["suspension", "mL"]));
      if (match === undefined) throw new Error(`the list has no ${drug}`);
      const isStatin = mentions(drug, STATINS);
      const directions = isStatin ? "1 tablet by mouth at bedtime" : "1 by mouth twice a day";
      const orderId = idFor<"order">(day, drug);
      const what = { orderId, encounterId, rxnorm: match.rxnorm, name: match.name, directions };
      const alerts = await practice.run("charting", "checkMedicationOrder", what, actor);
      const overrideReason = alerts.length > 0 ? "Seen, and the benefit outweighs it" : null;
      const amount = isStatin ? { quantity: 30, daysSupply: 30 } : { quantity: 14, daysSupply: 7 };
      const rest = { ...amount, quantityUnit: "tablet", refills: 0, substitution: true, overrideReason };
      const answeredAlerts = alerts.map((one) => one.alertId);
      await practice.run("charting", "orderMedication", { ...what, ...rest, answeredAlerts }, actor);
    },
  };
}

function cosign(day: Day): PathStep {
  return {
    name: "co-sign",
    async run(practice) {
      const { encounterId, patientId } = await openedNote(practice, visitOf(day, "co-sign"), alvarez);
      await practice.run("charting", "cosignEncounter", { encounterId, patientId }, actor);
    },
  };
}

function stopTablets(day: Day, who: "potassium" | "fine"): PathStep {
  return about(day, who, `stop the tablets of ${who}`, async (practice, patientId) => {
    const { medications } = await practice.run("charting", "getChart", { patientId }, actor);
    const medicationId = medications.entries.find((one) => one.name === TABLETS)?.medicationId ?? "";
    const end = { medicationId, patientId, status: "stopped" as const, reason: "Potassium too high" };
    await practice.run("charting", "endMedication", end, actor);
  });
}

/** @param of whose number is written. */
function tell(day: Day, who: "potassium" | "fine", of: "potassium" | "fine"): PathStep {
  const value = day.values[of];
  const body =
    of === "potassium"
      ? `Please call today: potassium is ${value}, too high. Stop the potassium tablets from now on; we draw blood again this week.`
      : `Please tell the patient: potassium is ${value}, as it should be. Go on as before.`;
  return about(day, who, `tell ${who} the number of ${of}`, (practice, patientId) => {
    const ids = {
      threadId: idFor<"thread">(day, `tell/${who}/${of}`),
      messageId: idFor<"message">(day, `tell/${who}/${of}`),
    };
    const to = { ownerId: null, pool: "medical-assistant" as const, dueAt: day.tonight };
    return practice.run(
      "messaging",
      "startThread",
      { ...ids, patientId, subject: "Your potassium", body, ...to },
      actor,
    );
  });
}

function clear(day: Day, who: "potassium" | "fine"): PathStep {
  return {
    name: `mark the result of ${who} as done`,
    async run(practice) {
      const task = { taskId: resultTask(day, who) };
      const { version } = await practice.run("messaging", "getTask", task, actor);
      await practice.run("messaging", "completeTask", { ...task, version }, actor);
    },
  };
}

function takeUp(day: Day): PathStep {
  return {
    name: "take the result up again",
    async run(practice) {
      const task = { taskId: resultTask(day, "potassium") };
      const { version } = await practice.run("messaging", "getTask", task, actor);
      await practice.run("messaging", "reopenTask", { ...task, version }, actor);
    },
  };
}
