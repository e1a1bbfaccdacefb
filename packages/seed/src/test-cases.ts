import type { ListedTestOrder, TestStep } from "@practicum/contracts/charting/test-orders";
import type { Actor } from "@practicum/contracts/actor";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { planLivelyDay } from "./lively-day.ts";
import type { Registered } from "./plan-day.ts";
import { actorOf, staffByKey } from "./practice.ts";
import type { PracticePort, ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";
import type { StepName, VisitPlan } from "./visit-script.ts";

/** What is ordered for which problem. */
const TESTS: { readonly [code: string]: readonly string[] } = {
  I10: ["bmp"],
  "E11.9": ["a1c", "urine-albumin"],
  "E78.5": ["lipids"],
  "E03.9": ["tsh"],
  "Z00.00": ["lipids", "cmp", "cbc"],
  "J20.9": ["xray-chest"],
  "N39.0": ["urine-culture"],
  "F32.1": ["tsh"],
  "M54.50": ["xray-lumbar"],
};

/** The orders of the usual tests of a visit's diagnoses; `performerOf` says who carries a test out. */
export function usualTests(
  { seed, key, scenario }: Pick<VisitPlan, "seed" | "key" | "scenario">,
  performerOf: (item: string) => Id<"outside-provider"> | null,
) {
  return scenario.diagnoses.flatMap(({ code }) =>
    (TESTS[code] ?? []).map((item) => ({
      orderId: seededId<"test-order">(seed, `${key}/test/${item}`),
      item,
      side: null,
      diagnoses: [code],
      priority: "routine" as const,
      fasting: item === "lipids",
      comment: "",
      performerId: performerOf(item),
    })),
  );
}

/** On so many of the last days tests were ordered, at so many visits of a day. */
const DAYS = 14;
const VISITS = 3;
/** What was ordered since is left as it came: to be sent, to be reviewed, to be told. */
const LEFT_DAYS = 5;
const TOLD_DAYS = 6;
const LIST_MAX = 200;

interface Ordered {
  readonly index: number;
  readonly day: LocalDate;
  readonly plan: VisitPlan;
}

export interface Step {
  readonly name: StepName;
  readonly plan: VisitPlan;
  readonly run: (port: PracticePort) => Promise<void>;
}

/**
 * In the demonstration tests go out of the house on each of the last days, and the simulated laboratory answers by itself. What is older the practice has
 * reviewed and told; what is newer waits in each state, and one order was forgotten.
 */
export function testCases(practice: ScriptedPractice, { seed, today }: { seed: string; today: LocalDate }) {
  const ordered = new Map<string, Ordered>();
  const desk = actorOf(staffByKey("brooks"));
  const assistant = actorOf(staffByKey("ramirez"));

  const order = async (port: PracticePort, plan: VisitPlan) => {
    const { patientId, date, people } = plan;
    const { encounters } = await port.run("charting", "getChart", { patientId }, people.provider);
    const note = encounters.find((one) => one.serviceDate === date && one.status === "open");
    const orders = usualTests(plan, (item) => placeId(seed, item.startsWith("xray") ? "imaging" : "laboratory"));
    if (!note || orders.length === 0) return;
    await port.run("charting", "orderTests", { encounterId: note.encounterId, patientId, orders }, people.provider);
    for (const { orderId } of orders) ordered.set(orderId, { index: ordered.size, day: date, plan });
  };

  /** Before some notes of the day are signed tests are ordered in them. */
  const orders = <S extends Step>(day: LocalDate, steps: readonly S[]): S[] => {
    if (day < addDays(today, -DAYS)) return [...steps];
    const wanted = steps.filter(
      ({ name, plan }) =>
        name === "sign" &&
        plan.age >= 18 &&
        !plan.slips?.unsigned &&
        plan.scenario.diagnoses.some(({ code }) => TESTS[code]),
    );
    // limit: some visits of a day are enough for a demonstration.
    const chosen = new Set(wanted.slice(0, VISITS));
    return withBefore(steps, chosen, order);
  };

  const say = async (
    one: ListedTestOrder,
    step: Extract<TestStep, { kind: "sent" | "told" | "reviewed" }>,
    as: Actor,
  ) => {
    const { orderId, patientId } = one;
    const stepId = seededId<"test-step">(seed, `${orderId}/${step.kind}/${one.steps.length}`);
    if (step.kind === "reviewed")
      await practice.run("charting", "decideTestOrder", { orderId, patientId, stepId, step }, as);
    else await practice.run("charting", "recordTestStep", { orderId, patientId, stepId, step }, as);
  };

  const goOn = async (one: ListedTestOrder, { index, day, plan }: Ordered) => {
    const { provider } = plan.people;
    const isForgotten = index % 13 === 12;
    if (one.state === "to-send" && !isForgotten)
      return say(one, { kind: "sent", way: "paper", to: one.performer?.name ?? "Laboratory" }, assistant);
    if (one.state === "rejected" && day < addDays(today, -LEFT_DAYS))
      return say(one, { kind: "sent", way: "paper", to: one.performer?.name ?? "Laboratory" }, assistant);
    if (one.state === "to-review" && day < addDays(today, -LEFT_DAYS)) return say(one, reviewOf(one), provider);
    if (one.state === "to-tell" && day < addDays(today, -TOLD_DAYS))
      return say(one, { kind: "told", how: "By telephone; repeated what was said" }, assistant);
  };

  const evening = async () => {
    const ask = { show: "open" as const, text: "", before: null, limit: LIST_MAX };
    const { orders: waiting } = await practice.run("charting", "testWork", ask, actorOf(staffByKey("alvarez")));
    for (const one of waiting) {
      const known = ordered.get(one.orderId);
      if (known) await goOn(one, known);
    }
  };

  const begin = async () => {
    for (const [specialty, name] of [
      ["laboratory", "Harborside Laboratory"],
      ["imaging", "Mission Bay Imaging Center"],
    ] as const)
      await practice.run(
        "charting",
        "saveOutsideProvider",
        {
          outsideProviderId: placeId(seed, specialty),
          name,
          specialty,
          practice: "",
          phone: null,
          fax: null,
          npi: null,
          address: "",
          active: true,
          baseVersion: 0,
        },
        desk,
      );
  };

  /** Drafts in the notes of those who are with a provider now. */
  const now = async (at: Instant, registered: readonly Registered[]) => {
    for (const { state, plan } of planLivelyDay({ seed, now: at, registered }))
      if (state === "with-provider" && plan.age >= 18) await order(practice, plan);
  };

  return { begin, orders, evening, now };
}

/** Steps of which some have a deed of the same visit before them. */
export function withBefore<S extends Step>(
  steps: readonly S[],
  chosen: ReadonlySet<S>,
  deed: (port: PracticePort, plan: VisitPlan) => Promise<unknown>,
): S[] {
  return steps.map((step) =>
    chosen.has(step)
      ? {
          ...step,
          run: async (port: PracticePort) => {
            await deed(port, step.plan);
            await step.run(port);
          },
        }
      : step,
  );
}

const placeId = (seed: string, of: "laboratory" | "imaging"): Id<"outside-provider"> =>
  seededId<"outside-provider">(seed, `place/${of}`);

function reviewOf({ gravity, label }: ListedTestOrder): Extract<TestStep, { kind: "reviewed" }> {
  if (gravity === "normal")
    return { kind: "reviewed", disposition: "normal", plan: "", message: `Your result (${label}) is normal.` };
  return { kind: "reviewed", disposition: "repeat", plan: "Again in three months, with the next visit", message: "" };
}
