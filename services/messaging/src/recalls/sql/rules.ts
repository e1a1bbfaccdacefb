import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import type { Id } from "@practicum/kernel/brand";
import { sql, type SqlBool } from "kysely";
import type { MessagingSchema } from "../../sql/tables.ts";
import type { RecallRuleTable, RecallTable } from "./tables.ts";

type T = Tx<MessagingSchema>;

const columns = [
  "rule_id",
  "name",
  "condition",
  "visit_type_id",
  "visit_type_name",
  "unless_visit",
  "messages",
  "steps",
  "call_after_days",
  "calls_max",
  "send_from",
  "send_until",
  "weekends",
  "again_months",
  "is_on",
  "version",
  "saved_at",
  "saved_by",
  "ask_id",
  "looked_at",
] as const;

/** All rules by name: a practice has some dozens. */
export async function selectRules(tx: T): Promise<RecallRuleTable[]> {
  return tx.selectFrom("recall_rule").select(columns).orderBy("name").orderBy("rule_id").execute();
}

export async function selectRule(tx: T, ruleId: Id<"recall-rule">): Promise<RecallRuleTable | null> {
  const row = await tx.selectFrom("recall_rule").select(columns).where("rule_id", "=", ruleId).executeTakeFirst();
  return row ?? null;
}

export async function lockRule(tx: T, ruleId: Id<"recall-rule">): Promise<RecallRuleTable | null> {
  const query = tx.selectFrom("recall_rule").select(columns).where("rule_id", "=", ruleId);
  return (await query.forUpdate().executeTakeFirst()) ?? null;
}

/** @returns false when it is there already. */
export async function insertRule(tx: T, rule: RecallRuleTable): Promise<boolean> {
  const added = await tx
    .insertInto("recall_rule")
    .values({ ...rule, steps: json(rule.steps) })
    .onConflict((conflict) => conflict.column("rule_id").doNothing())
    .returning("rule_id")
    .executeTakeFirst();
  if (added) await keepVersion(tx, rule);
  return added !== undefined;
}

/** A changed wording is a version of its own (MSG-110). */
export async function saveRule(tx: T, rule: RecallRuleTable): Promise<void> {
  const { rule_id, ...changed } = rule;
  await tx
    .updateTable("recall_rule")
    .set({ ...changed, steps: json(rule.steps) })
    .where("rule_id", "=", rule_id)
    .execute();
  await keepVersion(tx, rule);
}

async function keepVersion(tx: T, rule: RecallRuleTable): Promise<void> {
  const { rule_id, version, saved_at: at, saved_by: by, ask_id: _ask, looked_at: _looked, ...content } = rule;
  await tx.insertInto("recall_rule_version").values({ rule_id, version, content, at, by }).execute();
}

export async function changeRule(
  tx: T,
  ruleId: Id<"recall-rule">,
  changed: Partial<Pick<RecallRuleTable, "is_on" | "version" | "ask_id" | "looked_at">>,
): Promise<void> {
  await tx.updateTable("recall_rule").set(changed).where("rule_id", "=", ruleId).execute();
}

export async function insertMatches(
  tx: T,
  of: { readonly rule_id: Id<"recall-rule">; readonly ask_id: Id<"recall-ask"> },
  patientIds: readonly Id<"patient">[],
): Promise<void> {
  if (patientIds.length === 0) return;
  await tx
    .insertInto("recall_match")
    .values(patientIds.map((patient_id) => ({ ...of, patient_id })))
    .onConflict((conflict) => conflict.columns(["rule_id", "patient_id"]).doUpdateSet({ ask_id: of.ask_id }))
    .execute();
}

/** What an earlier look found, and this one did not. */
export async function deleteOldMatches(tx: T, ruleId: Id<"recall-rule">, askId: Id<"recall-ask">): Promise<void> {
  await tx.deleteFrom("recall_match").where("rule_id", "=", ruleId).where("ask_id", "<>", askId).execute();
}

/** How many patients each rule meant when charts were looked through last. */
export async function countMatches(tx: T): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .selectFrom("recall_match")
    .innerJoin("recall_rule", (join) =>
      join
        .onRef("recall_rule.rule_id", "=", "recall_match.rule_id")
        .onRef("recall_rule.ask_id", "=", "recall_match.ask_id"),
    )
    .select((eb) => ["recall_match.rule_id", eb.fn.countAll<number>().as("count")])
    .groupBy("recall_match.rule_id")
    .execute();
  return new Map(rows.map((row) => [row.rule_id, row.count]));
}

export interface RuleCount {
  readonly rule_id: Id<"recall-rule">;
  readonly state: RecallTable["state"];
  readonly count: number;
  readonly asked: number;
  readonly booked_soon: number;
}

// The builder adds no days to a moment.
const bookedSoon = sql<SqlBool>`recall.booked_at <= recall.first_at + interval '30 days'`;

/** How far the patients of each rule are (MSG-123): those who were asked for several reasons count for each. */
export async function countStates(tx: T): Promise<RuleCount[]> {
  return tx
    .selectFrom("recall_reason")
    .innerJoin("recall", "recall.recall_id", "recall_reason.recall_id")
    .select((eb) => [
      "recall_reason.rule_id",
      "recall.state",
      eb.fn.countAll<number>().as("count"),
      eb.fn.countAll<number>().filterWhere("recall.first_at", "is not", null).as("asked"),
      eb.fn.countAll<number>().filterWhere("recall.state", "=", "booked").filterWhere(bookedSoon).as("booked_soon"),
    ])
    .groupBy(["recall_reason.rule_id", "recall.state"])
    .execute();
}
