import { actorId } from "@practicum/contracts/actor";
import { addMinutes, dateIn } from "@practicum/kernel/instant";
import { ageInMonths, daysBetween, formatDate } from "@practicum/kernel/local-date";
import type { DosedPatient } from "@practicum/terminology/check-dose";
import type { SafetyFacts } from "../domain/medication-safety.ts";
import { injectionsOf } from "../sql/in-house.ts";
import { listsOf } from "../sql/lists.ts";
import { tuningOf } from "../sql/alert-rules.ts";
import { alertAnswersOf, draftOrdersOf, ownAnswersSince } from "../sql/orders.ts";
import { birthDateOf } from "../sql/people.ts";
import { lastWeightOf } from "../sql/vitals.ts";
import type { ChartingContext } from "./charting-context.ts";
import { hiddenParts } from "./sensitive-parts.ts";

/** Loads what the patient's orders are checked against (CHT-46): active lists, the drafts and injections of every open note, answers, age and weight. */
export async function safetyFactsOf(context: ChartingContext, patientId: string): Promise<SafetyFacts> {
  const { tx } = context;
  const [{ allergies, medications }, ordered, injections, patient, hidden] = await Promise.all([
    listsOf(tx, patientId),
    draftOrdersOf(tx, patientId),
    injectionsOf(tx, patientId),
    dosedPatientOf(context, patientId),
    hiddenParts(context, [patientId]),
  ]);
  const all = [...ordered, ...injections];
  const drafts = all.filter((one) => !hidden.ids.has(one.orderId));
  const [activeAllergies, activeMedications] = [
    allergies.entries.filter(isActive),
    medications.entries.filter(isActive),
  ];
  return {
    allergies:
      allergies.status === "not-asked" ? "not-asked" : activeAllergies.filter((one) => !hidden.ids.has(one.allergyId)),
    medications: activeMedications.filter((one) => !hidden.ids.has(one.medicationId)),
    hidden: {
      allergies: activeAllergies.filter((one) => hidden.ids.has(one.allergyId)),
      medications: [
        ...activeMedications.filter((one) => hidden.ids.has(one.medicationId)),
        ...all.filter((one) => hidden.ids.has(one.orderId)),
      ],
    },
    drafts: drafts.map(({ providerName, serviceDate, ...draft }) => ({
      ...draft,
      noteName: `${providerName}’s note of ${formatDate(serviceDate)}`,
    })),
    answers: await alertAnswersOf(tx, [...new Set(drafts.map((draft) => draft.encounterId))]),
    tuning: await tuningOf(tx),
    patient,
  };
}

/** The same, with what whoever asks answered for this patient today (CHT-488): for who is ordering, and for no gate. */
export async function ownSafetyFactsOf(context: ChartingContext, patientId: string): Promise<SafetyFacts> {
  const { tx, now, today, practice } = context;
  const [facts, own] = await Promise.all([
    safetyFactsOf(context, patientId),
    ownAnswersSince(tx, { patientId, byId: actorId(context.actor), since: addMinutes(now, -DAY_MINUTES) }),
  ]);
  return { ...facts, ownToday: own.filter((one) => dateIn(one.at, practice.timeZone) === today) };
}

/** The longest day of a year has an hour more. */
const DAY_MINUTES = 25 * 60;

/** Age and the last weight, by which doses go; null where the birth date is not known. */
export async function dosedPatientOf(
  { tx, today, practice }: ChartingContext,
  patientId: string,
): Promise<DosedPatient | null> {
  const [bornOn, weight] = await Promise.all([birthDateOf(tx, patientId), lastWeightOf(tx, patientId)]);
  if (bornOn === undefined) return null;
  return {
    ageMonths: ageInMonths(bornOn, today),
    weight: weight
      ? { grams: weight.grams, daysAgo: daysBetween(dateIn(weight.takenAt, practice.timeZone), today) }
      : null,
  };
}

function isActive({ status }: { readonly status: string }): boolean {
  return status === "active";
}
