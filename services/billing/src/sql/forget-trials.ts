import type { Tx } from "@practicum/db/db";
import { addMs, type Instant } from "@practicum/kernel/instant";
import { sql } from "kysely";
import type { BillingSchema } from "./schema.ts";

// limits: old rows go portion by portion, until none is left.

/** How long what a trial found is kept (BIL-396). */
const KEPT_MS = 90 * 86_400_000;

/**
 * Forgets what was tried a quarter of a year ago: comparisons of contracts whole, of trials of rules the claims. A trial on which a version
 * was switched on keeps its numbers, any other goes.
 *
 * @returns how many rows went.
 */
export async function forgetTrials(tx: Tx<BillingSchema>, now: Instant, limit: number): Promise<number> {
  const before = addMs(now, -KEPT_MS);
  const steps = [
    sql`delete from contract_trial where trial_id in (
      select trial_id from contract_trial where started_at < ${before} limit ${limit})`,
    sql`delete from rule_replay_claim where (replay_id, place) in (
      select c.replay_id, c.place from rule_replay r join rule_replay_claim c on c.replay_id = r.replay_id
      where r.started_at < ${before} and not r.rows_gone limit ${limit})`,
    // Those whose claims are all gone.
    sql`delete from rule_replay where replay_id in (
      select r.replay_id from rule_replay r where r.started_at < ${before}
        and not exists (select from rule_replay_claim c where c.replay_id = r.replay_id)
        and not exists (select from scrub_rule_version v where v.replay_id = r.replay_id)
        and not exists (select from payer_rules_version v where v.replay_id = r.replay_id)
      limit ${limit})`,
    sql`update rule_replay r set rows_gone = true, state = case when state = 'running' then 'stopped' else state end
      where r.replay_id in (
        select o.replay_id from rule_replay o where o.started_at < ${before} and not o.rows_gone
          and not exists (select from rule_replay_claim c where c.replay_id = o.replay_id)
        limit ${limit})`,
  ];
  let count = 0;
  for (const step of steps) count += Number((await step.execute(tx)).numAffectedRows ?? 0);
  return count;
}
