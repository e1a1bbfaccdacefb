import { actorId } from "@practicum/contracts/actor";
import { sensitiveClass, type SensitiveClass } from "@practicum/contracts/charting/sensitive-classes";
import { addDays } from "@practicum/kernel/local-date";
import { TREATS_DAYS } from "../domain/chart-restriction.ts";
import {
  classesOf,
  isMinorOfConsent,
  isShown,
  SETTINGS_BEFORE,
  speaksOf,
  type ClassOfFact,
  type Fact,
  type PartsAsker,
  type Said,
  type SensitiveSettings,
} from "../domain/sensitive-parts.ts";
import {
  birthDatesOf,
  factsOf,
  hasSubstanceUse,
  partsGlassOf,
  patientsHereOn,
  saidOf,
  settingsNow,
  type WantedFacts,
} from "../sql/facts.ts";
import type { NamedIds } from "../domain/leave-out.ts";
import { treatedBy } from "../sql/restrictions.ts";
import { actorMay, type ChartingContext } from "./charting-context.ts";

/** What is known of the classes of some facts, and of who asks. */
export interface JudgedFact extends Fact {
  readonly classes: readonly ClassOfFact[];
  readonly isShown: boolean;
}

/** From whom nothing is kept: the service itself, which does what a person asked for, and patients, whose facts they are. */
export function isKeptFromNone({ actor }: ChartingContext): boolean {
  return actor.kind === "system" || actor.kind === "patient";
}

const PERMISSIONS = {
  "substance-use": "sensitive.substance-use",
  "minors-care": "sensitive.minors-care",
  reproductive: "sensitive.reproductive",
} as const satisfies { readonly [C in SensitiveClass]: string };

/** Who asks, about each of these patients. */
export async function partsAskers(
  context: ChartingContext,
  patientIds: readonly string[],
): Promise<(patientId: string) => PartsAsker> {
  const { tx, actor, now, today } = context;
  const staffId = actor.kind === "staff" ? actor.staffId : actor.kind === "learner" ? actor.learnerId : null;
  const readsCharts = actorMay(context, "chart.read");
  const asks = readsCharts && staffId !== null && patientIds.length > 0 ? staffId : null;
  const [treats, here, glass] = await Promise.all([
    asks === null ? null : treatedBy(tx, asks, patientIds, addDays(today, -TREATS_DAYS)),
    asks === null || !actorMay(context, "sensitive.on-visit-day") ? null : patientsHereOn(tx, patientIds, today),
    asks === null ? null : partsGlassOf(tx, asks, patientIds, now),
  ]);
  const byRole = sensitiveClass.options.filter((one) => actorMay(context, PERMISSIONS[one]));
  return (patientId) => ({
    isKeptFromNone: isKeptFromNone(context),
    readsCharts,
    byRole,
    treats: treats?.get(patientId) ?? null,
    isHereToday: here?.has(patientId) ?? false,
    glassUntil: glass?.get(patientId) ?? null,
  });
}

export async function sensitiveSettingsNow({ tx }: ChartingContext): Promise<SensitiveSettings> {
  return (await settingsNow(tx)) ?? SETTINGS_BEFORE;
}

interface Judged {
  readonly facts: readonly JudgedFact[];
  readonly said: readonly Said[];
}

/** The classes of facts, and whether each is shown to who asks: the one place that decides it (CHT-285). */
export async function judgeFacts(context: ChartingContext, wanted: WantedFacts): Promise<Judged> {
  const { tx, today } = context;
  const facts = await factsOf(tx, wanted);
  if (facts.length === 0) return { facts: [], said: [] };
  const patientIds = [...new Set(facts.map((one) => one.patientId))];
  const [settings, said, born] = await Promise.all([
    sensitiveSettingsNow(context),
    saidOf(tx, patientIds),
    birthDatesOf(tx, patientIds),
  ]);
  const classed = facts.map((fact) => {
    const isMinor = isMinorOfConsent(born.get(fact.patientId) ?? null, today, settings);
    return { ...fact, classes: classesOf(fact, { settings, isMinor, said }) };
  });
  const asked = new Set(classed.flatMap((one) => (one.classes.length > 0 ? [one.patientId] : [])));
  const askers = await partsAskers(context, [...asked]);
  return {
    facts: classed.map((one) => ({
      ...one,
      isShown: one.classes.length === 0 || isShown(one.classes, askers(one.patientId)),
    })),
    said,
  };
}

const NONE: ReadonlySet<string> = new Set();

/** Whether nothing of any chart is kept from who asks: the role opens each class that a chart here can have. */
export async function seesAllParts(context: ChartingContext): Promise<boolean> {
  if (isKeptFromNone(context)) return true;
  const closed = sensitiveClass.options.filter((one) => !actorMay(context, PERMISSIONS[one]));
  if (closed.length === 0) return true;
  return closed.every((one) => one === "substance-use") && !(await hasSubstanceUse(context.tx));
}

/** Those of these ids that are facts that are not shown to who asks, with whose they are. */
export async function hiddenAmong(
  context: ChartingContext,
  ids: NamedIds,
): Promise<{ readonly ids: ReadonlySet<string>; readonly patientIds: readonly string[] }> {
  const hidden = (await judgeFacts(context, { ids })).facts.filter((one) => !one.isShown);
  return {
    ids: new Set(hidden.map((one) => one.factId)),
    patientIds: [...new Set(hidden.map((one) => one.patientId))],
  };
}

/** Those of these ids that are facts that bear a class, whoever asks. */
export async function classedAmong(context: ChartingContext, ids: NamedIds): Promise<ReadonlySet<string>> {
  const { facts } = await judgeFacts(context, { ids });
  return new Set(facts.filter((one) => one.classes.length > 0).map((one) => one.factId));
}

/** What of some charts is not shown to who asks: its ids, and whether a text speaks of it. */
export interface HiddenParts {
  readonly ids: ReadonlySet<string>;
  readonly isSpokenOfIn: (text: string) => boolean;
}

const NOTHING: HiddenParts = { ids: NONE, isSpokenOfIn: () => false };

export async function hiddenParts(context: ChartingContext, patientIds: readonly string[]): Promise<HiddenParts> {
  if (patientIds.length === 0 || (await seesAllParts(context))) return NOTHING;
  const { facts } = await judgeFacts(context, { patientIds });
  return partsOf(facts.filter((one) => !one.isShown));
}

/** What of some charts bears a class, whoever asks: what leaves the practice in everybody's hands has none of it. */
export async function classedParts(
  context: ChartingContext,
  patientIds: readonly string[],
  of: readonly SensitiveClass[] = sensitiveClass.options,
): Promise<HiddenParts> {
  if (patientIds.length === 0) return NOTHING;
  const { facts } = await judgeFacts(context, { patientIds });
  return partsOf(facts.filter((one) => one.classes.some((borne) => of.includes(borne.class))));
}

function partsOf(facts: readonly JudgedFact[]): HiddenParts {
  const named = spokenFacts(facts);
  return {
    ids: new Set(facts.map((one) => one.factId)),
    isSpokenOfIn: (text) => speaksOf(text, named),
  };
}

/** The facts that a text names by what they are; the name of a document or a visit says nothing. */
export function spokenFacts<F extends Fact>(facts: readonly F[]): F[] {
  return facts.filter(({ kind }) => SPOKEN.has(kind));
}
const SPOKEN: ReadonlySet<Fact["kind"]> = new Set([
  ...(["problem", "allergy", "medication", "immunization"] as const),
  ...(["result", "past-procedure", "prescription", "in-house-order", "test-order"] as const),
]);

/** Who asks, as charting keeps it. */
export function askerId({ actor }: ChartingContext): string {
  return actor.kind === "staff" ? actor.staffId : actor.kind === "learner" ? actor.learnerId : actorId(actor);
}

/** What a task about a result says, which many may read: of one that is kept apart not what it is (CHT-290). */
export async function toldValues(
  context: ChartingContext,
  orderId: string,
  values: readonly string[],
): Promise<string[]> {
  const { facts } = await judgeFacts(context, { ids: anyFacts(orderId) });
  return facts.some((one) => one.classes.length > 0) ? ["one that is kept apart"] : [...values];
}

/** Ids of facts of any kind. */
export function anyFacts(...factIds: readonly string[]): NamedIds {
  return new Map([["factId", new Set(factIds)]]);
}
