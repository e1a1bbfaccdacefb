import {
  sensitiveClass,
  type FactKind,
  type MinorCareKind,
  type SensitiveClass,
} from "@practicum/contracts/charting/sensitive-classes";
import type { SensitiveReason } from "@practicum/contracts/charting/sensitive";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ageInMonths } from "@practicum/kernel/local-date";
import { isInRange, TOPICS } from "./sensitive-map.ts";

/** A fact of a chart, as far as its classes follow from it. */
export interface Fact {
  readonly factId: string;
  readonly kind: FactKind;
  readonly patientId: string;
  /** The visit that it hangs on; its classes are the fact's, too. */
  readonly encounterId: string | null;
  readonly codes: readonly string[];
  readonly names: readonly string[];
  /** Of the visit that it hangs on. */
  readonly visitCodes: readonly string[];
  /** Of that visit: the earlier ones that its note has lines of. */
  readonly carriedFrom: readonly { readonly encounterId: string; readonly codes: readonly string[] }[];
}

export interface SensitiveSettings {
  readonly version: number;
  readonly part2Program: boolean;
  /** From this age on minors consent by themselves to these kinds of care. */
  readonly minorsFrom: number;
  readonly minorsKinds: readonly MinorCareKind[];
}

/** Until a practice says otherwise: no Part 2 program, and what most states let minors consent to from twelve or fourteen on. */
export const SETTINGS_BEFORE: SensitiveSettings = {
  version: 0,
  part2Program: false,
  minorsFrom: 12,
  minorsKinds: ["reproductive", "substance-use", "mental-health"],
};

/** What a person said of a fact's class; of one fact and class the last one counts. */
export interface Said {
  readonly factId: string;
  readonly class: SensitiveClass;
  readonly says: "set" | "lifted";
  readonly version: number;
  readonly reason: string;
  readonly at: Instant;
  readonly by: string;
}

export interface Proposal {
  readonly class: SensitiveClass;
  readonly because: string;
}

const ADULT_YEARS = 18;

/** Whether somebody is a minor who may consent to some care alone. Whose birth date is not known is taken for one: unknown is not no. */
export function isMinorOfConsent(
  born: LocalDate | null,
  today: LocalDate,
  { minorsFrom }: Pick<SensitiveSettings, "minorsFrom">,
): boolean {
  if (born === null) return true;
  const months = ageInMonths(born, today);
  return months >= minorsFrom * 12 && months < ADULT_YEARS * 12;
}

/** The classes that follow from what a fact is (CHT-282), with why. */
export function proposalsOf(
  fact: Pick<Fact, "kind" | "codes" | "names">,
  settings: SensitiveSettings,
  isMinor: boolean,
): Proposal[] {
  const topics = TOPICS.filter(({ kinds, codes, butNot, words }) => {
    if (kinds !== "all" && !kinds.includes(fact.kind)) return false;
    const coded = fact.codes.some(
      (code) =>
        codes.some((range) => isInRange(code, range)) && !butNot.some((one) => code.toUpperCase().startsWith(one)),
    );
    return coded || (words !== null && fact.names.some((name) => words.test(name)));
  });
  return topics.flatMap(({ of, because }): Proposal[] => [
    ...(of === "reproductive" ? [{ class: "reproductive" as const, because }] : []),
    ...(of === "substance-use" && settings.part2Program ? [{ class: "substance-use" as const, because }] : []),
    ...(isMinor && settings.minorsKinds.includes(of) ? [{ class: "minors-care" as const, because }] : []),
  ]);
}

export interface ClassOfFact {
  readonly class: SensitiveClass;
  /** Why it bears it: proposed by what it is or by its visit, or set by a person. */
  readonly because: string;
  readonly by: string | null;
  readonly at: Instant | null;
}

/**
 * The classes that a fact bears (CHT-282 to CHT-284): what a person said last of it counts; else what is proposed by what it is; else what its visit
 * bears, and the notes that the visit's has lines of (CHT-365).
 */
export function classesOf(
  fact: Fact,
  at: { readonly settings: SensitiveSettings; readonly isMinor: boolean; readonly said: readonly Said[] },
): ClassOfFact[] {
  const own = proposalsOf(fact, at.settings, at.isMinor);
  const isNote = fact.kind === "encounter";
  const visit = fact.encounterId === null || isNote ? null : visitOf(fact, fact.encounterId);
  const ofVisit = visit === null ? [] : classesOf(visit, at);
  const ofSources = isNote ? fact.carriedFrom.flatMap((source) => classesOf(sourceOf(fact, source), at)) : [];
  return sensitiveClass.options.flatMap((one): ClassOfFact[] => {
    const last = lastSaid(at.said, fact.factId, one);
    if (last?.says === "lifted") return [];
    if (last) return [{ class: one, because: last.reason, by: last.by, at: last.at }];
    const proposed = own.find((proposal) => proposal.class === one);
    if (proposed) return [{ ...proposed, by: null, at: null }];
    const inherited = ofVisit.find((found) => found.class === one);
    if (inherited) return [{ ...inherited, because: `its visit: ${inherited.because}` }];
    const carried = ofSources.find((found) => found.class === one);
    return carried ? [{ ...carried, because: `a note that lines were taken over from: ${carried.because}` }] : [];
  });
}

function visitOf(fact: Fact, encounterId: string): Fact {
  return { ...fact, factId: encounterId, kind: "encounter", codes: fact.visitCodes, names: [], encounterId: null };
}

function sourceOf(fact: Fact, { encounterId, codes }: Fact["carriedFrom"][number]): Fact {
  return { ...fact, factId: encounterId, codes, names: [], encounterId: null, carriedFrom: [] };
}

/** What was said last of a fact's class. */
export function lastSaid(said: readonly Said[], factId: string, of: SensitiveClass): Said | undefined {
  return said
    .filter((one) => one.factId === factId && one.class === of)
    .toSorted((a, b) => a.version - b.version)
    .at(-1);
}

/** What is known of who asks, about one patient. */
export interface PartsAsker {
  /** The service itself, and the patient: from them nothing is kept. */
  readonly isKeptFromNone: boolean;
  readonly readsCharts: boolean;
  /** The classes that the role opens in every chart. */
  readonly byRole: readonly SensitiveClass[];
  readonly treats: { readonly on: LocalDate; readonly visitTypeName: string } | null;
  /** The role works with whoever is here today, and this patient is. */
  readonly isHereToday: boolean;
  readonly glassUntil: Instant | null;
}

/** By what a class of a chart opens to who asks (CHT-285); nothing: it does not. */
export function opensClass(of: SensitiveClass, asker: PartsAsker): SensitiveReason[] {
  if (asker.isKeptFromNone) return [{ kind: "own" }];
  const why: SensitiveReason[] = [];
  if (asker.byRole.includes(of)) why.push({ kind: "role" });
  if (!asker.readsCharts) return why;
  if (asker.treats) why.push({ kind: "treats", ...asker.treats });
  if (asker.isHereToday) why.push({ kind: "visit-today" });
  if (asker.glassUntil !== null) why.push({ kind: "glass", until: asker.glassUntil });
  return why;
}

/** Whether a fact is shown: each class that it bears has to open. */
export function isShown(classes: readonly { readonly class: SensitiveClass }[], asker: PartsAsker): boolean {
  return classes.every((one) => opensClass(one.class, asker).length > 0);
}

const FACT_WORDS_MIN = 3;

/** Whether a text names one of these facts: by its name, its code or its id. */
export function speaksOf(text: string, facts: readonly Pick<Fact, "factId" | "names" | "codes">[]): boolean {
  const lower = text.toLowerCase();
  const has = (word: string) => word.length >= FACT_WORDS_MIN && containsWord(lower, word.toLowerCase());
  return facts.some(({ factId, names, codes }) => lower.includes(factId) || names.some(has) || codes.some(has));
}

/** A name that is a part of a longer word is another name. */
function containsWord(text: string, word: string): boolean {
  const isLetter = (at: string) => /[\p{L}\p{N}]/u.test(at);
  for (let from = text.indexOf(word); from !== -1; from = text.indexOf(word, from + 1)) {
    if (!isLetter(text.charAt(from - 1)) && !isLetter(text.charAt(from + word.length))) return true;
  }
  return false;
}
