import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { planLivelyDay } from "./lively-day.ts";
import type { Registered } from "./plan-day.ts";
import { actorOf, staffByKey } from "./practice.ts";
import type { ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";
import type { VisitPlan } from "./visit-script.ts";

interface Today {
  readonly seed: string;
  readonly now: Instant;
  readonly today: LocalDate;
  readonly registered: readonly Registered[];
}

/** What is done in the house on the day on which the demonstration begins: a test to do, an abnormal result to see, an injection to give. */
export async function inHouseCases(practice: ScriptedPractice, about: Today): Promise<void> {
  const { seed, now, registered } = about;
  const seen = planLivelyDay({ seed, now, registered }).filter(({ state }) => state === "with-provider");
  const [first, second] = seen.map(({ plan }) => plan);
  if (first) {
    await order(practice, first, "strep", null);
    await result(practice, first, "glucose", "188");
  }
  if (second) {
    await order(practice, second, "urine-dip", null);
    await injection(practice, second);
  }
  await shotOfYesterday(practice, about);
  await practice.settle();
}

/** The encounter that is open for a visit of today, or none: the day may be too young for it. */
async function encounterOf(practice: ScriptedPractice, plan: VisitPlan): Promise<Id<"encounter"> | null> {
  const { patientId, date, people } = plan;
  const { encounters } = await practice.run("charting", "getChart", { patientId }, people.provider);
  return encounters.find((one) => one.serviceDate === date && one.status === "open")?.encounterId ?? null;
}

type Dose = { readonly amount: number; readonly unit: string; readonly route: "intramuscular" };

async function order(practice: ScriptedPractice, plan: VisitPlan, item: string, dose: Dose | null) {
  const encounterId = await encounterOf(practice, plan);
  if (encounterId === null) return null;
  const orderId = seededId<"in-house-order">(plan.seed, `${plan.key}/in-house/${item}`);
  const { provider } = plan.people;
  if (dose !== null) {
    const alerts = await practice.run("charting", "checkInjection", { encounterId, orderId, item, dose }, provider);
    if (alerts.some((one) => one.severity === "stop")) return null;
  }
  const input = { orderId, encounterId, item, dose, diagnosis: plan.scenario.diagnoses[0]?.code ?? null };
  await practice.run(
    "charting",
    "orderInHouse",
    { ...input, instructions: "", overrideReason: "", answeredAlerts: [] },
    provider,
  );
  return orderId;
}

async function result(practice: ScriptedPractice, plan: VisitPlan, item: string, value: string): Promise<void> {
  const orderId = await order(practice, plan, item, null);
  if (orderId === null) return;
  const outcomeId = seededId<"in-house-outcome">(plan.seed, `${plan.key}/in-house/${item}/result`);
  const kit = { lot: "GM4471", expiresOn: addDays(plan.date, 300), controlLot: "C2208", controlValid: true };
  const values = [{ key: item, value }];
  const of = { orderId, patientId: plan.patientId, outcomeId };
  await practice.run("charting", "recordTestResult", { ...of, ...kit, values }, plan.people.assistant);
}

/** One that nothing speaks against. */
async function injection(practice: ScriptedPractice, plan: VisitPlan): Promise<void> {
  const dose = { amount: 1000, unit: "mcg", route: "intramuscular" } as const;
  await order(practice, plan, "cyanocobalamin", dose);
}

/** A vaccine that the assistant gave yesterday to somebody who had no visit: it is given and not charged. */
async function shotOfYesterday(practice: ScriptedPractice, { seed, today, registered }: Today): Promise<void> {
  const assistant = actorOf(staffByKey("ramirez"));
  const givenOn = addDays(today, -1);
  const grown = registered.filter(({ patient }) => patient.birthDate < addDays(today, -366 * 50) && patient.coverage);
  for (const { patientId } of grown) {
    const { encounters } = await practice.run("charting", "getChart", { patientId }, assistant);
    if (encounters.some((one) => one.serviceDate === givenOn || one.serviceDate === today)) continue;
    await practice.run(
      "charting",
      "recordImmunization",
      {
        immunizationId: seededId<"immunization">(seed, "in-house/shingles"),
        patientId,
        cvx: "187",
        givenOn,
        lot: "J7731",
        expiresOn: addDays(today, 400),
        manufacturer: "GSK",
        site: "Left deltoid",
        route: "intramuscular",
        doseHundredthsMl: 50,
        funding: "private",
        vis: { editionOn: "2022-02-04", givenOn },
        ndc: null,
      },
      assistant,
    );
    return;
  }
}
