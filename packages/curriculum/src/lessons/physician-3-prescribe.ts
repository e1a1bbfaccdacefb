import type { Id } from "@practicum/kernel/brand";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { coded, encounterOf, openedNote, wrote } from "../kit/encounters.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { bothBrought, pairOf, signed, type Pair } from "../kit/pair.ts";
import { fullName } from "../kit/people.ts";
import { mentions } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { WELL } from "../kit/visits.ts";

/** A sinusitis that wants an antibiotic, and hives from the usual one. */
type Facts = Pair;

const alvarez = staffByKey("alvarez");
const doctor = actorOf(alvarez);
const kim = actorOf(staffByKey("kim"));
const PENICILLINS = ["amoxicillin", "penicillin", "augmentin", "ampicillin"];

export const prescribeAroundAnAllergy = lesson<Facts>({
  id: "md.03",
  version: 2,
  role: "physician",
  as: "alvarez",
  title: "The usual antibiotic, and an allergy",
  minutes: 6,
  teaches: [
    "can prescribe so that the checks have something to check",
    "can tell a stop that is right from one to answer",
  ],
  words: ["alert", "allergy", "RxNorm"],
  facts: (stage) => pairOf("md.03", stage, [25, 60]),
  async setUp(practice, facts) {
    const how = {
      provider: alvarez,
      type: "acute",
      reasons: ["Sinus pain", "Sinus pain"],
      to: "with-provider",
    } as const;
    for (const { key, patientId, visit, encounterId } of await bothBrought(practice, "md.03", facts, how)) {
      const vitalsId = seededId<"vitals">(facts.seed, `md.03/${key}`);
      await practice.run("charting", "recordVitals", { vitalsId, patientId, encounterId, ...WELL }, kim);
      const [penicillin] = await practice.run("charting", "searchAllergens", { text: "penicillin", limit: 1 }, kim);
      const substance = { substanceCode: penicillin?.code ?? null, substance: penicillin?.name ?? "Penicillin" };
      const allergyId = seededId<"allergy">(facts.seed, `md.03/${key}`);
      await practice.run(
        "charting",
        "addAllergy",
        { allergyId, patientId, ...substance, reaction: "Hives, swollen lips", severity: "severe" },
        kim,
      );
      await practice.run("charting", "reviewMedications", { patientId }, kim);
      await wrote(practice, visit, staffByKey("kim"), { reason: "Sinus pain for twelve days" });
      await wrote(practice, visit, alvarez, {
        hpi: "Twelve days of facial pain and purulent discharge, better for a while, then worse.",
        exam: "Tender over both maxillary sinuses, purulent discharge.",
        assessment: "Acute bacterial sinusitis: worse again after ten days.",
        plan: "Antibiotic; saline rinses; back if no better in three days.",
      });
      await coded(
        practice,
        visit,
        alvarez,
        { code: "J01.00", label: "Acute maxillary sinusitis" },
        { code: "99203", label: "Office visit, new patient" },
      );
    }
  },
  story: ({ patient }) => [
    `${fullName(patient)} has had sinus pain for twelve days, and it is getting worse. The note is written, the visit coded.`,
    "An antibiotic is due. You would write amoxicillin, as always.",
  ],
  goal: "The patient has an antibiotic that helps and does no harm, ordered in this note, and the note is signed.",
  materials: () => [
    {
      kind: "paper",
      title: "For a bacterial sinusitis in adults",
      lines: [
        "First choice: amoxicillin, with or without clavulanate.",
        "Where penicillin is no choice: doxycycline 100 mg twice a day, five to seven days.",
      ],
    },
  ],
  outcomes: [
    {
      id: "ordered",
      label: "An antibiotic that is no penicillin is ordered, chosen from the list, with how it is taken",
      counts: "safety",
      hints: [
        "What does the banner say, in red?",
        "Orders, in the note. What is chosen from the list is checked, what is typed is not.",
        "Doxycycline 100 mg, 1 by mouth twice a day, for seven days.",
      ],
      async check(view, { patient, visit }) {
        const encounter = await encounterOf(view, visit);
        const orders = (encounter?.orders ?? []).filter((one) => one.status !== "cancelled");
        const record = `Orders of ${fullName(patient)}`;
        const route = `/p/${encounter?.patientId ?? ""}/visit`;
        const order = orders.find((one) => !mentions(one.name, PENICILLINS));
        if (order === undefined)
          return open({
            record,
            field: "Order",
            found: orders[0]?.name ?? "none",
            principle: "The banner's red line is about the next order, and that is this one.",
            route,
          });
        if (order.rxnorm === null)
          return open({
            record,
            field: "Medication",
            found: "typed by hand",
            principle: "What is typed by hand is checked against nothing.",
            route,
          });
        if (order.daysSupply > 14)
          return open({
            record,
            field: "Days",
            found: String(order.daysSupply),
            principle: "An antibiotic for longer than it is needed helps the bacteria.",
            route,
          });
        return met(order.name);
      },
    },
    {
      id: "signed",
      label: "The note is signed with the order in it",
      counts: "correct",
      after: ["ordered"],
      guide: [{ at: "note.sign", says: "Look once more at what you wrote and coded, then sign." }],
      hints: ["Does a draft go to a pharmacy?", "Sign, at the end of the note.", "Sign."],
      async check(view, { patient, visit }) {
        const encounter = await encounterOf(view, visit);
        if (encounter !== null && encounter.seal !== null) return met("signed");
        return open({
          record: `Note of ${fullName(patient)}`,
          field: "Signature",
          found: "none",
          principle: "A draft is a thought. Signed, it is an order.",
          route: `/p/${encounter?.patientId ?? ""}/visit`,
        });
      },
    },
  ],
  traps: [
    {
      id: "penicillin",
      critical: true,
      costs: "safety",
      async fellFor(view, { patient, visit }) {
        const encounter = await encounterOf(view, visit);
        const order = encounter?.orders.find((one) => one.status !== "cancelled" && mentions(one.name, PENICILLINS));
        if (order === undefined) return null;
        const step = view.steps.find(
          (one) =>
            one.path === "charting.orderMedication" &&
            one.refused === null &&
            (one.input as { orderId?: string }).orderId === order.orderId,
        );
        return broken(
          {
            record: `Orders of ${fullName(patient)}`,
            field: "Order",
            found: order.name,
            principle:
              "Swollen lips once may be a swollen throat the next time. A reason can be given for many alerts; there is none for this one.",
            route: `/p/${encounter?.patientId ?? ""}/visit`,
          },
          step?.entry ?? null,
        );
      },
    },
  ],
  golden: (facts) => [order(facts, facts.visit, "doxycycline"), signed(facts.visit, alvarez)],
  others: [
    (facts) => [
      order(facts, facts.visit, "levofloxacin", "1 tablet by mouth once a day", 7),
      signed(facts.visit, alvarez),
    ],
  ],
  wrong: [
    {
      name: "overrides the stop",
      steps: (facts) => [
        order(facts, facts.visit, "amoxicillin", "1 by mouth twice a day", 20),
        signed(facts.visit, alvarez),
      ],
      expect: ["ordered", "penicillin", "signed"],
    },
    { name: "leaves the draft", steps: (facts) => [order(facts, facts.visit, "doxycycline")], expect: ["signed"] },
  ],
  mistaken: (facts) => [order(facts, facts.others, "doxycycline"), signed(facts.others, alvarez)],
  undone: { none: "A signed note is sealed, its orders with it." },
  debrief: () => [
    "The alert was right. Most are not, and that is why the right one is waved away: read the red line before you read the list of drugs.",
    "Chosen from the list, the order was checked against the allergy, the other medicines, age and dose.",
  ],
  next: ["md.08"],
});

function order(
  facts: Facts,
  visit: Id<"appointment">,
  drug: string,
  directions = "1 by mouth twice a day",
  quantity = 14,
): PathStep {
  return {
    name: `order ${drug}`,
    async run(practice) {
      const { encounterId } = await openedNote(practice, visit, alvarez);
      const found = await practice.run("charting", "searchMedications", { text: drug, limit: 20, encounterId }, doctor);
      const match = found.find((one) => mentions(one.name, [drug]) && !mentions(one.name, ["suspension", "mL"]));
      if (match === undefined) throw new Error(`the list has no ${drug}`);
      const orderId = seededId<"order">(facts.seed, `md.03/${drug}/${encounterId}`);
      const what = { orderId, encounterId, rxnorm: match.rxnorm, name: match.name, directions };
      const alerts = await practice.run("charting", "checkMedicationOrder", what, doctor);
      const overrideReason = alerts.length > 0 ? "Tolerated before, says the patient" : null;
      const answeredAlerts = alerts.map((one) => one.alertId);
      const amount = { quantity, quantityUnit: "tablet", daysSupply: 7, refills: 0, substitution: true };
      await practice.run("charting", "orderMedication", { ...what, ...amount, overrideReason, answeredAlerts }, doctor);
    },
  };
}
