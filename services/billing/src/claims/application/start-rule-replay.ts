import { REPLAY_MONTHS, type ReplaySubject, type ruleReplayOperations } from "@practicum/contracts/billing/rule-replay";
import { ruleReplayChanged } from "@practicum/contracts/billing/rule-replay";
import { fail } from "@practicum/contracts/error";
import { atLocal } from "@practicum/kernel/instant";
import { addMonths } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import { findPayer } from "../../coverage/sql/payers.ts";
import { CATALOGUE } from "../domain/scrub/catalogue.ts";
import { notAllowed, plainSetting, settingOf, whyItStays } from "../domain/scrub/settings.ts";
import { countPastClaims } from "../sql/replay-claims.ts";
import { insertReplay, stopReplays, type ReplayRun } from "../sql/rule-replays.ts";
import { ruleSettings } from "../sql/scrub-rules.ts";
import { goOnReplay } from "./replay-piece.ts";

/** BIL-310, BIL-376: a trial of a rule on past claims begins; pieces of it follow, each in a transaction of its own. */
export async function startRuleReplay(
  context: BillingContext,
  input: InputOf<typeof ruleReplayOperations.startRuleReplay>,
): ReplyOf<typeof ruleReplayOperations.startRuleReplay> {
  const { tx, now, today, practice } = context;
  const since = input.since ?? addMonths(today, -REPLAY_MONTHS);
  if (since > today) return fail("in-the-future", { field: "since" });
  const compared = await comparedWith(context, input.subject);
  if (!compared.ok) return compared;
  const { subject, rule, payerId, before } = compared.value;
  for (const replayId of await stopReplays(tx, { rule, payerId })) context.emit(ruleReplayChanged, { replayId });
  const from = atLocal(since, "00:00", practice.timeZone);
  const claims = await countPastClaims(tx, { payerId, from, until: now });
  const run: ReplayRun = {
    replay_id: input.replayId,
    rule,
    payer_id: payerId,
    subject,
    before,
    since,
    sent_from: from,
    sent_until: now,
    state: claims === 0 ? "done" : "running",
    goes_on: null,
    claims,
    looked: 0,
    denied_of_all: 0,
    stopped: 0,
    denied: 0,
    paid: 0,
    rejected: 0,
    waiting: 0,
    reasons: [],
    started_at: now,
    started_by: actorName(context.actor),
  };
  await insertReplay(tx, run);
  if (claims > 0) await goOnReplay(context, run);
  return ok({ claims });
}

/** What is tried, in one way of writing it, and how it stands today. */
async function comparedWith({ tx }: BillingContext, subject: ReplaySubject) {
  if (subject.kind === "payer") {
    const payer = await findPayer(tx, subject.payerId);
    if (!payer) return fail("not-found", { field: "subject.payerId" });
    return ok({ subject, rule: null, payerId: payer.payerId, before: { rules: payer.rules } });
  }
  const entry = CATALOGUE.get(subject.rule);
  if (!entry) return fail("not-found", { field: "subject.rule" });
  const { rule } = entry;
  if (entry.notReplayed) return fail("rule-stays", { field: "subject.rule", detail: { rule, why: entry.notReplayed } });
  const wrong = notAllowed(entry, subject.setting);
  if (wrong !== null)
    return fail("rule-stays", { field: `subject.${wrong}`, detail: { rule, why: whyItStays(entry) } });
  const setting = plainSetting(subject.setting);
  const before = { setting: settingOf(await ruleSettings(tx), rule) };
  return ok({ subject: { ...subject, setting }, rule, payerId: null, before });
}
