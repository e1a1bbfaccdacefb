import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import { loadedKinds } from "@practicum/terminology/sql/find-code";
import { sql, type Selectable } from "kysely";
import type { Finding } from "../domain/scrub/finding.ts";
import type { RuleSettings } from "../domain/scrub/settings.ts";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
export type RuleVersionRow = Selectable<BillingSchema["scrub_rule_version"]>;

const COLUMNS = ["rule", "version", "setting", "at", "by_name", "because", "replay_id", "undoes"] as const;

/** The latest version of each rule that somebody has set. There are as many as rules at most. */
export async function latestVersions(tx: BillingTx): Promise<RuleVersionRow[]> {
  return tx
    .selectFrom("scrub_rule_version")
    .distinctOn("rule")
    .select(COLUMNS)
    .orderBy("rule")
    .orderBy("version", "desc")
    .execute();
}

/** How the practice has set its rules. */
export async function ruleSettings(tx: BillingTx): Promise<RuleSettings> {
  const rows = await latestVersions(tx);
  return new Map(rows.map((row) => [row.rule, row.setting]));
}

/** The newest versions of a rule below one, one more than the limit where there are more. */
export async function versionsOf(
  tx: BillingTx,
  ask: { readonly rule: string; readonly below: number | null; readonly limit: number },
): Promise<RuleVersionRow[]> {
  return tx
    .selectFrom("scrub_rule_version")
    .select(COLUMNS)
    .where("rule", "=", ask.rule)
    .$if(ask.below !== null, (query) => query.where("version", "<", ask.below ?? 0))
    .orderBy("version", "desc")
    .limit(ask.limit + 1)
    .execute();
}

/** @returns false where somebody else has set it meanwhile: a version is there once. */
export async function insertVersion(tx: BillingTx, row: RuleVersionRow): Promise<boolean> {
  const written = await tx
    .insertInto("scrub_rule_version")
    .values({ ...row, setting: json(row.setting) })
    .onConflict((conflict) => conflict.columns(["rule", "version"]).doNothing())
    .returning("version")
    .executeTakeFirst();
  return written !== undefined;
}

/** Of the claims that have not left the house, how many each rule stops, and how many it only warns of. */
export async function findingsNow(tx: BillingTx): Promise<ReadonlyMap<string, { stopping: number; warning: number }>> {
  const rows = await tx
    .selectFrom("claim as c")
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom(sql<{ finding: Finding }>`jsonb_array_elements(c.findings)`.as<"each">(sql`each(finding)`))
          .select([
            sql<string>`each.finding ->> 'rule'`.as("rule"),
            sql<string>`each.finding ->> 'severity'`.as("severity"),
          ])
          .as("f"),
      (join) => join.onTrue(),
    )
    .where("c.status", "in", ["draft", "needs-correction", "ready"])
    .groupBy(["f.rule", "f.severity"])
    .select(["f.rule", "f.severity", sql<number>`count(distinct c.claim_id)::int`.as("claims")])
    .execute();
  const found = new Map<string, { stopping: number; warning: number }>();
  for (const { rule, severity, claims } of rows) {
    const one = found.get(rule) ?? { stopping: 0, warning: 0 };
    found.set(rule, severity === "error" ? { ...one, stopping: claims } : { ...one, warning: claims });
  }
  return found;
}

/** Claims of this attempt that have not left the house, in the order of their ids. */
export async function unsentClaimIds(
  tx: BillingTx,
  ask: { readonly payerId: string | null; readonly after: string | null; readonly limit: number },
): Promise<string[]> {
  const rows = await tx
    .selectFrom("claim")
    .select("claim_id")
    .where("status", "in", ["draft", "needs-correction", "ready"])
    .$if(ask.payerId !== null, (query) => query.where("payer_id", "=", ask.payerId ?? ""))
    .$if(ask.after !== null, (query) => query.where("claim_id", ">", ask.after ?? ""))
    .orderBy("claim_id")
    // limit: a piece; the next one goes on after it.
    .limit(ask.limit)
    .execute();
  return rows.map((row) => row.claim_id);
}

/** Kinds of code files that are loaded. */
export async function loadedCodeFiles(tx: BillingTx): Promise<ReadonlySet<string>> {
  return loadedKinds(tx);
}
