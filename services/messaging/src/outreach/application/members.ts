import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { searchWords } from "@practicum/kernel/search-words";
import type { Handlers } from "../../handlers.ts";
import { attemptsCsv } from "../domain/attempts-csv.ts";
import { selectHistory, selectProof } from "../sql/attempts.ts";
import { selectCampaign } from "../sql/campaigns.ts";
import { countMembers, findMember, selectMembers } from "../sql/members.ts";

export const listMembers: Handlers["listMembers"] = async ({ tx, now }, { campaignId, list, text, ...page }) => {
  const campaign = await selectCampaign(tx, campaignId);
  if (campaign === null) return ok({ members: [], next: null, all: { count: 0 } });
  const wanted = { campaign, list, words: searchWords(text) };
  const all = page.before === null ? { count: await countMembers(tx, wanted) } : null;
  const { members, next } = await selectMembers(tx, wanted, page, now);
  return ok({ members: [...members], next, all });
};

export const getMember: Handlers["getMember"] = async ({ tx, now }, { memberId }) => {
  const member = await findMember(tx, memberId, now);
  if (member === null) return fail("not-found");
  return ok({ ...member, history: [...(await selectHistory(tx, memberId))] });
};

/** The proof for who asked for the calls (MSG-90). */
export const exportAttempts: Handlers["exportAttempts"] = async ({ tx, practice, today }, { campaignId }) => {
  const campaign = await selectCampaign(tx, campaignId);
  if (campaign === null) return fail("not-found");
  const rows = await selectProof(tx, campaign);
  const patientIds = [...new Set(rows.map((row) => row.patientId).filter((one) => one !== null))];
  const csv = attemptsCsv(rows, practice.timeZone);
  return ok({ name: `outreach-attempts-${today}.csv`, csv, attempts: rows.length, patientIds });
};
