import { must } from "@practicum/kernel/assert";
import type { BillingContext } from "../../application/context.ts";
import { afterNewDecision } from "../domain/appeal-state.ts";
import { changeAppeal, openAppealsOf } from "../sql/appeals.ts";
import { tellAppeal } from "./tell-appeal.ts";

/** BIL-187: some refusals are gone, by the payer's new decision or by ours: what was written or sent against them has its end. */
export async function settleAppeals(context: BillingContext, denialIds: readonly string[]): Promise<void> {
  for (const appeal of await openAppealsOf(context.tx, denialIds)) {
    const status = must(afterNewDecision(appeal.status), "an open appeal ends with its refusal");
    await changeAppeal(context.tx, appeal.appeal_id, {
      status,
      follow_up_on: null,
      ...(status === "settled" ? { outcome: appeal.outcome ?? "decided-anew" } : {}),
    });
    tellAppeal(context, appeal, status);
  }
}
