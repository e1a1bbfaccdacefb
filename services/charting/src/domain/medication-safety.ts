import type { orderAlert } from "@practicum/contracts/charting/orders";
import { checkMedication, type AllergyName } from "@practicum/terminology/check-medication";
import { checkDose, type DosedPatient } from "@practicum/terminology/check-dose";
import type { z } from "zod";
import { severeCodes, tuned, type Tuning } from "./alert-rules.ts";

export type OrderAlert = z.output<typeof orderAlert>;
type Answer = NonNullable<OrderAlert["answer"]>;

interface Drug {
  readonly rxnorm: string | null;
  readonly name: string;
}

/** An order that is not signed, of whichever open note. */
export interface DraftOrder extends Drug {
  readonly orderId: string;
  readonly encounterId: string;
  /** The note it stands in, for who reads of it in another one: "Chen Test, MD's note of 11/23/2026". */
  readonly noteName: string;
}

/** A reason that was given to go on despite an alert of an order. */
export interface AlertAnswer extends Answer {
  readonly orderId: string;
  readonly encounterId: string;
  readonly alertId: string;
}

/** A reason that whoever asks gave today for an order of this patient, with what was ordered. */
export interface OwnAnswer extends AlertAnswer {
  readonly name: string;
  readonly directions: string;
}

/** All that an order is checked against, wherever the check is shown. */
export interface SafetyFacts {
  /** Active allergies; "not-asked" is not the same as none. */
  readonly allergies: "not-asked" | readonly AllergyName[];
  /** Active medications of the list. */
  readonly medications: readonly Drug[];
  /** The drafts of all open notes of the patient. */
  readonly drafts: readonly DraftOrder[];
  readonly answers: readonly AlertAnswer[];
  /** What is not shown to who asks: it is checked like the rest, and named by nobody (CHT-289). */
  readonly hidden?: {
    readonly allergies: readonly AllergyName[];
    readonly medications: readonly Drug[];
  };
  /** How loud each rule is in this practice (CHT-484). */
  readonly tuning?: Tuning;
  /** What the person who is ordering answered today, in whichever note of the patient (CHT-488). */
  readonly ownToday?: readonly OwnAnswer[];
  /** Age on the day, and the last weight; null where the birth date is not known. */
  readonly patient: DosedPatient | null;
}

/** An order as it is checked. */
export interface CheckedOrder extends Drug {
  readonly orderId: string;
  readonly encounterId: string;
  readonly directions: string;
}

const GRAVITY = { stop: 0, warn: 1, info: 2 } as const;

/**
 * What speaks against an order as of these facts (CHT-46): the one answer that the preview shows, the order is refused by, the gate
 * repeats and the signed note keeps. Each alert carries the reason that was given to go on, if one was (CHT-47).
 */
export function alertsOf(facts: SafetyFacts, order: CheckedOrder): OrderAlert[] {
  const drafts = facts.drafts
    .filter((draft) => draft.orderId !== order.orderId)
    .map((draft) => ({
      ...draft,
      where: draft.encounterId === order.encounterId ? "ordered in this note" : `a draft in ${draft.noteName}`,
    }));
  const alerts = checkMedication({
    order,
    allergies: facts.allergies,
    medications: [...facts.medications, ...drafts],
  });
  const unnamed = hiddenAlerts(facts, order);
  const doses = checkDose({ order, patient: facts.patient });
  const all = tuned([...alerts, ...unnamed, ...doses], facts.tuning ?? new Map(), severeCodes(facts.allergies));
  return all
    .toSorted((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity])
    .map((alert) => withAnswer(alert, order, facts.answers))
    .map((alert) => (alert.answer ? alert : { ...alert, answer: ownAnswer(facts, alert, order) }));
}

/**
 * The reason that the same person gave today for the same finding of this patient (CHT-488). An alert's number names the rule and the drugs; of a
 * dose, an age and what is not shown it does not say how much or which, so there the order has to be the same.
 */
function ownAnswer(
  { ownToday = [] }: SafetyFacts,
  { alertId, kind }: Omit<OrderAlert, "answer">,
  order: CheckedOrder,
): Answer | null {
  const namesDrugs = (kind === "drug-drug" || kind === "drug-allergy") && !alertId.includes(":hidden:");
  const same = ownToday.find(
    (one) =>
      one.alertId === alertId && (namesDrugs || (one.name === order.name && one.directions === order.directions)),
  );
  return same ? { reason: same.reason, by: same.by, at: same.at } : null;
}

/** What speaks against an order by what is not shown, one for each kind and gravity, without saying what that is (CHT-289). */
function hiddenAlerts(facts: SafetyFacts, order: Drug): Omit<OrderAlert, "answer">[] {
  const found = findingsOf(facts.hidden, order).map(({ kind, severity }) => unnamedAlert(kind, severity));
  return [...new Map(found.map((one) => [one.alertId, one])).values()];
}

function findingsOf(hidden: SafetyFacts["hidden"], order: Drug) {
  if (!hidden || hidden.allergies.length + hidden.medications.length === 0) return [];
  const ofOrderAlone = new Set(checkMedication({ order, allergies: [], medications: [] }).map((one) => one.alertId));
  return checkMedication({ order, ...hidden }).filter((one) => !ofOrderAlone.has(one.alertId));
}

/**
 * An alert of a signed order as it is told to who does not see what it is about: without the name, as long as the record has what it names.
 */
export function withoutNames<A extends Omit<OrderAlert, "answer">>(
  alert: A,
  order: Drug,
  hidden: SafetyFacts["hidden"],
): A {
  const isOfHidden = findingsOf(hidden, order).some((one) => one.alertId === alert.alertId);
  return isOfHidden ? { ...alert, ...unnamedAlert(alert.kind, alert.severity) } : alert;
}

function unnamedAlert(kind: OrderAlert["kind"], severity: OrderAlert["severity"]) {
  const what = kind === "drug-allergy" ? "An allergy" : "A medication";
  return {
    alertId: `${kind}:hidden:${severity}`,
    kind,
    severity,
    message:
      kind === "not-checked"
        ? `${what} that is not shown to you could not be checked in full. Open the sensitive parts of the chart with a reason, or ask who treats the patient.`
        : `${what} that is not shown to you speaks against this. Open the sensitive parts of the chart with a reason, or ask who treats the patient.`,
    source: "A part of the chart that is kept apart",
  };
}

/**
 * Puts the answer to an alert. A pair of drugs is one finding, whichever of the two was answered; but each note answers for itself:
 * who signs another note has not seen it.
 */
export function withAnswer(
  alert: Omit<OrderAlert, "answer">,
  order: Pick<CheckedOrder, "orderId" | "encounterId">,
  answers: readonly AlertAnswer[],
): OrderAlert {
  const found = answers.find(
    (one) =>
      one.alertId === alert.alertId &&
      one.encounterId === order.encounterId &&
      (one.orderId === order.orderId || alert.kind === "drug-drug"),
  );
  return { ...alert, answer: found ? { reason: found.reason, by: found.by, at: found.at } : null };
}

/** The alerts that say stop and that nobody has given a reason for. */
export function unanswered(alerts: readonly OrderAlert[]): OrderAlert[] {
  return alerts.filter((one) => one.severity === "stop" && one.answer === null);
}

/**
 * The stops that a person's reason answers: those that the person has seen. Undefined when one is left without a reason: then the
 * order is not taken, and the person is shown it.
 */
export function answerStops(
  alerts: readonly OrderAlert[],
  reason: string,
  seen: readonly string[],
): OrderAlert[] | undefined {
  const open = unanswered(alerts);
  if (open.length === 0) return [];
  return reason !== "" && open.every((one) => seen.includes(one.alertId)) ? open : undefined;
}

/** The stops whose answer was given today in another note (CHT-488). */
export function repeats(
  { ownToday = [] }: SafetyFacts,
  alerts: readonly OrderAlert[],
  order: Pick<CheckedOrder, "encounterId">,
): OrderAlert[] {
  return alerts.filter(
    ({ alertId, severity, answer }) =>
      severity === "stop" &&
      answer !== null &&
      ownToday.some((one) => one.alertId === alertId && one.at === answer.at && one.encounterId !== order.encounterId),
  );
}
