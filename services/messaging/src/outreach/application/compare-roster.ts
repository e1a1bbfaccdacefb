import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { Handlers } from "../../handlers.ts";
import { selectCampaign } from "../sql/campaigns.ts";
import { membersOnList } from "../sql/rosters.ts";

/** MSG-161: nothing is changed by it. */
export const compareRoster: Handlers["compareRoster"] = async (
  { tx },
  { campaignId, memberNumbers, ended, isWhole },
) => {
  if ((await selectCampaign(tx, campaignId)) === null) return fail("not-found", { field: "campaignId" });
  const listed = await membersOnList(tx, campaignId);
  const [inFile, over] = [new Set(memberNumbers), new Set(ended)];
  const isGone = (number: string) => !inFile.has(number) && (isWhole || over.has(number));
  return ok({
    already: listed.filter((one) => inFile.has(one.member_number)).length,
    gone: listed
      .filter((one) => isGone(one.member_number))
      .map((one) => ({
        memberId: one.member_id,
        patientId: one.patient_id,
        memberNumber: one.member_number,
        name: one.name,
      })),
  });
};
