import type { LocalDate } from "@practicum/kernel/local-date";
import type { Instant } from "@practicum/kernel/instant";
import { seededRandom } from "@practicum/kernel/random";
import { chartHistory } from "./chart-history.ts";
import { planLivelyDay } from "./lively-day.ts";
import type { Registered } from "./plan-day.ts";
import { actorOf, staffByKey } from "./practice.ts";
import type { ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";

/** What the list has already, and what somebody added to it that cannot be so at once. */
const PAIRS = [
  { has: "E11.9", added: { code: "R73.03", label: "Prediabetes" } },
  { has: "E03.9", added: { code: "E05.90", label: "Thyrotoxicosis, unspecified, without thyrotoxic crisis or storm" } },
] as const;

/** Two charts contradict themselves. Neither is of somebody who is here today: a note of today is signed as it is. */
export async function contradictionCases(
  practice: ScriptedPractice,
  about: {
    readonly seed: string;
    readonly now: Instant;
    /** The day as of which the patients' histories were made. */
    readonly since: LocalDate;
    readonly registered: readonly Registered[];
  },
): Promise<void> {
  const { seed, now, since, registered } = about;
  const here = new Set(planLivelyDay({ seed, now, registered }).map(({ plan }) => plan.patientId));
  for (const { has, added } of PAIRS) {
    const who = registered.find(({ patient, patientId }) => {
      if (here.has(patientId)) return false;
      const lists = chartHistory(patient, seededRandom(`${seed}/${patient.key}/history`), since);
      return lists.some((one) => one.kind === "problem" && one.code === has);
    });
    if (!who) continue;
    const problemId = seededId<"problem">(seed, `contradiction/${has}`);
    const { patientId } = who;
    await practice.run(
      "charting",
      "addProblem",
      { problemId, patientId, ...added, onsetOn: null },
      actorOf(staffByKey("chen")),
    );
  }
}
