import { USUAL, type scrubRuleOperations, type triedOn } from "@practicum/contracts/billing/scrub-rules";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { z } from "zod";
import type { BillingContext } from "../../application/context.ts";
import { CATALOGUE, modesOf } from "../domain/scrub/catalogue.ts";
import { lastReplays, replaysById, type ReplayRun } from "../sql/rule-replays.ts";
import { findingsNow, latestVersions, loadedCodeFiles, versionsOf } from "../sql/scrub-rules.ts";

/** BIL-370: every rule with what it checks, how it stands and since when, and what it stops now. */
export async function listScrubRules({ tx }: BillingContext): ReplyOf<typeof scrubRuleOperations.listScrubRules> {
  const latest = new Map((await latestVersions(tx)).map((row) => [row.rule, row]));
  const now = await findingsNow(tx);
  const loaded = await loadedCodeFiles(tx);
  const replays = await lastReplays(tx);
  return ok(
    [...CATALOGUE.values()].map((entry) => {
      const row = latest.get(entry.rule);
      return {
        rule: entry.rule,
        title: entry.title,
        checks: entry.checks,
        elements: entry.elements,
        source: entry.source,
        usual: entry.usual,
        modes: modesOf(entry),
        stays: entry.stays,
        follows: entry.follows ?? null,
        missingFiles: (entry.files ?? []).filter(({ kind }) => !loaded.has(kind)).map(({ name }) => name),
        replayable: entry.modes.length > 0 && !entry.notReplayed,
        setting: row?.setting ?? USUAL,
        version: row?.version ?? 0,
        changedAt: row?.at ?? null,
        changedBy: row?.by_name ?? null,
        stopping: now.get(entry.rule)?.stopping ?? 0,
        warning: now.get(entry.rule)?.warning ?? 0,
        lastReplayId: replays.get(entry.rule) ?? null,
      };
    }),
  );
}

/** BIL-373: the versions of a rule. */
export async function scrubRuleHistory(
  { tx }: BillingContext,
  { rule, before, limit }: InputOf<typeof scrubRuleOperations.scrubRuleHistory>,
): ReplyOf<typeof scrubRuleOperations.scrubRuleHistory> {
  if (!CATALOGUE.has(rule)) return fail("not-found", { field: "rule" });
  const below = /^\d{1,9}$/.test(before ?? "") ? Number(before) : null;
  const rows = await versionsOf(tx, { rule, below, limit });
  const page = rows.slice(0, limit);
  const replays = await replaysById(
    tx,
    page.map((row) => row.replay_id),
  );
  const last = rows.length > limit ? page.at(-1) : undefined;
  return ok({
    versions: page.map((row) => ({
      version: row.version,
      setting: row.setting,
      at: row.at,
      by: row.by_name,
      because: row.because,
      tried: triedView(replays.get(row.replay_id ?? "")),
      undoes: row.undoes,
    })),
    next: last ? String(last.version) : null,
  });
}

/** What a version was tried on, in four numbers. */
export function triedView(run: ReplayRun | undefined): z.input<typeof triedOn> | null {
  return run ? { replayId: run.replay_id, looked: run.looked, stopped: run.stopped, denied: run.denied } : null;
}
