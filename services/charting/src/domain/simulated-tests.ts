import type { TestPriority } from "@practicum/contracts/charting/test-orders";
import type { Random } from "@practicum/kernel/ports";
import { pick, randomInt } from "@practicum/kernel/random";
import type { Analyte, AnalyteNumber, Tested } from "@practicum/terminology/data/in-house";
import type { OutsideTest } from "@practicum/terminology/data/outside-tests/outside-tests";

/** What the demonstration's laboratory does with an order: the same again for the same one (CHT-388). Nobody was examined. */
export interface LaboratoryPlan {
  /** After how many hours it answers. */
  readonly hours: number;
  /** It can't be examined, and is to be sent anew; only the first time. */
  readonly rejects: boolean;
  /** The report names the patient wrongly, and fits nobody's order by itself. */
  readonly misnames: boolean;
  /** A report of somebody else comes beside it. */
  readonly strays: boolean;
  /** A part comes first, the rest after so many hours more. */
  readonly restHours: number | null;
  /** It corrects its report after so many hours more. */
  readonly correctionHours: number | null;
  readonly grave: "normal" | "abnormal" | "critical";
}

export function laboratoryPlan(random: Random, priority: TestPriority, test: OutsideTest): LaboratoryPlan {
  const hours =
    priority === "stat"
      ? randomInt(random, 2, 6)
      : priority === "urgent"
        ? randomInt(random, 8, 24)
        : randomInt(random, 24, 72);
  const fate = randomInt(random, 1, 24);
  const grade = randomInt(random, 1, 18);
  const isLaboratory = test.kind === "laboratory";
  const isPanel = isLaboratory && test.analytes.length > 3;
  return {
    hours,
    rejects: isLaboratory && fate === 1,
    misnames: isLaboratory && (fate === 2 || fate === 8),
    strays: isLaboratory && fate === 3,
    restHours: isPanel && fate >= 4 && fate <= 6 ? randomInt(random, 12, 30) : null,
    correctionHours: fate === 7 ? randomInt(random, 20, 30) : null,
    grave: grade === 1 ? "critical" : grade <= 6 ? "abnormal" : "normal",
  };
}

export const REJECTIONS = [
  "The specimen was hemolyzed",
  "Not enough blood in the tube",
  "The tube bears no name",
] as const;

const NORMAL_STUDIES = [
  "No acute finding. Unremarkable study.",
  "Normal for age. No finding that needs a follow-up.",
] as const;
const ABNORMAL_STUDIES = [
  "A small finding of uncertain meaning. Another study in three months is suggested.",
  "Degenerative changes, moderate. No fracture.",
  "A finding that the history should be compared with. See the report in full at the centre.",
] as const;

/** What a study shows, in our own words. */
export function simulatedStudy(random: Random, grave: LaboratoryPlan["grave"]) {
  const abnormal = grave !== "normal";
  const words = abnormal ? pick(random, ABNORMAL_STUDIES) : pick(random, NORMAL_STUDIES);
  return { abnormal, report: `${words} This report is simulated: nobody was examined.` };
}

/** The values of a test: near those of before where there are some, and one of them off where it is to be. */
export function simulatedValues(
  random: Random,
  analytes: readonly Analyte[],
  who: Tested,
  { grave, before }: { readonly grave: LaboratoryPlan["grave"]; readonly before: ReadonlyMap<string, number> },
): { readonly key: string; readonly value: string }[] {
  const alarming = analytes.filter((one) => one.number?.alarm);
  const off =
    grave === "normal" ? undefined : pick(random, grave === "critical" && alarming.length > 0 ? alarming : analytes);
  return analytes.map((one) => {
    const isOff = one.key === off?.key;
    if (!one.number) return { key: one.key, value: answerOf(random, one, isOff) };
    const earlier = before.get(one.key);
    const value = isOff
      ? valueOff(one.number, who, grave)
      : earlier !== undefined
        ? near(random, earlier)
        : valueInside(random, one.number, who);
    return { key: one.key, value: inSpan(one.number, value).toFixed(one.number.decimals) };
  });
}

function answerOf(random: Random, { answers, usual }: Analyte, isOff: boolean): string {
  const wanted = (answers ?? []).filter((one) => (usual?.includes(one) ?? false) !== isOff);
  return wanted.length > 0 ? pick(random, wanted) : (answers?.[0] ?? "");
}

const near = (random: Random, value: number) => value * (1 + (random.next() - 0.5) * 0.12);

/** Inside of what is usual, away from its ends: rounding leaves it there. */
function valueInside(random: Random, number: AnalyteNumber, who: Tested): number {
  const [low, high] = endsOf(number, who);
  return low + (high - low) * (0.2 + random.next() * 0.6);
}

function valueOff(number: AnalyteNumber, who: Tested, grave: LaboratoryPlan["grave"]): number {
  const [, high] = number.usual(who);
  const [from, to] = endsOf(number, who);
  const [, alarm = Infinity] = number.alarm ?? [];
  if (grave === "critical" && number.alarm) return alarm * 1.1 + 0.1;
  const wide = Math.max(to - from, to * 0.1);
  const value = high === null ? from - wide * 0.2 : to + wide * 0.25;
  return Math.min(value, alarm);
}

function endsOf(number: AnalyteNumber, who: Tested): [number, number] {
  const [low, high] = number.usual(who);
  if (low === null && high === null) return [number.min + (number.max - number.min) * 0.02, number.max * 0.1];
  if (high === null) return [low ?? number.min, (low ?? number.min) * 1.5];
  return [low ?? Math.max(number.min, high * 0.5), high];
}

function inSpan({ min, max }: AnalyteNumber, value: number): number {
  return Math.min(max, Math.max(min, value));
}
