import {
  scrubRuleChanged,
  USUAL,
  type RuleSetting,
  type scrubRuleOperations,
} from "@practicum/contracts/billing/scrub-rules";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import { listPayers } from "../../coverage/sql/payers.ts";
import { CATALOGUE } from "../domain/scrub/catalogue.ts";
import { decideSetting } from "../domain/scrub/decide-setting.ts";
import { findReplay } from "../sql/rule-replays.ts";
import { insertVersion, versionsOf } from "../sql/scrub-rules.ts";
import { recheckUnsent } from "./recheck-claims.ts";

/** BIL-371 to BIL-375: how strict a rule is from now on, for all payers and for some. */
export async function saveScrubRule(
  context: BillingContext,
  input: InputOf<typeof scrubRuleOperations.saveScrubRule>,
): ReplyOf<typeof scrubRuleOperations.saveScrubRule> {
  const { tx } = context;
  const entry = CATALOGUE.get(input.rule);
  if (!entry) return fail("not-found", { field: "rule" });
  const [latest] = await versionsOf(tx, { rule: input.rule, below: null, limit: 1 });
  if ((latest?.version ?? 0) !== input.version) return fail("stale-version");
  const payers = new Set((await listPayers(tx)).map((one) => one.payerId as string));
  const stranger = input.setting.payers.findIndex((one) => !payers.has(one.payerId));
  if (stranger >= 0) return fail("not-found", { field: `setting.payers.${stranger}.payerId` });
  const replay = input.replayId === null ? null : await findReplay(tx, input.replayId);
  const decided = decideSetting(entry, latest?.setting ?? USUAL, {
    setting: input.setting,
    because: input.because,
    replay,
  });
  if (!decided.ok) return decided;
  return write(context, {
    rule: input.rule,
    version: input.version + 1,
    setting: decided.value,
    because: input.because,
    replayId: replay?.replay_id ?? null,
    undoes: null,
  });
}

/** BIL-373: what was changed last is taken back by a version of its own. */
export async function undoScrubRule(
  context: BillingContext,
  { rule, version }: InputOf<typeof scrubRuleOperations.undoScrubRule>,
): ReplyOf<typeof scrubRuleOperations.undoScrubRule> {
  const [latest, before] = await versionsOf(context.tx, { rule, below: null, limit: 2 });
  if (!latest) return fail("not-found", { field: "rule" });
  if (latest.version !== version) return fail("stale-version");
  return write(context, {
    rule,
    version: version + 1,
    setting: before?.setting ?? USUAL,
    because: null,
    replayId: null,
    undoes: version,
  });
}

async function write(
  context: BillingContext,
  next: {
    readonly rule: string;
    readonly version: number;
    readonly setting: RuleSetting;
    readonly because: string | null;
    readonly replayId: string | null;
    readonly undoes: number | null;
  },
): ReplyOf<typeof scrubRuleOperations.saveScrubRule> {
  const { rule, version } = next;
  const written = await insertVersion(context.tx, {
    rule,
    version,
    setting: next.setting,
    at: context.now,
    by_name: actorName(context.actor),
    because: next.because,
    replay_id: next.replayId,
    undoes: next.undoes,
  });
  if (!written) return fail("stale-version");
  await recheckUnsent(context, { cause: `rule:${rule}:${version}`, payerId: null, why: `rule ${rule} was changed` });
  context.emit(scrubRuleChanged, { rule, version });
  return ok({ version });
}
