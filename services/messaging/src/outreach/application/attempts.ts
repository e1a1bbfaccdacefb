import { fail } from "@practicum/contracts/error";
import { mayAlso } from "@practicum/contracts/scope";
import { must } from "@practicum/kernel/assert";
import { ok } from "@practicum/kernel/result";
import { staffIdOf } from "../../application/whose.ts";
import type { Handlers } from "../../handlers.ts";
import { standingAfter, type MemberStanding } from "../domain/outcome.ts";
import { barCalls, insertAttempt, lastAttempt, lockAttempt, strikeAttempt, unbarCalls } from "../sql/attempts.ts";
import { selectCampaign } from "../sql/campaigns.ts";
import { lockMember, settleVisit, updateMember } from "../sql/members.ts";
import type { MemberTable } from "../sql/tables.ts";
import { heldByOther, stateWords } from "./call-queue.ts";
import { rulesOf, tell } from "./campaigns.ts";

/** What came of a call, where the person stands then, and the card is free (MSG-80 to MSG-84). */
export const recordAttempt: Handlers["recordAttempt"] = async (context, input) => {
  const { tx, now, actor, practice } = context;
  const member = await lockMember(tx, input.memberId);
  if (member === null) return fail("not-found");
  const staffId = staffIdOf(actor);
  if (staffId === null) return fail("not-allowed");
  if (member.patient_id !== null) context.auditPatient(member.patient_id);
  const taken = heldByOther(context, member);
  if (!taken.ok) return taken;
  if (member.state !== "waiting" && member.held_by !== staffId)
    return fail("card-over", { detail: { state: stateWords[member.state] } });
  const campaign = must(await selectCampaign(tx, member.campaign_id));
  const before = standingOf(member);
  const after = standingAfter(before, input, rulesOf(campaign), now, practice.timeZone);
  if (!after.ok) return after;
  const added = await insertAttempt(tx, {
    attempt_id: input.attemptId,
    campaign_id: member.campaign_id,
    member_id: member.member_id,
    at: now,
    staff_id: staffId,
    by: actor.name,
    phone: input.phone,
    outcome: input.outcome,
    callback_at: input.outcome === "callback" ? input.callbackAt : null,
    note: input.note,
    script_version: input.scriptVersion,
    before,
    undone_at: null,
    undone_by: null,
  });
  if (!added) return fail("already-recorded");
  const version = await updateMember(tx, member, { ...columnsOf(after.value), ...FREE });
  const others = input.outcome === "do-not-call" ? await barCalls(tx, member, input.attemptId) : [];
  tell(context, member.campaign_id, ...others);
  return ok({ version });
};

/** The last attempt at a person, by who made it or who leads the campaign, stays on record as struck (MSG-87). */
export const undoAttempt: Handlers["undoAttempt"] = async (context, { attemptId }) => {
  const { tx, now, actor } = context;
  const attempt = await lockAttempt(tx, attemptId);
  if (attempt === null) return fail("not-found");
  const member = must(await lockMember(tx, attempt.member_id));
  if (member.patient_id !== null) context.auditPatient(member.patient_id);
  if (attempt.undone_at !== null) return ok({ version: member.version, memberId: member.member_id });
  if (attempt.staff_id !== staffIdOf(actor) && !mayAlso(actor, "outreach.manage")) return fail("not-allowed");
  const taken = heldByOther(context, member);
  if (!taken.ok) return taken;
  // Another attempt came after it, so what it would restore is no longer what was before.
  if ((await lastAttempt(tx, member.member_id))?.attempt_id !== attemptId) return fail("stale-version");
  await strikeAttempt(tx, attemptId, { undone_at: now, undone_by: actor.name });
  const restored = columnsOf(attempt.before);
  const version = await updateMember(tx, member, {
    ...restored,
    // A list that was taken back stays so, whatever was undone since.
    state: member.state === "withdrawn" ? "withdrawn" : restored.state,
  });
  const others = await unbarCalls(tx, attemptId);
  if (member.patient_id !== null) await settleVisit(tx, member.patient_id);
  tell(context, member.campaign_id, ...others);
  return ok({ version, memberId: member.member_id });
};

const FREE = { held_by: null, held_name: null, held_until: null } as const;

function standingOf(member: MemberTable): MemberStanding {
  return {
    state: member.state,
    rank: member.rank,
    attempts: member.attempts,
    notBefore: member.not_before,
    reached: member.reached,
    lastAt: member.last_at,
    lastOutcome: member.last_outcome,
    phones: member.phones,
    language: member.language,
  };
}

function columnsOf(standing: MemberStanding) {
  return {
    state: standing.state,
    rank: standing.rank,
    attempts: standing.attempts,
    not_before: standing.notBefore,
    reached: standing.reached,
    last_at: standing.lastAt,
    last_outcome: standing.lastOutcome,
    phones: standing.phones,
    language: standing.language,
  };
}
