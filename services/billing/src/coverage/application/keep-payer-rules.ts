import type { Payer, payerOperations } from "@practicum/contracts/billing/payers";
import type { PayerRules } from "@practicum/contracts/billing/payer-rules";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf } from "@practicum/service/handler-types";
import { recheckUnsent } from "../../claims/application/recheck-claims.ts";
import { asksForMore } from "../../claims/domain/scrub/replay.ts";
import { findReplay, type ReplayRun } from "../../claims/sql/rule-replays.ts";
import { sameJson } from "../../domain/same-json.ts";
import { actorName, type BillingContext } from "../../application/context.ts";
import { insertRulesVersion } from "../sql/payer-rules-versions.ts";

type Tried = InputOf<typeof payerOperations.savePayer>["tried"];

/** Whether what a payer asks for is another version, and by what it is switched on. */
interface Decided {
  readonly changed: boolean;
  /** Whether the payer was there before, so that claims may wait for it. */
  readonly known: boolean;
  readonly because: string | null;
  readonly replayId: string | null;
}

/** BIL-378: what asks for more was tried on past claims before, or somebody says why not. */
export async function decideRules({ tx }: BillingContext, known: Payer | null, rules: PayerRules, tried: Tried) {
  const { because } = tried;
  const replay = tried.replayId === null ? null : await findReplay(tx, tried.replayId);
  const decided = { because, replayId: replay?.replay_id ?? null };
  if (known === null) return ok<Decided>({ changed: true, known: false, ...decided });
  const changed = !sameJson(known.rules, rules);
  if (changed && !because && asksForMore(known.rules, rules) && !wasTried(replay, known, rules))
    return fail("try-first", { field: "tried.because" });
  return ok<Decided>({ changed, known: true, ...decided });
}

/** Whether these very rules were tried to the end on this payer's claims, against those that stand. */
function wasTried(replay: ReplayRun | null, payer: Payer, rules: PayerRules): boolean {
  if (replay?.state !== "done" || replay.subject.kind !== "payer" || !("rules" in replay.before)) return false;
  const { subject, before } = replay;
  return subject.payerId === payer.payerId && sameJson(subject.rules, rules) && sameJson(before.rules, payer.rules);
}

/** Another version of what a payer asks for: it is kept, and the payer's claims that wait are looked at again. */
export async function keepNewRules(
  context: BillingContext,
  payer: Pick<Payer, "payerId" | "name" | "version">,
  rules: PayerRules,
  { known, because, replayId }: Decided,
): Promise<void> {
  const { payerId, name, version } = payer;
  await keepRules(context, { payerId, version, rules, because, replayId });
  const cause = `payer:${payerId}:${version}`;
  if (known) await recheckUnsent(context, { cause, payerId, why: `what ${name} asks for was changed` });
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
