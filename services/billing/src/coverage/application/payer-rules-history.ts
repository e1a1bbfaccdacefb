import type { payerOperations } from "@practicum/contracts/billing/payers";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { triedView } from "../../claims/application/list-scrub-rules.ts";
import { lastReplayOfPayer, replaysById } from "../../claims/sql/rule-replays.ts";
import { rulesVersionsOf } from "../sql/payer-rules-versions.ts";
import { findPayer } from "../sql/payers.ts";

/** BIL-378: what a payer asked for, version by version. */
export async function payerRulesHistory(
  { tx }: BillingContext,
  { payerId, before, limit }: InputOf<typeof payerOperations.payerRulesHistory>,
): ReplyOf<typeof payerOperations.payerRulesHistory> {
  if (!(await findPayer(tx, payerId))) return fail("not-found", { field: "payerId" });
  const below = /^\d{1,9}$/.test(before ?? "") ? Number(before) : null;
  const rows = await rulesVersionsOf(tx, { payerId, below, limit });
  const page = rows.slice(0, limit);
  const replays = await replaysById(
    tx,
    page.map((row) => row.replay_id),
  );
  const last = rows.length > limit ? page.at(-1) : undefined;
  return ok({
    versions: page.map((row) => ({
      version: row.version,
      rules: row.rules,
      at: row.at,
      by: row.by_name,
      because: row.because,
      tried: triedView(replays.get(row.replay_id ?? "")),
    })),
    next: last ? String(last.version) : null,
    lastReplayId: before === null ? await lastReplayOfPayer(tx, payerId) : null,
  });
}
