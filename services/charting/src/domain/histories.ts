import {
  dueOfLastPeriod,
  type Histories,
  type HistoryContent,
  type HistoryFact,
  type HistoryList,
} from "@practicum/contracts/charting/histories";
import { fail, type DomainError } from "@practicum/contracts/error";
import { dateIn, type TimeZone } from "@practicum/kernel/instant";
import { addDays, addMonths, ageInYears, type LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";

/** What a fact is about: of a list there are several, of all else the last one counts. */
export type HistorySubject = Exclude<HistoryContent["kind"], "none" | "declined">;

export function subjectOf(content: HistoryContent): HistorySubject {
  return content.kind === "none" || content.kind === "declined" ? content.of : content.kind;
}

const LISTS: readonly HistorySubject[] = ["family", "surgery", "pregnancy"];

/** Which topics of the map of sensitive parts a subject belongs to, by a code of each: 42 CFR Part 2, and sexual and reproductive health. */
const CODES: { readonly [subject in HistorySubject]?: string } = {
  alcohol: "Z71.4",
  drugs: "Z71.5",
  sexual: "Z70.9",
  "pregnancy-status": "Z33.1",
};
const CODES_OF_OUTCOMES = { miscarriage: "O03.9", ectopic: "O00.9", termination: "Z33.2" } as const;

/** What a fact is about, for who asks which sensitive part it belongs to (CHT-464). */
export function aboutOf(content: HistoryContent): { readonly code: string | null; readonly label: string | null } {
  switch (content.kind) {
    case "family":
      return { code: content.code, label: content.condition };
    case "surgery":
      return { code: null, label: content.procedure };
    case "pregnancy": {
      const { outcome } = content;
      const code = outcome in CODES_OF_OUTCOMES ? CODES_OF_OUTCOMES[outcome as keyof typeof CODES_OF_OUTCOMES] : null;
      return { code, label: null };
    }
    default:
      return { code: CODES[subjectOf(content)] ?? null, label: null };
  }
}

/** The first and the last day that it can mean. */
export function spanOf(known: string): { readonly from: LocalDate; readonly to: LocalDate } {
  const from = `${known}${"-01".repeat((10 - known.length) / 3)}` as LocalDate;
  if (known.length === 10) return { from, to: from };
  return { from, to: addDays(addMonths(from, known.length === 4 ? 12 : 1), -1) };
}

interface Person {
  readonly born: LocalDate;
  readonly today: LocalDate;
}

/** A pregnancy goes on for at most three weeks after its day. */
const OVERDUE_DAYS = 21;
const TERM_DAYS = 280;

/** Whether that can be so (CHT-463); the content as it is kept. */
export function decideHistory(content: HistoryContent, person: Person): Result<HistoryContent, DomainError> {
  const refused = dayRefused(content, person) ?? contentRefused(content, person);
  if (refused)
    return fail("invalid-input", { field: refused[0], fields: [{ field: refused[0], message: refused[1] }] });
  return ok(content);
}

type Refused = readonly [field: string, message: string] | null;

function dayRefused(content: HistoryContent, { born, today }: Person): Refused {
  const field = content.kind === "tobacco" ? "quitOn" : "when";
  const known =
    content.kind === "surgery" || content.kind === "pregnancy"
      ? content.when
      : content.kind === "tobacco"
        ? content.quitOn
        : null;
  if (known === null) return null;
  const { from, to } = spanOf(known);
  if (from > today) return [`content.${field}`, "That day is still to come."];
  if (to < born) return [`content.${field}`, "That is before the patient was born."];
  return null;
}

function contentRefused(content: HistoryContent, person: Person): Refused {
  if (content.kind === "tobacco") return tobaccoRefused(content, person);
  if (content.kind === "pregnancy-status") return pregnancyRefused(content, person);
  if (content.kind === "alcohol" && content.use !== "current" && (content.drinksPerWeek ?? 0) > 0)
    return ["content.drinksPerWeek", "Choose current, or empty this."];
  if (content.kind === "pregnancy" && content.outcome === "preterm" && (content.weeks ?? 0) >= TERM_WEEKS)
    return ["content.weeks", "From 37 weeks on it is a birth at term."];
  return null;
}

const TERM_WEEKS = 37;

type Of<K extends HistoryContent["kind"]> = Extract<HistoryContent, { kind: K }>;

function tobaccoRefused(content: Of<"tobacco">, { born, today }: Person): Refused {
  const { use, products, cigarettesPerDay, years, quitOn } = content;
  const hasAmount = products.length > 0 || [cigarettesPerDay, years, quitOn].some((one) => one !== null);
  if (use === "never" && hasAmount)
    return ["content.use", "Who never used tobacco has no amount. Choose former or current, or empty the rest."];
  if (use !== "never" && products.length === 0) return ["content.products", "Say what is or was used."];
  if (use === "current" && quitOn !== null)
    return ["content.quitOn", "Who quit is a former user. Choose former, or empty this."];
  if (years !== null && years > ageInYears(born, today))
    return ["content.years", "That is longer than the patient has lived."];
  return null;
}

function pregnancyRefused(content: Of<"pregnancy-status">, { born, today }: Person): Refused {
  const { status, lastPeriod, dueByUltrasound } = content;
  if (lastPeriod !== null && lastPeriod > today) return ["content.lastPeriod", "That day is still to come."];
  if (lastPeriod !== null && lastPeriod < born) return ["content.lastPeriod", "That is before the patient was born."];
  if (dueByUltrasound !== null && status !== "pregnant")
    return ["content.dueByUltrasound", "A due date is for who is pregnant. Choose pregnant, or empty this."];
  if (dueByUltrasound !== null && dueByUltrasound > addDays(today, TERM_DAYS))
    return ["content.dueByUltrasound", "A pregnancy is due within 40 weeks."];
  const due = dueByUltrasound ?? (lastPeriod === null ? null : dueOfLastPeriod(lastPeriod));
  if (status !== "pregnant" || due === null || addDays(due, OVERDUE_DAYS) >= today) return null;
  const field = dueByUltrasound === null ? "content.lastPeriod" : "content.dueByUltrasound";
  return [field, "That pregnancy would be over by now."];
}

type Kept = Omit<HistoryFact, "standing">;

/**
 * What was said, with what of it counts (CHT-462).
 *
 * @param kept the newest first.
 */
export function standing(kept: readonly Kept[]): HistoryFact[] {
  const spoken = new Set<HistorySubject>();
  return kept.map(({ historyId, content, source, at, by, struck }): HistoryFact => {
    const fact = { historyId, content, source, at, by, struck };
    if (struck) return { ...fact, standing: "in-error" };
    const subject = subjectOf(content);
    if (LISTS.includes(subject) && content.kind !== "none") return { ...fact, standing: "current" };
    if (spoken.has(subject)) return { ...fact, standing: "earlier" };
    spoken.add(subject);
    return { ...fact, standing: "current" };
  });
}

/** The chart's histories, of what who asks may see (CHT-462, CHT-465). */
export function historiesOf(
  kept: readonly Kept[],
  { today, timeZone }: { readonly today: LocalDate; readonly timeZone: TimeZone },
): Histories {
  const facts = standing(kept);
  const current = facts.filter((one) => one.standing === "current");
  const stateOf = (list: HistoryList) =>
    current.some(({ content }) => content.kind === list)
      ? "listed"
      : current.some(({ content }) => content.kind === "none" && content.of === list)
        ? "none-known"
        : "not-asked";
  const lists = { family: stateOf("family"), surgery: stateOf("surgery"), pregnancy: stateOf("pregnancy") } as const;
  const pregnancy = pregnancyStatusOf(current, today, timeZone);
  return {
    facts,
    lists,
    packYears: packYearsOf(current.find(({ content }) => content.kind === "tobacco")?.content ?? null),
    obstetrics: lists.pregnancy === "not-asked" ? null : obstetricsOf(current, pregnancy?.status === "pregnant"),
    pregnancy,
  };
}

/** Twenty cigarettes a day for a year. */
const PACK = 20;

export function packYearsOf(content: HistoryContent | null): number | null {
  if (content?.kind !== "tobacco") return null;
  if (content.use === "never") return 0;
  if (!content.products.includes("cigarettes")) return 0;
  const { cigarettesPerDay, years } = content;
  return cigarettesPerDay === null || years === null ? null : Math.round((cigarettesPerDay * years * 10) / PACK) / 10;
}

function obstetricsOf(current: readonly HistoryFact[], isPregnant: boolean): Histories["obstetrics"] {
  const all = current.flatMap(({ content }) => (content.kind === "pregnancy" ? [content] : []));
  const count = (...outcomes: readonly string[]) => all.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const births = all.filter(({ outcome }) => outcome === "term" || outcome === "preterm");
  // A stillbirth is a birth, at term from 37 weeks on; of one whose weeks nobody knows it is counted before term.
  const stillAtTerm = all.filter(({ outcome, weeks }) => outcome === "stillbirth" && (weeks ?? 0) >= TERM_WEEKS).length;
  return {
    gravida: all.length + (isPregnant ? 1 : 0),
    para: {
      term: count("term") + stillAtTerm,
      preterm: count("preterm", "stillbirth") - stillAtTerm,
      abortions: count("miscarriage", "ectopic", "termination"),
      living: births.some(({ living }) => living === null)
        ? null
        : births.reduce((sum, { living }) => sum + (living ?? 0), 0),
    },
  };
}

/** For so long "not pregnant" says something. */
const NOT_PREGNANT_DAYS = 30;

function pregnancyStatusOf(
  current: readonly HistoryFact[],
  today: LocalDate,
  timeZone: TimeZone,
): Histories["pregnancy"] {
  const fact = current.find(({ content }) => content.kind === "pregnancy-status");
  if (fact?.content.kind !== "pregnancy-status") return null;
  const { status, lastPeriod, dueByUltrasound } = fact.content;
  const dueOn = status === "pregnant" ? (dueByUltrasound ?? (lastPeriod && dueOfLastPeriod(lastPeriod))) : null;
  const toldOn = dateIn(fact.at, timeZone);
  const ends = dueOn ? addDays(dueOn, OVERDUE_DAYS) : addDays(toldOn, TERM_DAYS + OVERDUE_DAYS);
  const isOver = status === "pregnant" ? ends < today : addDays(toldOn, NOT_PREGNANT_DAYS) < today;
  return {
    // What was so once says nothing of today (CHT-465): it is not known, and the last period stays one that is known.
    status: isOver ? "not-known" : status,
    dueOn: isOver ? null : dueOn,
    dueBy: isOver || dueOn === null ? null : dueByUltrasound ? "ultrasound" : "last-period",
    lastPeriod,
    toldAt: fact.at,
  };
}

/** What recommendations ask of smoking; "unknown" where it was not asked, not told, or not told far enough. */
export interface Smoking {
  readonly ever: boolean | "unknown";
  /** Twenty pack-years, and smokes or quit within fifteen years. */
  readonly heavy: boolean | "unknown";
}

const PACK_YEARS = 20;
const QUIT_YEARS = 15;

export function smokingOf(content: HistoryContent | null, today: LocalDate): Smoking {
  if (content?.kind !== "tobacco") return { ever: "unknown", heavy: "unknown" };
  const { use, products, quitOn } = content;
  const ever = use !== "never" && products.some((one) => one === "cigarettes" || one === "cigars" || one === "pipe");
  if (!ever || !products.includes("cigarettes")) return { ever, heavy: false };
  const packYears = packYearsOf(content);
  const quitLongAgo = use === "former" && quitOn !== null && ageInYears(spanOf(quitOn).to, today) > QUIT_YEARS;
  if (quitLongAgo || (packYears !== null && packYears < PACK_YEARS)) return { ever, heavy: false };
  const isKnown = packYears !== null && (use === "current" || quitOn !== null);
  return { ever, heavy: isKnown ? true : "unknown" };
}
