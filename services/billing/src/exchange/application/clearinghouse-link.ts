import type { clearinghouseLinkOperations as operations } from "@practicum/contracts/billing/clearinghouse-link";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { isAnotherServer } from "../domain/courier-turn.ts";
import type { Courier } from "../ports/courier.ts";
import { askForTry, findLink, trustShownKey, upsertLink, type KeptLink } from "../sql/clearinghouse-link.ts";

export async function getClearinghouseLink(context: BillingContext): ReplyOf<typeof operations.getClearinghouseLink> {
  const courier = courierOf(context);
  const kept = await findLink(context.tx);
  const way = kept?.content.way;
  return ok({
    possible: courier !== null,
    version: kept?.version ?? 0,
    link: kept?.content ?? null,
    publicKey: courier === null || way === undefined || way === "password" ? null : await courier.publicKey(way),
    trustedHostKey: kept?.trusted_host_key ?? null,
    shownHostKey: kept?.shown_host_key ?? null,
    trying: kept?.asked_at != null,
    triedAt: kept?.tried_at ?? null,
    fine: kept?.fine_at == null ? null : { at: kept.fine_at, sent: kept.sent, taken: kept.taken },
    trouble: troubleOf(kept),
    waiting: courier === null || kept === null ? 0 : (await courier.waiting()).length,
  });
}

/** BIL-470. */
export async function saveClearinghouseLink(
  context: BillingContext,
  { version: seen, ...link }: InputOf<typeof operations.saveClearinghouseLink>,
): ReplyOf<typeof operations.saveClearinghouseLink> {
  const courier = courierOf(context);
  if (courier === null) return fail("no-link-here");
  const before = await findLink(context.tx);
  const forgetsHostKey = before !== null && isAnotherServer(before.content, link);
  if (!(await upsertLink(context.tx, { content: link, seen, forgetsHostKey }))) return fail("stale-version");
  // The clearinghouse is given our half before the first try.
  if (link.way !== "password" && (await courier.publicKey(link.way)) === null) await courier.makeKey(link.way);
  context.wake("courier");
  return ok({ version: seen + 1 });
}

export async function tryClearinghouseLink(context: BillingContext): ReplyOf<typeof operations.tryClearinghouseLink> {
  if (courierOf(context) === null) return fail("no-link-here");
  if ((await findLink(context.tx)) === null) return fail("not-found");
  await askForTry(context.tx, context.now);
  context.wake("courier");
  return ok({});
}

/** BIL-471: the key is the one that the person compared, not the one that is shown by now. */
export async function trustHostKey(
  context: BillingContext,
  { fingerprint }: InputOf<typeof operations.trustHostKey>,
): ReplyOf<typeof operations.trustHostKey> {
  if (courierOf(context) === null) return fail("no-link-here");
  if ((await findLink(context.tx)) === null) return fail("not-found");
  if (!(await trustShownKey(context.tx, fingerprint, context.now))) return fail("another-host-key");
  context.wake("courier");
  return ok({});
}

export async function renewLinkKey(
  context: BillingContext,
  { back }: InputOf<typeof operations.renewLinkKey>,
): ReplyOf<typeof operations.renewLinkKey> {
  const courier = courierOf(context);
  if (courier === null) return fail("no-link-here");
  const kept = await findLink(context.tx);
  if (kept === null || kept.content.way === "password") return fail("not-found");
  if (!back) await courier.makeKey(kept.content.way);
  else if (!(await courier.takeKeyBack(kept.content.way))) return fail("not-found");
  return ok({});
}

export async function exchangeTrouble(context: BillingContext): ReplyOf<typeof operations.exchangeTrouble> {
  const kept = courierOf(context) === null ? null : await findLink(context.tx);
  return ok({ trouble: kept?.content.running === true ? troubleOf(kept) : null });
}

function troubleOf(kept: KeptLink | null) {
  if (kept?.fault == null || kept.fault_since === null) return null;
  return { fault: kept.fault, about: kept.fault_about, since: kept.fault_since };
}

/** Where payers are simulated nothing leaves the practice. */
function courierOf({ ports, practice }: BillingContext): Courier | null {
  return practice.demonstration === true ? null : (ports.courier?.(practice.id) ?? null);
}
