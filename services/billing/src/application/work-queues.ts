import type { ledgerOperations } from "@practicum/contracts/billing/ledger";
import { daysBetween } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import type { z } from "zod";
import {
  appealsWaiting,
  approvalsWaiting,
  claimsToFileSoon,
  claimsToFollow,
  claimsVoidedOpen,
  claimsWaiting,
  denialsToFollow,
  denialsWaiting,
  exceptionsWaiting,
  underpaymentsWaiting,
  visitsInReview,
  type Waiting,
} from "../sql/work-queues.ts";
import { missingTotals } from "../charges/sql/missing-charges.ts";
import { askedAccounts, isDue } from "../statements/application/accounts.ts";
import { checkTotals } from "../deposits/sql/deposits.ts";
import type { BillingContext } from "./context.ts";
import type { ReplyOf } from "@practicum/service/handler-types";

type Queue = z.input<typeof ledgerOperations.workQueues.output>[number];

/** What waits for the biller. Each count is the number of rows of the list behind it. */
export async function workQueues(context: BillingContext): ReplyOf<typeof ledgerOperations.workQueues> {
  const { tx, today } = context;
  const queue = (name: Queue["queue"], of: Waiting): Queue => ({
    queue: name,
    count: of.count,
    amount: of.amount,
    oldestDays: of.oldest === null ? null : Math.max(0, daysBetween(of.oldest, today)),
  });
  const claims = await claimsWaiting(tx, today);
  const deposits = await checkTotals(tx);
  const depositsWaiting: Waiting = { count: deposits.count, amount: deposits.total, oldest: deposits.oldest };
  const none: Waiting = { count: 0, amount: 0, oldest: null };
  return ok([
    queue("charges", await visitsInReview(tx)),
    queue("missing-charges", await missingTotals(tx, { answered: false, words: [], today })),
    queue("claims-to-fix", claims.get("needs-correction") ?? none),
    queue("claims-to-send", claims.get("ready") ?? none),
    queue("claims-held", claims.get("held") ?? none),
    queue("rejections", claims.get("rejected") ?? none),
    queue("voided-claims", await claimsVoidedOpen(tx)),
    queue("timely-filing", await claimsToFileSoon(tx, today)),
    queue("claim-follow-ups", await claimsToFollow(tx, today)),
    queue("denial-follow-ups", await denialsToFollow(tx, today)),
    queue("denials", await denialsWaiting(tx)),
    queue("appeals", await appealsWaiting(tx, today)),
    queue("underpayments", await underpaymentsWaiting(tx)),
    queue("exceptions", await exceptionsWaiting(tx, false)),
    queue("set-aside", await exceptionsWaiting(tx, true)),
    queue("deposits", depositsWaiting),
    queue("approvals", await approvalsWaiting(tx)),
    queue("statements", await statements(context)),
  ]);
}

/** BIL-263: whose next paper may go now. */
async function statements(context: BillingContext): Promise<Waiting> {
  const { accounts } = await askedAccounts(context, null);
  const waiting = accounts.filter((one) => isDue(one.decided));
  return {
    count: waiting.length,
    amount: waiting.reduce((sum, one) => sum + (one.decided.paper?.asks ?? 0), 0),
    oldest: null,
  };
}
