import { payerChanged, type Payer, type payerOperations } from "@practicum/contracts/billing/payers";
import { appealsOfKind } from "@practicum/contracts/billing/appeal-policy";
import { rulesOfKind, type PayerRules } from "@practicum/contracts/billing/payer-rules";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { memberIdForm } from "../domain/member-id-form.ts";
import { findPayer, payerLike, lockPayerVersion, writePayer } from "../sql/payers.ts";
import { insertRulesVersion } from "../sql/payer-rules-versions.ts";
import { recheckUnsent } from "../../claims/application/recheck-claims.ts";
import { asksForMore } from "../../claims/domain/scrub/replay.ts";
import { findReplay, type ReplayRun } from "../../claims/sql/rule-replays.ts";
import { sameJson } from "../../domain/same-json.ts";
import { actorName, type BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

const TWICE = {
  name: "Another payer has this name. Open that one instead.",
  electronicId: "Another payer has this payer ID. Open that one instead.",
};

/** BIL-117: the same payer is there once. BIL-3: without a version it adds, with one it changes what was seen. */
export async function savePayer(
  context: BillingContext,
  input: InputOf<typeof payerOperations.savePayer>,
): ReplyOf<typeof payerOperations.savePayer> {
  const { tx } = context;
  const form = input.memberIdPattern === null ? null : memberIdForm(input.memberIdPattern);
  if (form?.ok === false)
    return fail("invalid-input", {
      field: "memberIdPattern",
      fields: [{ field: "memberIdPattern", message: form.error }],
    });
  const twin = await payerLike(tx, input);
  if (twin !== null) return fail("already-recorded", { field: twin, fields: [{ field: twin, message: TWICE[twin] }] });
  const before = await lockPayerVersion(tx, input.payerId);
  if (before !== input.version) return fail("stale-version");
  const version = (before ?? 0) + 1;
  // BIL-131: what it accepts is kept with the payer; a new one begins with what its kind mostly asks for.
  const known = await findPayer(tx, input.payerId);
  const rules = input.rules ?? known?.rules ?? rulesOfKind(input.kind);
  const appeals = input.appeals ?? known?.appeals ?? appealsOfKind(input.kind);
  const changed = known !== null && !sameJson(known.rules, rules);
  // BIL-378: what asks for more was tried on past claims before, or somebody says why not.
  const replay = input.tried.replayId === null ? null : await findReplay(tx, input.tried.replayId);
  if (known && changed && !input.tried.because && asksForMore(known.rules, rules) && !wasTried(replay, known, rules))
    return fail("try-first", { field: "tried.because" });
  if (!(await writePayer(tx, { ...input, rules, appeals, version }))) return fail("stale-version");
  if (known === null || changed) {
    const { because } = input.tried;
    await keepRules(context, { payerId: input.payerId, version, rules, because, replayId: replay?.replay_id ?? null });
  }
  if (changed) {
    const { payerId, name } = input;
    const cause = `payer:${payerId}:${version}`;
    await recheckUnsent(context, { cause, payerId, why: `what ${name} asks for was changed` });
  }
  const saved = await findPayer(tx, input.payerId);
  if (saved) context.emit(payerChanged, saved);
  return ok({ payerId: input.payerId, version });
}

/** What a payer asks for from now on, with who said so. */
export async function keepRules(
  context: BillingContext,
  of: {
    readonly payerId: string;
    readonly version: number;
    readonly rules: PayerRules;
    readonly because: string | null;
    readonly replayId: string | null;
  },
): Promise<void> {
  await insertRulesVersion(context.tx, {
    payer_id: of.payerId,
    version: of.version,
    rules: of.rules,
    at: context.now,
    by_name: actorName(context.actor),
    because: of.because,
    replay_id: of.replayId,
  });
}

/** Whether these very rules were tried to the end on this payer's claims, against those that stand. */
function wasTried(replay: ReplayRun | null, payer: Payer, rules: PayerRules): boolean {
  if (replay?.state !== "done" || replay.subject.kind !== "payer" || !("rules" in replay.before)) return false;
  const { subject, before } = replay;
  return subject.payerId === payer.payerId && sameJson(subject.rules, rules) && sameJson(before.rules, payer.rules);
}
