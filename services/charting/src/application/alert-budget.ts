import { actorId } from "@practicum/contracts/actor";
import {
  alertReasons,
  alertRule,
  type alertBudgetOperations,
  type alertProviderKind,
  type AlertRuleState,
} from "@practicum/contracts/charting/alert-budget";
import { fail } from "@practicum/contracts/error";
import { addMinutes, atLocal, dateIn } from "@practicum/kernel/instant";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { z } from "zod";
import { replayRule } from "../domain/alert-replay.ts";
import { ALERT_RULES, decideRuleLevel, ruleOf, severeCodes } from "../domain/alert-rules.ts";
import { alertsOf, type OrderAlert } from "../domain/medication-safety.ts";
import { pastCharts, pastOrders } from "../sql/alert-history.ts";
import { addRuleVersion, ruleVersions } from "../sql/alert-rules.ts";
import {
  countContradictions,
  countRaised,
  countReasons,
  firstRaised,
  insertRaised,
  raisedOutcomes,
  raisedRows,
} from "../sql/alerts-raised.ts";
import { encounterById } from "../sql/encounters.ts";
import { allergiesOf } from "../sql/lists.ts";
import { actorMay, actorName, type ChartingContext } from "./charting-context.ts";
import { withoutShut } from "./restrictions.ts";
import { ownSafetyFactsOf } from "./safety-facts.ts";
import { hiddenParts } from "./sensitive-parts.ts";

type Operations = typeof alertBudgetOperations;

/** Who is still writing an order has not dropped it. */
const WRITING_MINUTES = 12 * 60;

/** The alerts that the screen shows of an order that is being written (CHT-481): it may never be added. */
export async function noteAlerts(
  context: ChartingContext,
  order: InputOf<Operations["noteAlerts"]>,
): ReplyOf<Operations["noteAlerts"]> {
  const encounter = await encounterById(context.tx, order.encounterId);
  if (!encounter) return context.notHereYet({ field: "encounterId" });
  const { patientId } = encounter;
  context.auditPatient(patientId);
  const alerts = alertsOf(await ownSafetyFactsOf(context, patientId), order);
  await keepRaised(context, { ...order, patientId, place: "note" }, alerts);
  return ok({});
}

interface OfOrder {
  readonly orderId: string;
  readonly encounterId: string;
  readonly patientId: string;
  readonly name: string;
  readonly place: "note" | "in-house";
}

/** Keeps that alerts of an order were shown, each once. */
export async function keepRaised(
  context: ChartingContext,
  order: OfOrder,
  alerts: readonly OrderAlert[],
): Promise<void> {
  if (alerts.length === 0) return;
  const { tx, now, ids } = context;
  const { status, entries } = await allergiesOf(tx, order.patientId);
  const severe = severeCodes(status === "not-asked" ? status : entries.filter((one) => one.status === "active"));
  await insertRaised(
    tx,
    alerts.map((one) => ({
      raised_id: ids.next<"alert-raised">(),
      order_id: order.orderId,
      alert_id: one.alertId,
      encounter_id: order.encounterId,
      patient_id: order.patientId,
      place: order.place,
      rule: ruleOf(one, severe),
      severity: one.severity,
      drug: order.name,
      provider_kind: kindOf(context),
      at: now,
      by_name: actorName(context),
      by_id: actorId(context.actor),
    })),
  );
}

function kindOf({ actor }: ChartingContext): z.output<typeof alertProviderKind> {
  if (actor.kind !== "staff") return "other";
  const kinds = ["physician", "nurse-practitioner", "physician-assistant"] as const;
  return kinds.find((kind) => actor.roles.includes(kind)) ?? "other";
}

/** The rules with how loud each is here, and all that was said of it (CHT-484). */
export async function alertRules({ tx }: ChartingContext): ReplyOf<Operations["alertRules"]> {
  const said = Map.groupBy(await ruleVersions(tx), (one) => one.rule);
  return ok(
    alertRule.options.map((rule): AlertRuleState => {
      const versions = (said.get(rule) ?? []).map(({ rule: _rule, ...version }) => version);
      const { label, usual, levels, kept } = ALERT_RULES[rule];
      const [last] = versions;
      return {
        rule,
        label,
        usual,
        levels: [...levels],
        kept,
        level: last?.level ?? "usual",
        version: last?.version ?? 0,
        versions,
      };
    }),
  );
}

/** Quieter, or as loud as usual again: with a reason, over the version that was seen (CHT-484, CHT-485). */
export async function setAlertRule(
  context: ChartingContext,
  { rule, level, reason, baseVersion }: InputOf<Operations["setAlertRule"]>,
): ReplyOf<Operations["setAlertRule"]> {
  const decided = decideRuleLevel(rule, level);
  if (!decided.ok) return decided;
  const last = (await ruleVersions(context.tx)).find((one) => one.rule === rule)?.version ?? 0;
  if (last !== baseVersion) return fail("stale-version", { field: "baseVersion" });
  const version = baseVersion + 1;
  const by = { at: context.now, by: actorName(context), byId: actorId(context.actor) };
  const added = await addRuleVersion(context.tx, { rule, version, level, reason }, by);
  return added ? ok({ version }) : fail("stale-version", { field: "baseVersion" });
}

/** What the rule would have done to the practice's own orders (CHT-487). */
export async function replayAlertRule(
  context: ChartingContext,
  { rule, ...days }: InputOf<Operations["replayAlertRule"]>,
): ReplyOf<Operations["replayAlertRule"]> {
  const { tx, practice } = context;
  const period = periodOf(context, days, null);
  const [orders, charts, raised] = await Promise.all([
    pastOrders(tx, period),
    pastCharts(tx, period),
    raisedOutcomes(tx, { ...period, rule }),
  ]);
  return ok(replayRule(rule, { orders, charts, raised }, practice.timeZone));
}

/** Sums by rule and person (CHT-482); who neither runs the practice nor answers for its care has their own alone. */
export async function alertReport(
  context: ChartingContext,
  days: InputOf<Operations["alertReport"]>,
): ReplyOf<Operations["alertReport"]> {
  const { tx, practice } = context;
  const byId = actorMay(context, "alert.manage") ? null : actorId(context.actor);
  const period = periodOf(context, days, byId);
  const [rows, reasons, contradictions, first] = await Promise.all([
    countRaised(tx, period),
    countReasons(tx, period, alertReasons),
    countContradictions(tx, { ...days, byId }),
    firstRaised(tx),
  ]);
  return ok({ since: first === null ? null : dateIn(first, practice.timeZone), rows, reasons, contradictions });
}

/** The orders behind a sum (CHT-483): all of them for who answers for the practice's notes, else one's own. */
export async function alertRows(
  context: ChartingContext,
  { rule, providerId, before, limit, ...days }: InputOf<Operations["alertRows"]>,
): ReplyOf<Operations["alertRows"]> {
  const byId = actorMay(context, "chart.review") ? providerId : actorId(context.actor);
  const { rows, next } = await raisedRows(context.tx, { ...periodOf(context, days, byId), rule, before, limit });
  const told = rows.map((row) => ({
    orderId: row.order_id,
    alertId: row.alert_id,
    encounterId: row.encounter_id,
    patientId: row.patient_id,
    patientName: { family: row.family ?? "?", given: row.given ?? "?", middle: row.middle, suffix: row.suffix },
    drug: row.drug,
    providerName: row.by_name,
    at: row.at,
    outcome: row.outcome,
    reason: row.reason,
  }));
  const open = await withoutShut(context, told);
  const hidden = await hiddenParts(context, [...new Set(open.map((one) => one.patientId))]);
  // The number of an alert names what it is about, and a reason may: none of it is told of what is not shown to everybody.
  const shown = open.filter(
    (one) => !hidden.ids.has(one.orderId) && !hidden.isSpokenOfIn(`${one.alertId} ${one.drug} ${one.reason ?? ""}`),
  );
  return ok({ rows: shown, next });
}

function periodOf(
  { now, practice }: ChartingContext,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
  byId: string | null,
) {
  return {
    since: atLocal(from, "00:00", practice.timeZone),
    until: atLocal(addDays(to, 1), "00:00", practice.timeZone),
    openSince: addMinutes(now, -WRITING_MINUTES),
    byId,
  };
}
