import { fail, type DomainError } from "@practicum/contracts/error";
import { CARD_MINUTES, type card } from "@practicum/contracts/messaging/calls";
import { must } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import { addMinutes } from "@practicum/kernel/instant";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { staffIdOf } from "../../application/whose.ts";
import type { Handlers, MessagingContext } from "../../handlers.ts";
import { closedNow, emptyQueue, type Wait } from "../domain/no-card.ts";
import { filledScript } from "../domain/script.ts";
import { selectHistory } from "../sql/attempts.ts";
import { selectCampaign, selectScript } from "../sql/campaigns.ts";
import { selectPatient } from "../../sql/people.ts";
import { findMember, lockMember } from "../sql/members.ts";
import { cardHeldBy, holdMember, queueFacts, releaseCards, takeNext, takeTurns, type Holder } from "../sql/queue.ts";
import type { MemberTable } from "../sql/tables.ts";
import { rulesOf, tell } from "./campaigns.ts";

/** The next card, or the one that the caller has open already (MSG-76 to MSG-79). */
export const takeCard: Handlers["takeCard"] = async (context, input) => {
  const { tx, now, practice } = context;
  const campaign = await selectCampaign(tx, input.campaignId);
  if (campaign === null) return fail("not-found");
  const holder = holderOf(context);
  if (holder === null) return fail("not-allowed");
  await takeTurns(tx, holder.staffId);
  const open = await cardHeldBy(tx, holder.staffId, now);
  if (open?.campaign_id === input.campaignId) {
    await holdMember(tx, open.member_id, holder);
    return ok({ card: await cardOf(context, open.member_id, holder), wait: null });
  }
  await releaseCards(tx, holder.staffId);
  const none = (wait: Wait) => ok({ card: null, wait });
  const closed = closedNow(rulesOf(campaign), now, practice.timeZone);
  if (closed) return none(closed);
  const ask = { campaignId: input.campaignId, languages: input.languages, now };
  const next = await takeNext(tx, ask, holder);
  if (next === null) return none(emptyQueue(await queueFacts(tx, ask)));
  return ok({ card: await cardOf(context, next, holder), wait: null });
};

/** One person by name: who calls back, and who is gone back to. */
export const holdCard: Handlers["holdCard"] = async (context, { memberId }) => {
  const { tx } = context;
  const holder = holderOf(context);
  // One after the other before the row is locked, so that no two wait for each other.
  if (holder !== null) await takeTurns(tx, holder.staffId);
  const member = await lockMember(tx, memberId);
  if (member === null) return fail("not-found");
  if (holder === null) return fail("not-allowed");
  const taken = heldByOther(context, member);
  if (!taken.ok) return taken;
  if (member.state === "withdrawn" || member.state === "do-not-call")
    return fail("card-over", { detail: { state: stateWords[member.state] } });
  const patient = member.patient_id === null ? null : await selectPatient(tx, member.patient_id);
  if (patient?.active === false) return fail("record-closed", { field: "memberId" });
  if (member.held_by !== holder.staffId) await releaseCards(tx, holder.staffId);
  await holdMember(tx, memberId, holder);
  tell(context, member.campaign_id);
  return ok({ card: await cardOf(context, memberId, holder) });
};

export const releaseCard: Handlers["releaseCard"] = async ({ tx, actor }, { memberId }) => {
  const staffId = staffIdOf(actor);
  return ok({ released: staffId !== null && (await releaseCards(tx, staffId, memberId)) });
};

/** Nobody writes or calls where another one has the card (MSG-78). */
export function heldByOther({ actor, now }: MessagingContext, member: MemberTable): Result<undefined, DomainError> {
  const held = member.held_until !== null && member.held_until > now && member.held_by !== staffIdOf(actor);
  return held ? fail("card-taken", { detail: { name: member.held_name ?? "Somebody" } }) : ok();
}

/** Why somebody is not called any more, in words. */
export const stateWords: { readonly [S in MemberTable["state"]]: string } = {
  waiting: "waits for a call",
  yes: "said yes, or has a visit",
  declined: "declined",
  unreachable: "all attempts are used up",
  "no-number": "no number works",
  gone: "moved away or died",
  "do-not-call": "asked not to be called",
  withdrawn: "the list was taken back",
};

function holderOf({ actor, now }: MessagingContext): Holder | null {
  const staffId = staffIdOf(actor);
  return staffId === null ? null : { staffId, name: actor.name, until: addMinutes(now, CARD_MINUTES) };
}

async function cardOf(
  context: MessagingContext,
  memberId: Id<"member">,
  holder: Holder,
): Promise<z.input<typeof card>> {
  const { tx, now, practice } = context;
  const member = must(await findMember(tx, memberId, now));
  const campaign = must(await selectCampaign(tx, member.campaignId));
  const script = await selectScript(tx, member.campaignId);
  const words = filledScript(script, member.language, {
    first: member.name.given,
    last: member.name.family,
    practice: practice.name,
    plan: campaign.plan,
    caller: holder.name,
  });
  return {
    ...member,
    campaignName: campaign.name,
    plan: campaign.plan,
    script: { ...words, version: script.version },
    history: [...(await selectHistory(tx, memberId))],
    until: holder.until,
  };
}
