import { z } from "zod";
import { command, query } from "../operation.ts";
import { paging } from "../parts.ts";
import { id, instant, localDate, personName, text } from "../schema.ts";
import { contradictionSeverity } from "./contradictions.ts";

/** How often the alerts of orders are raised, what becomes of them, and how loud each rule is in this practice. */

export const alertRule = z.enum([
  "allergy-same",
  "allergy-severe",
  "allergy-class-stop",
  "allergy-class-warn",
  "allergy-class-info",
  "pair-stop",
  "pair-warn",
  "pair-info",
  "duplicate-drug",
  "duplicate-class",
  "duplicate-class-info",
  "dose-stop",
  "dose-warn",
  "age-stop",
  "age-warn",
  "age-info",
  "not-checked",
]);
export type AlertRule = z.output<typeof alertRule>;

/** `usual` is as the rule says it; `passive` is shown and asks for nothing; `off` is not shown. */
export const alertLevel = z.enum(["usual", "passive", "off"]);
export type AlertLevel = z.output<typeof alertLevel>;

export const alertProviderKind = z.enum(["physician", "nurse-practitioner", "physician-assistant", "other"]);

/** `open` is an order that is not written to its end yet: nobody knows what becomes of it. */
export const alertOutcome = z.enum(["changed", "dropped", "overridden", "kept", "open"]);
export type AlertOutcome = z.output<typeof alertOutcome>;

/** The reasons to go on that one key gives; they say nothing of anybody. */
export const alertReasons: readonly string[] = [
  "Tolerated before",
  "Benefit outweighs the risk",
  "Patient no longer takes the other",
  "Will monitor",
];

const period = { from: localDate, to: localDate };

const ruleVersion = z.object({
  version: z.int(),
  level: alertLevel,
  reason: z.string(),
  at: instant,
  by: z.string(),
});

const alertRuleState = z.object({
  rule: alertRule,
  label: z.string(),
  /** What it does where nobody has changed it. */
  usual: z.enum(["stop", "warn", "info"]),
  level: alertLevel,
  version: z.int(),
  /** The levels that the practice can choose; `usual` alone where silence could kill. */
  levels: z.array(alertLevel),
  /** Why it is no quieter; null where it can be. */
  kept: z.string().nullable(),
  /** What was said of it, the newest first. */
  versions: z.array(ruleVersion),
});
export type AlertRuleState = z.output<typeof alertRuleState>;

const counts = {
  raised: z.int(),
  /** Of these, as many as stopped or warned. */
  interrupting: z.int(),
  changed: z.int(),
  dropped: z.int(),
  overridden: z.int(),
  kept: z.int(),
  open: z.int(),
};

export const alertBudgetOperations = {
  noteAlerts: command({
    summary: "Keeps that these alerts were shown while an order is being written, whatever becomes of it",
    permission: "order.write",
    input: z.strictObject({
      encounterId: id("encounter"),
      orderId: id("order"),
      rxnorm: z.string().max(20).nullable(),
      name: text(150),
      directions: z.string().max(250),
    }),
    output: z.object({}),
    errors: ["not-found"],
  }),
  alertRules: query({
    summary: "The rules of alerts, how loud each is here, and what was said of it",
    permission: "alert.read",
    tellsNoChart: true,
    input: z.strictObject({}),
    output: z.array(alertRuleState),
  }),
  setAlertRule: command({
    summary: "Makes a rule quieter or as loud as usual again, with a reason; never one whose silence could kill",
    permission: "alert.manage",
    tellsNoChart: true,
    input: z.strictObject({ rule: alertRule, level: alertLevel, reason: text(300), baseVersion: z.int().min(0) }),
    output: z.object({ version: z.int() }),
    errors: ["stale-version", "alert-rule-kept"],
  }),
  replayAlertRule: query({
    summary: "How often a rule would have been raised by the orders of a period, by what was known then",
    permission: "alert.read",
    tellsNoChart: true,
    input: z.strictObject({ rule: alertRule, ...period }),
    output: z.object({
      /** The orders that were looked at. */
      orders: z.int(),
      raised: z.int(),
      /** The order was changed or dropped after all. */
      useful: z.int(),
      overridden: z.int(),
      /** Orders that could not be judged: their facts of then are not known. */
      notKnown: z.int(),
    }),
  }),
  alertReport: query({
    summary: "How often each rule was raised in a period, and what became of it, by provider; one's own for a provider",
    permission: "alert.read",
    tellsNoChart: true,
    input: z.strictObject({ ...period }),
    output: z.object({
      /** The first day of which it is known. */
      since: localDate.nullable(),
      rows: z.array(
        z.object({
          rule: alertRule,
          providerKind: alertProviderKind,
          providerId: id("staff").nullable(),
          providerName: z.string(),
          ...counts,
        }),
      ),
      /** The usual reasons by their words, and how many were in own words. */
      reasons: z.array(z.object({ rule: alertRule, reason: z.string().nullable(), count: z.int() })),
      /** What notes were signed with; what was mended before the signature is not kept. */
      contradictions: z.array(z.object({ severity: contradictionSeverity, found: z.int(), answered: z.int() })),
    }),
  }),
  alertRows: query({
    summary: "The orders behind such a count, the newest first; one's own for a provider",
    permission: "order.write",
    input: z.strictObject({ ...period, rule: alertRule, providerId: id("staff").nullable(), ...paging }),
    output: z.object({
      rows: z.array(
        z.object({
          orderId: z.string(),
          alertId: z.string(),
          encounterId: id("encounter"),
          patientId: id("patient"),
          patientName: personName,
          drug: z.string(),
          providerName: z.string(),
          at: instant,
          outcome: alertOutcome,
          reason: z.string().nullable(),
        }),
      ),
      next: z.string().nullable(),
    }),
    patients: (_, output) => output.rows.map((one) => one.patientId),
  }),
};
