import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openOutreach, type Outreach } from "../test-campaign.ts";

describe.each(databaseKinds)("a plan's list beside a campaign's, on %s", (database) => {
  let o: Outreach;
  beforeAll(async () => {
    o = await openOutreach(database);
  });
  afterAll(() => o.kit.stop());

  test("MSG-161 says who is on the list and who is in the plan no more; a list of changes ends only whom it names", async () => {
    const [campaignId, other] = [await o.newCampaign(), await o.newCampaign()];
    const [first] = [await o.addRoster(campaignId, [o.row(1), o.row(2), o.row(3)])];
    const undone = await o.addRoster(campaignId, [o.row(4)]);
    o.value(await o.call("undoRoster", { rosterId: undone.rosterId }));
    await o.addRoster(other, [o.row(5)]);
    const compare = async (memberNumbers: string[], ended: string[], isWhole: boolean) => {
      const { already, gone } = o.value(await o.call("compareRoster", { campaignId, memberNumbers, ended, isWhole }));
      return [already, gone.map((one) => `${one.memberNumber} ${one.name.family}`)];
    };
    const [m1, m2, m3, m4, m5] = [1, 2, 3, 4, 5].map((n) => o.row(n).memberNumber) as [
      string,
      string,
      string,
      string,
      string,
    ];
    expect(await compare([m1, m4, m5], [m2], false)).toEqual([1, [`${m2} Family2`]]);
    expect(await compare([m1, m4, m5], [m2], true)).toEqual([1, [`${m2} Family2`, `${m3} Family3`]]);
    // Ended and begun anew in one file: a member.
    expect(await compare([m2], [m2], false)).toEqual([1, []]);
    expect(await compare([], [], false)).toEqual([0, []]);
    expect(first.added).toBe(3);
    expect(
      await o.call("compareRoster", { campaignId: o.kit.ids.next(), memberNumbers: [], ended: [], isWhole: true }),
    ).toMatchObject({ error: { code: "not-found" } });
  });
});
