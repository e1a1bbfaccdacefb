import type { HistoryContent } from "@practicum/contracts/charting/histories";
import type { Contradiction } from "@practicum/contracts/charting/contradictions";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";

/** One set of facts of a chart, in which contradictions are looked for. All dates are the practice's. */
export interface ChartFacts {
  readonly today: LocalDate;
  readonly born: LocalDate;
  /** As payers are told it; it does not say which organs a person has. */
  readonly sex: "female" | "male" | "unknown";
  readonly problems: readonly ProblemFact[];
  /** The newest first. */
  readonly visits: readonly VisitFact[];
  /** The list, ended entries too, without errors. */
  readonly medications: readonly MedicationFact[];
  readonly allergies: {
    /** Somebody said that there is none. */
    readonly noneSaid: boolean;
    readonly askedOn: LocalDate | null;
    readonly askedBy: string | null;
    readonly active: readonly AllergyFact[];
  };
  readonly results: readonly {
    readonly loinc: string | null;
    readonly name: string;
    readonly value: string;
    readonly on: LocalDate;
  }[];
  readonly pastProcedures: readonly { readonly label: string; readonly on: LocalDate | null }[];
  /** Tobacco, surgeries and pregnancy as somebody told them, the newest first, without errors. */
  readonly histories: readonly ToldFact[];
}

export interface ToldFact {
  readonly historyId: string;
  readonly content: HistoryContent;
  readonly current: boolean;
  readonly on: LocalDate;
  readonly by: string;
}

interface ProblemFact {
  readonly problemId: string;
  /** ICD-10-CM; null for another code or none. */
  readonly code: string | null;
  readonly label: string;
  readonly active: boolean;
  readonly onsetOn: LocalDate | null;
  readonly resolvedOn: LocalDate | null;
  readonly recordedOn: LocalDate;
  readonly by: string;
}

export interface DrugFact {
  readonly rxnorm: string | null;
  readonly name: string;
}

interface MedicationFact extends DrugFact {
  readonly medicationId: string;
  readonly active: boolean;
  readonly on: LocalDate;
  readonly by: string;
  readonly stoppedOn: LocalDate | null;
  readonly stoppedBy: string | null;
  readonly stopReason: string | null;
}

export interface AllergyFact {
  readonly allergyId: string;
  readonly substanceCode: string | null;
  readonly substance: string;
  readonly on: LocalDate;
  readonly by: string;
}

export interface VisitFact {
  readonly encounterId: string;
  readonly on: LocalDate;
  readonly providerName: string;
  readonly open: boolean;
  readonly diagnoses: readonly CodedFact[];
  readonly procedures: readonly (CodedFact & {
    readonly modifiers: readonly string[];
    readonly pointers: readonly number[];
  })[];
  /** What is written, while the note is open; a signed one is not read again. */
  readonly texts: readonly { readonly section: string; readonly text: string }[];
  /** Prescriptions that are not signed. */
  readonly orders: readonly (DrugFact & { readonly orderId: string; readonly on: LocalDate; readonly by: string })[];
  readonly minor: readonly MinorFact[];
}

interface CodedFact {
  readonly code: string;
  readonly label: string;
  readonly by: string;
}

/** A procedure that was ordered at a place of the body. */
interface MinorFact {
  readonly orderId: string;
  readonly label: string;
  readonly siteLabel: string;
  readonly diagnosis: string | null;
  readonly on: LocalDate;
  readonly by: string;
}

export type Side = Contradiction["sides"][number];
type Place = Side["place"];

/** What a rule found, before the answers of people are put to it. */
export type Finding = Omit<Contradiction, "answer" | "earlier"> & {
  /** It concerns the patient's safety in whichever note is open. */
  readonly everyNote: boolean;
};

export type Rule = (facts: ChartFacts) => readonly Finding[];

/** Findings of the year that have gone cannot be mended any more. */
export const LOOKED_DAYS = 365;

/** A statement that the patient has a condition: on the problem list, or coded at a visit. */
export interface Statement {
  readonly code: string;
  readonly label: string;
  readonly side: Side;
  readonly on: LocalDate;
  /** Where it stands: an open note, the list, or what was signed. */
  readonly in: "open" | "list" | "signed";
  readonly encounterId: string | null;
  readonly problemId: string | null;
}

/** All that is said of the patient's conditions now: open notes, active problems, visits of so many days, in this order. */
export function statements(facts: ChartFacts, days: number = LOOKED_DAYS): Statement[] {
  const of = (visit: VisitFact): Statement[] =>
    visit.diagnoses.map((diagnosis, index) => ({
      code: diagnosis.code,
      label: diagnosis.label,
      side: diagnosisSide(visit, index),
      on: visit.on,
      in: visit.open ? "open" : "signed",
      encounterId: visit.encounterId,
      problemId: null,
    }));
  const listed = facts.problems.flatMap((problem): Statement[] =>
    problem.active && problem.code !== null
      ? [
          {
            code: problem.code,
            label: problem.label,
            side: problemSide(problem),
            on: problem.recordedOn,
            in: "list",
            encounterId: null,
            problemId: problem.problemId,
          },
        ]
      : [],
  );
  const since = addDays(facts.today, -days);
  return [
    ...facts.visits.filter((visit) => visit.open).flatMap(of),
    ...listed,
    ...facts.visits.filter((visit) => !visit.open && visit.on >= since).flatMap(of),
  ];
}

/** Whether a day is one of the last so many. */
export function within(facts: ChartFacts, on: LocalDate, days: number): boolean {
  return on >= addDays(facts.today, -days);
}

export function words(text: string): string[] {
  return text.split(/\s+/);
}

export function starts(code: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => code.startsWith(prefix));
}

const inNote = (encounterId: string, field: string): Place => ({ at: "note", encounterId, field, of: null });

export function diagnosisSide(visit: VisitFact, index: number): Side {
  const diagnosis = visit.diagnoses[index];
  return {
    says: `Diagnosis ${diagnosis?.code} ${diagnosis?.label}`,
    on: visit.on,
    by: diagnosis?.by ?? visit.providerName,
    place: inNote(visit.encounterId, visit.open ? "diagnoses" : `diagnoses.${index}`),
  };
}

export function procedureSide(visit: VisitFact, index: number): Side {
  const procedure = visit.procedures[index];
  return {
    says: `Procedure ${[procedure?.code, ...(procedure?.modifiers ?? [])].join("-")} ${procedure?.label}`,
    on: visit.on,
    by: procedure?.by ?? visit.providerName,
    place: inNote(visit.encounterId, `procedures.${index + 1}`),
  };
}

export function minorSide(visit: VisitFact, order: MinorFact): Side {
  const says = `Procedure ordered: ${order.label}, ${order.siteLabel.toLowerCase()}`;
  return { says, on: order.on, by: order.by, place: inNote(visit.encounterId, "section.plan") };
}

export function textSide(visit: VisitFact, section: string, quote: string): Side {
  const says = `The note says: “${quote}”`;
  return { says, on: visit.on, by: visit.providerName, place: inNote(visit.encounterId, `section.${section}`) };
}

export function orderSide(visit: VisitFact, order: VisitFact["orders"][number]): Side {
  const place = inNote(visit.encounterId, `orders.${order.orderId}`);
  return { says: `Ordered in this note: ${order.name}`, on: order.on, by: order.by, place };
}

export function problemSide(problem: ProblemFact): Side {
  const { code, label, active, onsetOn, resolvedOn, recordedOn, by, problemId } = problem;
  return {
    says: `Problem list${active ? "" : ", resolved"}: ${code === null ? "" : `${code} `}${label}`,
    on: active ? (onsetOn ?? recordedOn) : (resolvedOn ?? recordedOn),
    by,
    place: { at: "problems", encounterId: null, field: "problems", of: problemId },
  };
}

export function medicationSide(medication: MedicationFact): Side {
  const { name, active, stopReason } = medication;
  const why = stopReason === null || stopReason === "" ? "" : ` (${stopReason})`;
  return {
    says: active ? `Medication list: ${name}` : `Medication list, stopped: ${name}${why}`,
    on: active ? medication.on : (medication.stoppedOn ?? medication.on),
    by: active ? medication.by : (medication.stoppedBy ?? medication.by),
    place: { at: "medications", encounterId: null, field: "medications", of: medication.medicationId },
  };
}

export function toldSide({ historyId, on, by }: ToldFact, says: string): Side {
  return { says, on, by, place: { at: "histories", encounterId: null, field: "histories", of: historyId } };
}

export function sexSide({ sex }: ChartFacts): Side {
  const place: Place = { at: "registration", encounterId: null, field: "sex", of: null };
  return { says: `Registered sex, as payers are told it: ${sex}`, on: null, by: null, place };
}

export function birthSide({ born }: ChartFacts, words: string): Side {
  const place: Place = { at: "registration", encounterId: null, field: "birthDate", of: null };
  return { says: words, on: born, by: null, place };
}
