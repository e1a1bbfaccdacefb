import type { AlertLevel, AlertRule } from "@practicum/contracts/charting/alert-budget";
import type { Tx } from "@practicum/db/db";
import type { WrittenBy } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;

/** All that was said of the rules, the newest first. There are as many rules as the code has, and few words about each. */
export async function ruleVersions(tx: T) {
  return tx
    .selectFrom("alert_rule_version")
    .select(["rule", "version", "level", "reason", "at", "by_name as by"])
    .orderBy("rule")
    .orderBy("version", "desc")
    .execute();
}

/** How loud each rule is; what nobody spoke of is not in it. */
export async function tuningOf(tx: T): Promise<Map<AlertRule, AlertLevel>> {
  const rows = await tx
    .selectFrom("alert_rule_version")
    .distinctOn("rule")
    .select(["rule", "level"])
    .orderBy("rule")
    .orderBy("version", "desc")
    .execute();
  return new Map(rows.map(({ rule, level }) => [rule, level]));
}

/** False where another version has come meanwhile. */
export async function addRuleVersion(
  tx: T,
  row: { readonly rule: AlertRule; readonly version: number; readonly level: AlertLevel; readonly reason: string },
  w: WrittenBy,
): Promise<boolean> {
  const written = await tx
    .insertInto("alert_rule_version")
    .values({ ...row, at: w.at, by_name: w.by, by_id: w.byId })
    .onConflict((conflict) => conflict.doNothing())
    .returning("version")
    .executeTakeFirst();
  return written !== undefined;
}
