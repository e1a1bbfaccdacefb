import type { HistoryContent } from "@practicum/contracts/charting/histories";
import { must } from "@practicum/kernel/assert";
import { ageInYears, type LocalDate } from "@practicum/kernel/local-date";
import type { Instant } from "@practicum/kernel/instant";
import type { Random } from "@practicum/kernel/ports";
import { seededRandom } from "@practicum/kernel/random";
import { planLivelyDay } from "./lively-day.ts";
import type { SeedPatient } from "./patients.ts";
import type { Registered } from "./plan-day.ts";
import { actorOf, staffByKey } from "./practice.ts";
import type { ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";

/** So many of those who come today and of the others were asked for their histories; no practice has asked everybody. */
const HERE = 16;
const OTHERS = 24;

/** What the medical assistants asked of the first patients: not everything of everybody, and of many nothing. */
export async function historyCases(
  practice: ScriptedPractice,
  about: {
    readonly seed: string;
    readonly now: Instant;
    readonly today: LocalDate;
    readonly registered: readonly Registered[];
  },
): Promise<void> {
  const { seed, today, registered } = about;
  const assistant = actorOf(staffByKey("ramirez"));
  const here = new Set(planLivelyDay(about).map(({ plan }) => plan.patientId));
  const asked = [
    // limit: a part of each, as it is in a practice.
    ...registered.filter((one) => here.has(one.patientId)).slice(0, HERE),
    ...registered.filter((one) => !here.has(one.patientId)).slice(0, OTHERS),
  ];
  for (const { patient, patientId } of asked) {
    const random = seededRandom(`${seed}/${patient.key}/histories`);
    for (const [index, content] of historyOf(patient, random, today).entries())
      await practice.run(
        "charting",
        "recordHistory",
        {
          historyId: seededId<"history">(seed, `history/${patient.key}/${index}`),
          patientId,
          source: "patient",
          content,
        },
        assistant,
      );
  }
}

const CONDITIONS = [
  ["mother", "E11.9", "Type 2 diabetes mellitus without complications"],
  ["father", "I10", "Essential (primary) hypertension"],
  ["maternal-grandmother", null, "Breast cancer"],
  ["father", null, "Heart attack"],
  ["brother", null, "Colon cancer"],
] as const;
const SURGERIES = ["Appendectomy", "Cholecystectomy", "Tonsillectomy", "Inguinal hernia repair", "Knee arthroscopy"];
const WORK = ["Teacher", "Retired carpenter", "Nurse", "Office work", "Cook", "Bus driver"];
const LIVING = ["Alone, in an apartment", "With spouse", "With spouse and two children", "With roommates"];
const EXERCISE = ["Walks 30 minutes a day", "None regularly", "Swims twice a week"];

function historyOf({ birthDate, sex }: SeedPatient, random: Random, today: LocalDate): HistoryContent[] {
  const age = ageInYears(birthDate, today);
  const pick = <T>(from: readonly T[]): T => must(from[Math.floor(random.next() * from.length)]);
  const some = (share: number) => random.next() < share;
  if (age < 12 || some(0.2)) return [];
  const year = (from: number) =>
    String(Number(today.slice(0, 4)) - Math.floor(random.next() * Math.max(1, age - from)));
  const told: HistoryContent[] = [];
  if (some(0.6)) {
    const [relative, code, condition] = pick(CONDITIONS);
    const onsetAge = some(0.6) ? 40 + Math.floor(random.next() * 30) : null;
    told.push({ kind: "family", relative, code, condition, onsetAge, diedOfIt: some(0.2) ? "yes" : "unknown" });
  } else if (some(0.4)) told.push({ kind: "none", of: "family" });
  if (age > 25 && some(0.5)) {
    const procedure = pick(SURGERIES);
    const side = /hernia|knee/i.test(procedure) ? pick(["left", "right"] as const) : null;
    told.push({ kind: "surgery", procedure, when: some(0.8) ? year(20) : null, side, complications: "" });
  } else if (some(0.5)) told.push({ kind: "none", of: "surgery" });
  told.push(...socialOf(age, random, some, pick, year));
  if (sex === "female" && age >= 22) told.push(...pregnanciesOf(age, some, pick, year));
  return told;
}

function socialOf(
  age: number,
  random: Random,
  some: (share: number) => boolean,
  pick: <T>(from: readonly T[]) => T,
  year: (from: number) => string,
): HistoryContent[] {
  const told: HistoryContent[] = [];
  if (some(0.8)) told.push(tobaccoOf(age, random, year));
  if (age >= 18 && some(0.7)) {
    const drinksPerWeek = 1 + Math.floor(random.next() * 8);
    told.push(
      some(0.3)
        ? { kind: "alcohol", use: "never", drinksPerWeek: null, note: "" }
        : { kind: "alcohol", use: "current", drinksPerWeek, note: "" },
    );
  }
  if (age >= 18 && some(0.6)) told.push({ kind: "occupation", text: pick(WORK) });
  if (some(0.5)) told.push({ kind: "living", text: pick(LIVING) });
  if (some(0.4)) told.push({ kind: "exercise", text: pick(EXERCISE) });
  if (some(0.1)) told.push({ kind: "declined", of: "drugs" });
  return told;
}

function tobaccoOf(age: number, random: Random, year: (from: number) => string): HistoryContent {
  const roll = random.next();
  if (age < 20 || roll < 0.6)
    return { kind: "tobacco", use: "never", products: [], cigarettesPerDay: null, years: null, quitOn: null };
  const isFormer = roll < 0.85;
  return {
    kind: "tobacco",
    use: isFormer ? "former" : "current",
    products: ["cigarettes"],
    cigarettesPerDay: 10 + 5 * Math.floor(random.next() * 4),
    // Now and then nobody asked for how long: pack-years are not known then.
    years: random.next() < 0.8 ? Math.max(1, Math.min(40, Math.floor((age - 18) * 0.7))) : null,
    quitOn: isFormer ? year(25) : null,
  };
}

function pregnanciesOf(
  age: number,
  some: (share: number) => boolean,
  pick: <T>(from: readonly T[]) => T,
  year: (from: number) => string,
): HistoryContent[] {
  if (some(0.4)) return [];
  if (some(0.3)) return [{ kind: "none", of: "pregnancy" }];
  const births = pick([1, 2, 2, 3]);
  const birth: HistoryContent = { kind: "pregnancy", outcome: "term", when: null, weeks: null, living: 1, note: "" };
  const listed: HistoryContent[] = Array.from({ length: births }, () => ({
    ...birth,
    when: some(0.7) ? year(20) : null,
  }));
  if (age > 50 || some(0.5)) return listed;
  return [...listed, { kind: "pregnancy-status", status: "not-pregnant", lastPeriod: null, dueByUltrasound: null }];
}
