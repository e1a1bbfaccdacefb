import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import type { DeskFact } from "@practicum/contracts/billing/desk";
import type { DayVisit } from "@practicum/contracts/scheduling/visits";
import { addMonths, ageInYears, formatDate, minutesOf, type LocalDate } from "@practicum/kernel/local-date";
import { minutesBetween, type Instant } from "@practicum/kernel/instant";
import { formatCents } from "@practicum/kernel/money";
import type { CardFlag, DayCard, DayColumn } from "@practicum/ui/day-grid/model.ts";
import { formatAge, formatBirth, formatMinutes, formatName, formatPhone } from "@practicum/ui/format.ts";
import { recordStates } from "../../states/record-states.ts";
import { placeWords } from "./series/series-words.ts";
import { isMovable, type DaySheet } from "./day-model.ts";
import { ifCalled, interpretedIn } from "../../patient/about-words.ts";
import { deathWords } from "../../patient/death/death-words.ts";

/** What a card needs beside its visit. */
export interface CardLight {
  readonly today: LocalDate;
  readonly now: Instant;
  /** What billing knows of each patient; null while it is not known. */
  readonly facts: ReadonlyMap<string, DeskFact> | null;
  readonly mayMove: boolean;
}

type Shown = Appointment & Partial<Pick<DayVisit, "phone" | "sex" | "consentsOn">>;

/** Consents are asked for again after so many months. */
const consentMonths = 12;
/** Who is not here so long after the time is late. */
const lateMinutes = 5;

/** A card in the provider's column, and one in the room's where rooms are shown. Cancelled visits have none. */
export function cardsOf(sheet: DaySheet, columns: readonly DayColumn[], light: CardLight): DayCard[] {
  const shown = new Set(columns.map((column) => column.id));
  return sheet.appointments.flatMap((visit) => {
    if (visit.status === "cancelled") return [];
    const cards: DayCard[] = [];
    if (shown.has(visit.providerResourceId)) cards.push(cardOf(visit, visit.providerResourceId, light));
    if (visit.roomResourceId && shown.has(visit.roomResourceId)) {
      const inRoom = cardOf(visit, visit.roomResourceId, { ...light, mayMove: false });
      cards.push({ ...inRoom, id: `${visit.appointmentId}:room` });
    }
    return cards;
  });
}

/** One visit as a card. */
export function cardOf(visit: Shown, columnId: string, light: CardLight): DayCard {
  const { today, mayMove } = light;
  const start = minutesOf(visit.start);
  const fact = light.facts?.get(visit.patientId) ?? null;
  const insurance = fact ? insuranceText(fact) : null;
  const flags = flagsOf(visit, fact, light);
  const facts = factsOf(visit, fact, today);
  return {
    id: visit.appointmentId,
    columnId,
    start,
    end: start + visit.minutes,
    status: visit.status === "booked" && visit.confirmedAt !== null ? "confirmed" : visit.status,
    title: `${formatName(visit.patientName)}${ifCalled(visit.patientPreferred)}`,
    aside: `${formatAge(visit.birthDate, today)}${visit.sex === undefined ? "" : sexLetter[visit.sex]}`,
    lines: [
      ...(visit.patientDeath ? [deathWords(visit.patientDeath)] : []),
      [
        ...(visit.series ? [placeWords(visit.series)] : []),
        ...(visit.reason ? [visit.reason] : []),
        visit.visitTypeName,
      ].join(" · "),
      ...(visit.overbookReason ? [`Overbooked: ${visit.overbookReason}`] : []),
      ...(visit.groupId ? ["Linked with other visits"] : []),
      ...(insurance ? [insurance] : []),
      ...(visit.phone ? [formatPhone(visit.phone)] : []),
    ],
    flags,
    facts,
    spoken: `${visit.patientDeath ? `${deathWords(visit.patientDeath)}. ` : ""}${facts.map(([name, value]) => `${name}: ${value}`).join(". ")}. ${flags
      .filter((flag) => flag.tone !== "quiet")
      .map((flag) => flag.word)
      .join(". ")}.`,
    movable: mayMove && isMovable(visit.status),
  };
}

const sexLetter = { female: " F", male: " M", unknown: "" } as const;

/** Minutes since the visit should have begun, where the patient has not come; null for everybody else. */
export function lateBy(visit: Pick<Appointment, "status" | "startsAt">, now: Instant): number | null {
  const minutes = minutesBetween(visit.startsAt, now);
  return visit.status === "booked" && minutes >= lateMinutes ? minutes : null;
}

/** Whether the consents are to be signed at this visit. */
export function consentsDue(visit: Pick<DayVisit, "date" | "consentsOn">): boolean {
  return visit.consentsOn === null || addMonths(visit.consentsOn, consentMonths) <= visit.date;
}

/** Whether the desk has to do something about the insurance before the patient is received. Not answered yet is no fault. */
export function insuranceIsOpen(fact: DeskFact): boolean {
  const { coverage } = fact;
  return (
    coverage !== null &&
    coverage.payerKind !== "self-pay" &&
    ["inactive", "unknown", "wrong-pcp"].includes(coverage.eligibility ?? "unknown")
  );
}

const hereOrToCome = new Set(["booked", "arrived", "rooming", "ready", "with-provider", "checkout"]);

function flagsOf(visit: Shown, fact: DeskFact | null, { now, today }: CardLight): CardFlag[] {
  const flags: CardFlag[] = [];
  // What has ended asks nothing of the desk any more.
  if (!hereOrToCome.has(visit.status)) return flags;
  const late = visit.date === today ? lateBy(visit, now) : null;
  if (late !== null && late < 600) flags.push({ word: `${late} min late`, tone: "danger" });
  if (fact) flags.push(eligibilityFlag(fact));
  if (
    visit.status === "booked" &&
    visit.consentsOn !== undefined &&
    consentsDue({ ...visit, consentsOn: visit.consentsOn })
  )
    flags.push({ word: "Forms", tone: "warn" });
  if (interpreterOf(visit)) flags.push({ word: "Interpreter", tone: "info" });
  if (fact?.patientDue && fact.patientDue > 0) flags.push({ word: formatCents(fact.patientDue), tone: "info" });
  // What is in order is said where nothing else has to be.
  return flags.length > 1 ? flags.filter((flag) => flag.tone !== "quiet") : flags;
}

/** In what somebody interprets at the visit; null where nobody has to (SCH-302). */
export function interpreterOf({ patientInterpreter: need }: Pick<Appointment, "patientInterpreter">): string | null {
  return need ? interpretedIn(need.kind, need.language) : null;
}

function eligibilityFlag({ coverage, selfPay }: DeskFact): CardFlag {
  if (selfPay) return { word: "Self-pay", tone: "info" };
  if (coverage === null) return { word: "No insurance", tone: "warn" };
  const { word, tone } = recordStates.eligibility[coverage.eligibility ?? "not-verified"];
  // What is in order, or being asked, needs nobody: it is quiet on a card.
  if (coverage.eligibility === "active" || coverage.eligibility === "pending") return { word, tone: "quiet" };
  return { word: coverage.eligibility === "unknown" ? "Elig. unknown" : word, tone: tone === "danger" ? tone : "warn" };
}

const eligibilityWords = {
  active: "active",
  inactive: "inactive",
  "wrong-pcp": "another PCP on record",
  unknown: "eligibility unknown",
  pending: "payer asked, no answer yet",
} as const;

export function insuranceText({ coverage, selfPay }: DeskFact): string {
  if (selfPay) return "Self-pay";
  if (coverage === null) return "No insurance on file";
  const answer = coverage.eligibility ? eligibilityWords[coverage.eligibility] : "not verified for this day";
  return `${coverage.payerName}, ${answer}`;
}

/** Everything about a visit, by name, in the order in which the desk asks. */
export function factsOf(visit: Shown, fact: DeskFact | null, today: LocalDate): (readonly [string, string])[] {
  const rows: (readonly [string, string | null | undefined])[] = [
    ["Time", `${formatMinutes(minutesOf(visit.start))}, ${visit.minutes} min`],
    ["DOB", formatBirth(visit.birthDate, visit.sex ?? "unknown", today)],
    ["MRN", visit.mrn],
    ["Phone", visit.phone === undefined ? null : visit.phone === null ? "none on file" : formatPhone(visit.phone)],
    ["Visit", visit.visitTypeName],
    ["Reason", visit.reason],
    ["Interpreter", interpreterOf(visit)],
    ["Series", visit.series ? placeWords(visit.series) : null],
    ["Insurance", fact ? insuranceText(fact) : null],
    ["Copay", fact?.coverage ? copayText(fact.coverage.copay) : null],
    ["Balance", fact && fact.patientDue !== null ? balanceText(fact.patientDue) : null],
    [
      "Forms",
      visit.consentsOn === undefined
        ? null
        : visit.consentsOn === null
          ? "consents never signed"
          : `consents signed ${formatDate(visit.consentsOn)}`,
    ],
    ["Confirmed", visit.status === "booked" ? (visit.confirmedAt === null ? "not yet" : "yes") : null],
    ["Overbooked", visit.overbookReason],
    ["Guardian", ageInYears(visit.birthDate, visit.date) < 18 ? "a minor: who comes along signs" : null],
  ];
  return rows.flatMap(([name, value]) => (value ? [[name, value] as const] : []));
}

export function copayText(copay: number | null): string {
  return copay === null ? "not known" : formatCents(copay);
}

export function balanceText(due: number): string {
  return due > 0 ? `${formatCents(due)} owed` : due < 0 ? `${formatCents(-due)} credit` : "$0.00";
}
