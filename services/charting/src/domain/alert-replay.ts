import type { AlertOutcome, AlertRule } from "@practicum/contracts/charting/alert-budget";
import { dateIn, type Instant, type TimeZone } from "@practicum/kernel/instant";
import { ageInMonths, daysBetween, type LocalDate } from "@practicum/kernel/local-date";
import type { AllergyName } from "@practicum/terminology/check-medication";
import { ruleOf, severeCodes } from "./alert-rules.ts";
import { alertsOf, type SafetyFacts } from "./medication-safety.ts";

/** From when until when something stood in a chart. */
interface Stood {
  readonly since: Instant;
  readonly until: Instant | null;
}

export interface PastOrder {
  readonly orderId: string;
  readonly encounterId: string;
  readonly patientId: string;
  readonly rxnorm: string | null;
  readonly name: string;
  readonly directions: string;
  readonly at: Instant;
  readonly status: "draft" | "signed" | "cancelled";
  /** The rules that a reason was given for, by the alerts' numbers. */
  readonly answered: readonly string[];
}

/** What is known of a patient, with the time that each fact stood. */
export interface PastChart {
  /** Null where the birth date is not known. */
  readonly bornOn: LocalDate | null;
  readonly allergies: readonly (AllergyName & Stood)[];
  readonly allergiesAskedAt: Instant | null;
  readonly medications: readonly ({
    readonly rxnorm: string | null;
    readonly name: string;
    /** The order that brought it onto the list with its signature. */
    readonly orderId: string | null;
  } & Stood)[];
  /** Those that stand. */
  readonly weights: readonly { readonly grams: number; readonly at: Instant }[];
}

export interface PastRaised {
  readonly orderId: string;
  readonly rule: AlertRule;
  readonly outcome: AlertOutcome;
}

interface History {
  readonly orders: readonly PastOrder[];
  readonly charts: ReadonlyMap<string, PastChart>;
  /** What was kept of alerts that were shown, those of orders that were never written too. */
  readonly raised: readonly PastRaised[];
}

export interface Replayed {
  readonly orders: number;
  readonly raised: number;
  readonly useful: number;
  readonly overridden: number;
  readonly notKnown: number;
}

/**
 * How often a rule would have been raised by these orders as it usually is, by the facts of then (CHT-487), whatever the practice has made of it since.
 * An order that was taken out, and one that was changed or never written after the alert was shown, is what it was useful for.
 */
export function replayRule(rule: AlertRule, { orders, charts, raised }: History, zone: TimeZone): Replayed {
  const shown = new Map(raised.filter((one) => one.rule === rule).map((one) => [one.orderId, one.outcome]));
  const unwritten = [...shown].filter(([orderId]) => !orders.some((one) => one.orderId === orderId));
  const byNote = Map.groupBy(orders, (one) => one.encounterId);
  let [fired, useful, overridden, notKnown] = [0, 0, 0, 0];
  for (const order of orders) {
    const chart = charts.get(order.patientId);
    if (!chart) {
      notKnown += 1;
      continue;
    }
    const facts = factsThen(order, chart, byNote.get(order.encounterId) ?? [], zone);
    const severe = severeCodes(facts.allergies);
    const own = alertsOf(facts, order).filter((one) => ruleOf(one, severe) === rule);
    const outcome = shown.get(order.orderId);
    // What was shown and is not found any more was changed on the way to the order that stands here.
    if (own.length === 0 && outcome === undefined) continue;
    fired += 1;
    if (order.status === "cancelled" || outcome === "changed") useful += 1;
    else if (own.some((one) => order.answered.includes(one.alertId))) overridden += 1;
  }
  return {
    orders: orders.length + unwritten.length,
    raised: fired + unwritten.length,
    useful: useful + unwritten.filter(([, outcome]) => outcome === "dropped" || outcome === "changed").length,
    overridden,
    notKnown,
  };
}

/** What an order was checked against when it was written, as far as the chart remembers. */
function factsThen(
  { orderId, at }: PastOrder,
  chart: PastChart,
  ofNote: readonly PastOrder[],
  zone: TimeZone,
): SafetyFacts {
  const stood = ({ since, until }: Stood) => since <= at && (until === null || until > at);
  const allergies = chart.allergies.filter(stood);
  const wasAsked = allergies.length > 0 || (chart.allergiesAskedAt !== null && chart.allergiesAskedAt <= at);
  const today = dateIn(at, zone);
  const weight = chart.weights.filter((one) => one.at <= at).toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
  return {
    allergies: wasAsked ? allergies : "not-asked",
    // What the note itself brought onto the list was a draft then, however soon it was signed.
    medications: chart.medications.filter(
      (one) => stood(one) && !ofNote.some((other) => other.orderId === one.orderId),
    ),
    drafts: ofNote
      .filter((one) => one.orderId !== orderId && one.status !== "cancelled" && one.at < at)
      .map((one) => ({ ...one, noteName: "" })),
    answers: [],
    patient:
      chart.bornOn === null
        ? null
        : {
            ageMonths: ageInMonths(chart.bornOn, today),
            weight: weight ? { grams: weight.grams, daysAgo: daysBetween(dateIn(weight.at, zone), today) } : null,
          },
  };
}
