import { alertRule, type AlertLevel, type AlertRule } from "@practicum/contracts/charting/alert-budget";
import { describe, expect, test } from "vitest";
import { ALERT_RULES, decideRuleLevel, ruleOf, severeCodes, tuned } from "./alert-rules.ts";
import { alertsOf, unanswered, type SafetyFacts } from "./medication-safety.ts";
import { replayRule, type PastChart, type PastOrder } from "./alert-replay.ts";

const drug = (name: string) => ({ rxnorm: null, name });
const order = (name: string, directions = "1 tablet a day") => ({
  orderId: "this",
  encounterId: "note",
  directions,
  ...drug(name),
});
const none: SafetyFacts = { allergies: [], medications: [], drafts: [], answers: [], patient: null };
const penicillin = (severity: "mild" | "severe" | "unknown") =>
  ({ substanceCode: "drug:penicillin V", substance: "Penicillin V", severity }) as const;
const rulesOf = (facts: SafetyFacts, name: string) =>
  alertsOf(facts, order(name)).map((one) => ruleOf(one, severeCodes(facts.allergies)));

describe("CHT-484, CHT-485 how loud a rule is", () => {
  test("a pair that is not given together stays loud, whatever is stored; a lesser one is passive or off", () => {
    const facts = { ...none, medications: [drug("Warfarin 5 mg tablet")] };
    const [stop] = alertsOf(
      { ...facts, tuning: new Map([["pair-stop", "off"]]) },
      order("Metronidazole 500 mg tablet"),
    );
    expect(stop?.severity).toBe("stop");
    const twice = { ...none, medications: [drug("Lisinopril 10 mg tablet")] };
    const again = (level: AlertLevel) =>
      alertsOf({ ...twice, tuning: new Map([["duplicate-drug", level]]) }, order("Lisinopril 20 mg tablet"));
    expect(again("usual")[0]?.severity).toBe("warn");
    expect(again("passive")).toMatchObject([{ severity: "info", source: expect.stringContaining("passive") }]);
    expect(again("off")).toEqual([]);
  });

  test("a severe allergy, and one that nobody graded, is not silenced with its class", () => {
    const all = (severity: Parameters<typeof penicillin>[0]) =>
      rulesOf({ ...none, allergies: [penicillin(severity)] }, "Amoxicillin 500 mg capsule");
    expect(all("mild")).toEqual(["allergy-class-warn"]);
    expect(all("severe")).toEqual(["allergy-severe"]);
    expect(all("unknown")).toEqual(["allergy-severe"]);
    const hidden = { alertId: "drug-allergy:hidden:warn", kind: "drug-allergy", severity: "warn" } as const;
    expect(ruleOf(hidden, new Set())).toBe("allergy-severe");
  });

  test("what could kill cannot be made quieter, and what could not be checked is never off", () => {
    const refused = (level: AlertLevel) => alertRule.options.filter((rule) => !decideRuleLevel(rule, level).ok);
    expect(
      refused("passive")
        .filter((rule) => ALERT_RULES[rule].usual !== "info")
        .toSorted(),
    ).toEqual(["age-stop", "allergy-class-stop", "allergy-same", "allergy-severe", "dose-stop", "pair-stop"]);
    expect(refused("off")).toContain("not-checked");
    expect(refused("usual")).toEqual([]);
    for (const rule of refused("off")) expect(ALERT_RULES[rule].kept, rule).not.toBeNull();
    const unknown = { alertId: "not-checked:order:x", kind: "not-checked", severity: "warn", source: "" } as const;
    expect(tuned([unknown], new Map([["not-checked", "off"]]), new Set())).toEqual([unknown]);
  });
});

describe("CHT-488 an alert that one answered today for the same patient and drugs does not stop again", () => {
  const own = (alertId: string, name: string, directions = "1 tablet a day") => ({
    orderId: "earlier",
    encounterId: "other note",
    alertId,
    name,
    directions,
    reason: "Will monitor",
    by: "Chen Test, MD",
    at: "2026-11-23T16:00:00.000Z" as const,
  });
  const facts = { ...none, medications: [drug("Warfarin 5 mg tablet")] };
  const metronidazole = order("Metronidazole 500 mg tablet");

  test("it is shown with the answer; another pair stops", () => {
    const ownToday = [own("drug-drug:metronidazole:warfarin", "Metronidazole 250 mg tablet")];
    expect(unanswered(alertsOf({ ...facts, ownToday }, metronidazole))).toEqual([]);
    expect(alertsOf({ ...facts, ownToday }, metronidazole)[0]?.answer?.reason).toBe("Will monitor");
    const other = [own("drug-drug:ibuprofen:warfarin", "Ibuprofen 600 mg tablet")];
    expect(unanswered(alertsOf({ ...facts, ownToday: other }, metronidazole))).toHaveLength(1);
  });

  test("of a dose, the reason holds for the same amount alone", () => {
    const child = { ...none, patient: { ageMonths: 24, weight: { grams: 12_000, daysAgo: 0 } } };
    const much = order("Amoxicillin 400 mg/5 mL suspension", "20 mL twice a day");
    const [dose] = alertsOf(child, much);
    expect(dose?.kind).toBe("dose");
    const said = own(dose?.alertId ?? "", much.name, "18 mL twice a day");
    expect(unanswered(alertsOf({ ...child, ownToday: [said] }, much))).toHaveLength(1);
    const same = { ...said, directions: much.directions };
    expect(unanswered(alertsOf({ ...child, ownToday: [same] }, much))).toEqual([]);
  });
});

describe("CHT-487 a rule is replayed on the practice’s own orders", () => {
  const past = (orderId: string, name: string, at: string, more: Partial<PastOrder> = {}): PastOrder => ({
    orderId,
    encounterId: `note of ${orderId}`,
    patientId: "p",
    directions: "1 tablet a day",
    status: "signed",
    answered: [],
    at: `2026-11-${at}T16:00:00.000Z` as PastOrder["at"],
    ...drug(name),
    ...more,
  });
  const chart: PastChart = {
    bornOn: "1960-01-01",
    allergies: [],
    allergiesAskedAt: "2026-01-01T00:00:00.000Z",
    medications: [
      {
        ...drug("Lisinopril 10 mg tablet"),
        orderId: null,
        since: "2026-11-05T00:00:00.000Z",
        until: "2026-11-15T00:00:00.000Z",
      },
      // Signed in the same minute as it was written: it is no duplicate of itself.
      { ...drug("Metformin 500 mg tablet"), orderId: "other", since: "2026-11-10T16:00:00.000Z", until: null },
    ],
    weights: [],
  };
  const replay = (orders: readonly PastOrder[], raised: Parameters<typeof replayRule>[1]["raised"] = []) =>
    replayRule(
      "duplicate-drug" satisfies AlertRule,
      { orders, charts: new Map([["p", chart]]), raised },
      "America/Los_Angeles",
    );

  test("by what stood in the chart then, and what was taken out or changed was useful", () => {
    const orders = [
      past("before", "Lisinopril 20 mg tablet", "02"),
      past("while", "Lisinopril 20 mg tablet", "10"),
      past("dropped", "Lisinopril 20 mg tablet", "11", { status: "cancelled" }),
      past("after", "Lisinopril 20 mg tablet", "20"),
      past("other", "Metformin 500 mg tablet", "10"),
    ];
    expect(replay(orders)).toEqual({ orders: 5, raised: 2, useful: 1, overridden: 0, notKnown: 0 });
  });

  test("an order that was never written after it was shown counts; a patient who is not known is said", () => {
    const raised = [{ orderId: "never", rule: "duplicate-drug", outcome: "dropped" }] as const;
    const orders = [past("stranger", "Lisinopril 20 mg tablet", "10", { patientId: "q" })];
    expect(replay(orders, raised)).toEqual({ orders: 2, raised: 1, useful: 1, overridden: 0, notKnown: 1 });
  });
});
