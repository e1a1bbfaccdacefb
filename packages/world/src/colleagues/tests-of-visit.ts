import { seededRandom } from "@practicum/kernel/random";
import type { PracticePort } from "@practicum/seed/practice-port";
import { usualTests } from "@practicum/seed/test-cases";
import type { VisitPlan } from "@practicum/seed/visit-script";
import { unlessRefused } from "./unless-refused.ts";

/** At so many of the visits whose problem has a usual test, it is ordered. */
const ORDERED = 0.35;
const ADULT = 18;

/** Before a note is signed its provider orders what the problem wants: the laboratory answers in some days (WLD-56). */
export async function orderTestsAt(practice: PracticePort, plan: VisitPlan, encounterId: string): Promise<void> {
  const { seed, key, age, patientId, people } = plan;
  if (age < ADULT || encounterId === "" || seededRandom(`${seed}/${key}/tests`).next() >= ORDERED) return;
  const orders = usualTests(plan, () => null);
  if (orders.length === 0) return;
  await unlessRefused(practice.run("charting", "orderTests", { encounterId, patientId, orders }, people.provider));
}
