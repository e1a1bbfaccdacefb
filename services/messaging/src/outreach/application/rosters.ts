import { fail } from "@practicum/contracts/error";
import { rosterAdded } from "@practicum/contracts/messaging/rosters";
import { rosterMatched } from "@practicum/contracts/scheduling/rosters";
import type { Id } from "@practicum/kernel/brand";
import { ok } from "@practicum/kernel/result";
import { consumer } from "@practicum/service/define-service";
import type { z } from "zod";
import type { Handlers, MessagingContext } from "../../handlers.ts";
import type { MessagingPorts } from "../../ports/notifier.ts";
import { selectPatient } from "../../sql/people.ts";
import type { MessagingSchema } from "../../sql/tables.ts";
import { barOf } from "../sql/attempts.ts";
import { selectCampaign } from "../sql/campaigns.ts";
import { lockMember, settleVisit, updateMember } from "../sql/members.ts";
import {
  insertMembers,
  insertRoster,
  lockRoster,
  saveMatch,
  selectRosters,
  stopBarred,
  updateRoster,
  withdrawMembers,
} from "../sql/rosters.ts";
import type { LikePatient, MemberTable } from "../sql/tables.ts";
import { tell } from "./campaigns.ts";

export const listRosters: Handlers["listRosters"] = async ({ tx }, { campaignId, ...page }) => {
  const { rosters, next } = await selectRosters(tx, campaignId, page);
  return ok({ rosters: [...rosters], next });
};

/** A whole list at once, or nothing of it (MSG-74). */
export const importRoster: Handlers["importRoster"] = async (context, input) => {
  const { tx, now, actor } = context;
  if ((await selectCampaign(tx, input.campaignId)) === null) return fail("not-found", { field: "campaignId" });
  const future = input.rows.findIndex((row) => row.birthDate > context.today);
  if (future !== -1) {
    const field = `rows.${future}.birthDate`;
    return fail("invalid-input", { field, fields: [{ field, message: "The birth date can't be in the future." }] });
  }
  const roster = {
    roster_id: input.rosterId,
    campaign_id: input.campaignId,
    file_name: input.fileName,
    at: now,
    by: actor.name,
    added: 0,
    already: 0,
    refused: input.refused,
    undone_at: null,
    undone_by: null,
  };
  if (!(await insertRoster(tx, roster))) return fail("already-recorded");
  const members = input.rows.map((row) => newMember(context, input, row));
  const added = await insertMembers(tx, members);
  await stopBarred(tx, input.rosterId);
  const counts = { added: added.size, already: members.length - added.size };
  await updateRoster(tx, input.rosterId, counts);
  askForMatches(
    context,
    members.filter((one) => added.has(one.member_id)),
  );
  tell(context, input.campaignId);
  return ok(counts);
};

type ImportInput = Parameters<Handlers["importRoster"]>[1];

function newMember({ ids, now }: MessagingContext, of: ImportInput, row: ImportInput["rows"][number]): MemberTable {
  return {
    member_id: ids.next(),
    campaign_id: of.campaignId,
    roster_id: of.rosterId,
    line: row.line,
    member_number: row.memberNumber,
    name: row.name,
    birth_date: row.birthDate,
    sex: row.sex,
    phones: [...new Set(row.phones)],
    language: row.language,
    address: row.address,
    match: "pending",
    candidates: [],
    patient_id: null,
    state: row.phones.length === 0 ? "no-number" : "waiting",
    rank: 1,
    attempts: 0,
    not_before: now,
    reached: false,
    last_at: null,
    last_outcome: null,
    stopped_by: null,
    held_by: null,
    held_name: null,
    held_until: null,
    version: 1,
  };
}

/** As many as scheduling looks up in one transaction. */
const LOOKED_UP_AT_ONCE = 100;

function askForMatches(context: MessagingContext, members: readonly MemberTable[]): void {
  for (let at = 0; at < members.length; at += LOOKED_UP_AT_ONCE) {
    const some = members.slice(at, at + LOOKED_UP_AT_ONCE);
    const [first] = some;
    if (first === undefined) return;
    const people = some.map((one) => ({
      memberId: one.member_id,
      family: one.name.family,
      given: one.name.given,
      birthDate: one.birth_date,
      phones: [...one.phones],
    }));
    context.emit(rosterAdded, { campaignId: first.campaign_id, people });
  }
}

/** Whoever is a patient already is that patient here, too; who may be is for a person to say (MSG-73). */
export const keepMatches = consumer<MessagingSchema, MessagingPorts, typeof rosterMatched.payload>(
  rosterMatched,
  async (context, { campaignId, people }) => {
    for (const one of people) {
      const [first] = one.candidates;
      const patientId = one.verdict === "matched" && first ? first.patientId : null;
      const candidates = one.verdict === "unsure" ? one.candidates.map(likeOf) : [];
      await saveMatch(context.tx, one.memberId, { match: one.verdict, candidates, patientId });
      if (patientId !== null) await followPatient(context, one.memberId, patientId);
    }
    tell(context, campaignId);
  },
);

/** What the review shows of a patient. */
function likeOf(found: z.output<typeof rosterMatched.payload>["people"][number]["candidates"][number]): LikePatient {
  const { patientId, name, birthDate, mrn, phone, score, because } = found;
  return { patientId, name, birthDate, mrn, phone, score, because };
}

/** What is known of the patient counts for the person of the list: a visit, and that there be no calls (MSG-84, MSG-86). */
async function followPatient(
  context: MessagingContext,
  memberId: Id<"member">,
  patientId: Id<"patient">,
): Promise<void> {
  const barredBy = await barOf(context.tx, patientId);
  const member = barredBy === null ? null : await lockMember(context.tx, memberId);
  if (member?.state === "waiting")
    await updateMember(context.tx, member, { state: "do-not-call", stopped_by: barredBy });
  await settleVisit(context.tx, patientId);
}

export const linkMember: Handlers["linkMember"] = async (context, { memberId, patientId }) => {
  const { tx } = context;
  const member = await lockMember(tx, memberId);
  if (member === null || member.state === "withdrawn") return fail("not-found");
  if (member.patient_id === patientId && member.match !== "unsure" && member.match !== "pending")
    return ok({ version: member.version });
  if (patientId !== null && (await selectPatient(tx, patientId)) === null)
    return context.notHereYet({ field: "patientId" });
  if (member.patient_id !== null) context.auditPatient(member.patient_id);
  const version = await updateMember(tx, member, {
    patient_id: patientId,
    match: patientId === null ? "new" : "matched",
  });
  if (patientId !== null) await followPatient(context, memberId, patientId);
  tell(context, member.campaign_id);
  return ok({ version });
};

export const undoRoster: Handlers["undoRoster"] = async (context, { rosterId }) => {
  const { tx, now, actor } = context;
  const roster = await lockRoster(tx, rosterId);
  if (roster === null) return fail("not-found");
  // Taken back twice is taken back.
  if (roster.undone_at !== null) return ok({ withdrawn: 0 });
  const withdrawn = await withdrawMembers(tx, rosterId);
  await updateRoster(tx, rosterId, { undone_at: now, undone_by: actor.name });
  tell(context, roster.campaign_id);
  return ok({ withdrawn });
};
