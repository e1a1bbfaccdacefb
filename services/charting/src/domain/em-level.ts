import type { EmGrade, EmSupport, EmWorksheet, ProblemKind, RiskKind } from "@practicum/contracts/charting/em-level";

/**
 * The level that a note documents for an office visit (CHT-170 to CHT-175). Source: American Medical Association, CPT evaluation and
 * management code and guideline changes, effective 2021 and revised for 2023: office or other outpatient services, 99202 to 99215. The
 * table is told here in our own words.
 */

export interface EmFacts {
  readonly worksheet: EmWorksheet;
  readonly version: number;
  readonly diagnoses: readonly { readonly code: string; readonly label: string }[];
  readonly procedures: readonly { readonly code: string; readonly label: string }[];
  /** Prescriptions of the note. */
  readonly orders: readonly { readonly orderId: string; readonly name: string }[];
  /** Tests and injections that are done here. */
  readonly inHouse: readonly {
    readonly orderId: string;
    readonly kind: "test" | "injection";
    readonly label: string;
    readonly code: string;
    readonly state: string;
  }[];
  /** Tests and studies that are ordered elsewhere. */
  readonly tests?: readonly { readonly orderId: string; readonly label: string; readonly code: string }[];
}

type Element = EmSupport["problems"];
type Counted = Element["counted"];

const GRADES: readonly EmGrade[] = ["none", "straightforward", "low", "moderate", "high"];
const rank = (grade: EmGrade): number => GRADES.indexOf(grade);
const atLeast = (a: EmGrade, b: EmGrade): EmGrade => (rank(a) >= rank(b) ? a : b);

/** The codes of a level, for a new and for an established patient, with the least minutes of the day. */
const LEVELS: readonly {
  readonly grade: EmGrade;
  readonly isNew: readonly [code: string, minutes: number];
  readonly established: readonly [code: string, minutes: number];
}[] = [
  { grade: "straightforward", isNew: ["99202", 15], established: ["99212", 10] },
  { grade: "low", isNew: ["99203", 30], established: ["99213", 20] },
  { grade: "moderate", isNew: ["99204", 45], established: ["99214", 30] },
  { grade: "high", isNew: ["99205", 60], established: ["99215", 40] },
];
const WITH_LEVEL = /^992(0[2-5]|1[1-5])$/;
/** A visit of staff alone has no decision making of a provider. */
const NURSE_VISIT = "99211";

/** One function for the worksheet while it is filled in, the gate, and what is sealed (CHT-170). */
export function emSupport(facts: EmFacts): EmSupport {
  const { worksheet, procedures } = facts;
  const problems = problemsElement(facts);
  const data = dataElement(facts);
  const risk = riskElement(facts);
  const grade = twoOfThree([problems.grade, data.grade, risk.grade]);
  const chosen = procedures.find(({ code }) => WITH_LEVEL.test(code))?.code ?? null;
  const documented = chosen === null ? null : documentedCode(worksheet, grade, chosen);
  return {
    basis: worksheet.basis,
    problems,
    data,
    risk,
    minutes: worksheet.minutes,
    grade,
    chosen,
    documented,
    verdict: verdictOf(chosen, documented, facts),
  };
}

/** Two of the three elements reach it or go beyond: the second highest. */
function twoOfThree(grades: readonly [EmGrade, EmGrade, EmGrade]): EmGrade {
  return grades.toSorted((a, b) => rank(b) - rank(a))[1] ?? "none";
}

function documentedCode({ basis, minutes }: EmWorksheet, grade: EmGrade, chosen: string): string | null {
  const kind = chosen.startsWith("9920") ? "isNew" : "established";
  const reached =
    basis === "time"
      ? LEVELS.findLast((level) => minutes !== null && minutes >= level[kind][1])
      : LEVELS.find((level) => level.grade === grade);
  return reached?.[kind][0] ?? null;
}

function verdictOf(chosen: string | null, documented: string | null, facts: EmFacts): EmSupport["verdict"] {
  const { worksheet, diagnoses, version } = facts;
  if (chosen === null) return "no-code";
  if (chosen === NURSE_VISIT) return "agrees";
  const answered = diagnoses.every(({ code }) => worksheet.problems.some((one) => one.code === code));
  const workedOut = worksheet.basis === "time" ? worksheet.minutes !== null : version > 0 && answered;
  if (!workedOut) return "not-worked-out";
  if (documented === null) return "over";
  return chosen === documented ? "agrees" : chosen > documented ? "over" : "under";
}

const PROBLEMS: { readonly [K in ProblemKind]: readonly [grade: EmGrade, words: string] } = {
  minor: ["straightforward", "self-limited or minor"],
  "chronic-stable": ["low", "chronic, at its goal"],
  "acute-uncomplicated": ["low", "acute, uncomplicated"],
  "chronic-worse": ["moderate", "chronic, not at its goal or worse"],
  "new-uncertain": ["moderate", "new, and uncertain what it comes to"],
  "acute-systemic": ["moderate", "acute, with systemic symptoms"],
  "acute-injury-complicated": ["moderate", "acute injury, complicated"],
  "chronic-severe": ["high", "chronic, severely worse"],
  threat: ["high", "a threat to life or bodily function in the near term"],
  "not-addressed": ["none", "not addressed today"],
};

/** The gravest of them; two minor ones are low, two chronic ones at their goal are moderate (CHT-171). */
function problemsElement({ worksheet, diagnoses }: EmFacts): Element {
  const addressed = diagnoses.flatMap(({ code, label }) => {
    const kind = worksheet.problems.find((one) => one.code === code)?.kind;
    return kind === undefined || kind === "not-addressed" ? [] : [{ code, label, kind }];
  });
  const of = (kind: ProblemKind) => addressed.filter((one) => one.kind === kind).length;
  let grade: EmGrade = addressed.reduce<EmGrade>((worst, { kind }) => atLeast(worst, PROBLEMS[kind][0]), "none");
  if (of("minor") >= 2) grade = atLeast(grade, "low");
  if (of("chronic-stable") >= 2) grade = atLeast(grade, "moderate");
  const counted = addressed.map(({ code, label, kind }) => ({
    what: `${code} ${label}: ${PROBLEMS[kind][1]}`,
    target: "diagnoses",
  }));
  return { grade, counted };
}

/** Tests that are looked at as a result alone. One whose reading the practice charges for is no data of the visit. */
const RESULT_ALONE = /^8[0-9]{4}$/;

/**
 * What was ordered, read and discussed (CHT-172). Each test counts once, ordered or looked at; a historian counts as one of the first
 * category, and alone makes it low.
 */
function dataElement(facts: EmFacts): Element {
  const { worksheet } = facts;
  const tests = testsOf(facts);
  const reviewed = unique(worksheet.reviewed).map((name) => ({ what: `Result reviewed: ${name}`, target: "em" }));
  const notes = unique(worksheet.externalNotes).map((name) => ({ what: `Outside note read: ${name}`, target: "em" }));
  const historian = line("History from somebody else", worksheet.historian);
  const interpretation = line("Read by the provider's own eyes", worksheet.interpretation);
  const discussion = line("Discussed with", worksheet.discussion);
  const documents = tests.length + reviewed.length + notes.length;
  const categories = [documents + historian.length >= 3, interpretation.length > 0, discussion.length > 0].filter(
    Boolean,
  ).length;
  const counted = [...tests, ...reviewed, ...notes, ...historian, ...interpretation, ...discussion];
  if (categories >= 2) return { grade: "high", counted };
  if (categories === 1) return { grade: "moderate", counted };
  if (documents >= 2 || historian.length > 0) return { grade: "low", counted };
  return { grade: "straightforward", counted };
}

/** Each test once by its code, whether it is ordered to be done here or elsewhere, or charged in the note. */
function testsOf({ inHouse, tests, procedures }: EmFacts): Counted {
  const seen = new Set<string>();
  const isNew = (code: string) => RESULT_ALONE.test(code) && isFirst(code);
  const isFirst = (code: string) => !seen.has(code) && Boolean(seen.add(code));
  const here = inHouse
    .filter(({ kind, state }) => kind === "test" && (state === "ordered" || state === "done"))
    .filter(({ code }) => isNew(code))
    .map(({ orderId, label }) => ({ what: `Test: ${label}`, target: `orders:${orderId}` }));
  const coded = procedures.flatMap(({ code, label }, index) =>
    isNew(code) ? [{ what: `Test: ${label}`, target: `procedures:${index + 1}` }] : [],
  );
  // Who reads a study elsewhere charges for it: here it was ordered, whatever its code.
  const elsewhere = (tests ?? [])
    .filter(({ code }) => isFirst(code))
    .map(({ orderId, label }) => ({ what: `Test ordered: ${label}`, target: `orders:${orderId}` }));
  return [...here, ...coded, ...elsewhere];
}

function unique(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.filter((name) => {
    const key = name.trim().toLowerCase();
    return key !== "" && !seen.has(key) && Boolean(seen.add(key));
  });
}

function line(what: string, text: string | null): Counted {
  return text === null || text.trim() === "" ? [] : [{ what: `${what}: ${text}`, target: "em" }];
}

const RISKS: { readonly [K in RiskKind]: readonly [grade: EmGrade, words: string] } = {
  "drug-continued": ["moderate", "Prescription drug managed"],
  "minor-surgery-risk": ["moderate", "Minor surgery decided on, with risk factors"],
  "major-surgery": ["moderate", "Elective major surgery decided on"],
  social: ["moderate", "Diagnosis or treatment limited by social needs"],
  "toxicity-monitoring": ["high", "Drug that needs close monitoring for toxicity"],
  "major-surgery-risk": ["high", "Elective major surgery decided on, with risk factors"],
  "emergency-surgery": ["high", "Emergency major surgery decided on"],
  hospital: ["high", "Hospital care, or more of it, decided on"],
  "de-escalate": ["high", "Less or no resuscitation because of a poor outlook"],
  "parenteral-controlled": ["high", "Controlled substance by injection"],
};

/** The gravest of what was decided: a prescription, or a medicine that is injected here, is moderate by itself (CHT-173). */
function riskElement({ worksheet, orders, inHouse, diagnoses }: EmFacts): Element {
  const prescribed = orders.map(({ orderId, name }) => ({
    what: `Prescription: ${name}`,
    target: `orders:${orderId}`,
  }));
  const injected = inHouse
    .filter(({ kind, state }) => kind === "injection" && (state === "ordered" || state === "given"))
    .map(({ orderId, label }) => ({ what: `Injected here: ${label}`, target: `orders:${orderId}` }));
  const said = worksheet.risks.map(({ kind, why }) => ({ what: `${RISKS[kind][1]}: ${why}`, target: "em" }));
  const byOrders: EmGrade = prescribed.length + injected.length > 0 ? "moderate" : "none";
  const bySaid = worksheet.risks.reduce<EmGrade>((worst, { kind }) => atLeast(worst, RISKS[kind][0]), "none");
  // Whoever decides anything at all decides something of small risk; of an acute or chronic illness it is low.
  const acts = worksheet.problems.filter((one) => diagnoses.some(({ code }) => code === one.code));
  const least: EmGrade = acts.some(({ kind }) => rank(PROBLEMS[kind][0]) >= rank("low")) ? "low" : "straightforward";
  return { grade: atLeast(atLeast(byOrders, bySaid), least), counted: [...prescribed, ...injected, ...said] };
}

/** What the gate says of the chosen code, in words; null when they agree or there is nothing to say (CHT-174). */
export function emFault(support: EmSupport): { readonly severity: "fix" | "note"; readonly message: string } | null {
  const { chosen, documented, verdict, basis } = support;
  if (verdict === "not-worked-out") {
    return {
      severity: "note",
      message: `What ${chosen} rests on is not worked out: say of each diagnosis what it was today, or your minutes.`,
    };
  }
  const by = basis === "time" ? `${support.minutes ?? 0} minutes` : `decision making (${support.grade})`;
  if (verdict === "over") {
    const what = documented === null ? "reaches no level" : `reaches ${documented}`;
    return {
      severity: "fix",
      message: `${chosen} is more than the note supports: ${by} ${what}. Document what is missing, or choose that code.`,
    };
  }
  if (verdict === "under") {
    return { severity: "note", message: `${chosen} is less than the note documents: ${by} reaches ${documented}.` };
  }
  return null;
}
