import type { Id } from "@practicum/kernel/brand";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { caller, openOutreach, type Outreach } from "../test-campaign.ts";

/** Several callers at the same moment, on real PostgreSQL: PGlite has one connection and can't show a race. */
describe("races of the call queue", () => {
  let o: Outreach;
  beforeAll(async () => {
    o = await openOutreach("pg");
  });
  afterAll(() => o.kit.stop());

  const CALLERS = [1, 2, 3, 4, 5, 6, 7, 8];

  test("MSG-78 eight callers who ask at once, call after call, work a list of forty: each person is called once, nobody is left out", async () => {
    const campaignId = await o.newCampaign();
    const { members } = await o.addRoster(
      campaignId,
      Array.from({ length: 40 }, (_, n) => o.row(n)),
    );
    const called: Id<"member">[] = [];
    const work = async (n: number) => {
      for (;;) {
        const { card, wait } = await o.take(campaignId, n);
        if (card === null) return wait?.because;
        called.push(card.memberId);
        expect(o.value(await o.record(card.memberId, n, "declined"))).toBeDefined();
      }
    };
    const ends = await Promise.all(CALLERS.map(work));
    expect(called.toSorted()).toEqual(members.toSorted());
    // Who is through before the last card is written down hears that others have it.
    expect(ends.every((end) => end === "done" || end === "others")).toBe(true);
    const attempts = await o.kit.rows<{ count: number }>(
      "messaging",
      `select count(*)::int as count from attempt where campaign_id = '${campaignId}'`,
    );
    expect(attempts).toEqual([{ count: 40 }]);
  });

  test("MSG-78 eight who want one person by name at once: one has the card, seven hear who", async () => {
    const campaignId = await o.newCampaign();
    const { members } = await o.addRoster(campaignId, [o.row(100)]);
    const memberId = members[0]!;
    const replies = await Promise.all(CALLERS.map((n) => o.call("holdCard", { memberId }, { as: caller(n) })));
    const winner = replies.findIndex((reply) => reply.ok);
    expect(replies.filter((reply) => reply.ok)).toHaveLength(1);
    for (const reply of replies.filter((one) => !one.ok))
      expect(reply).toMatchObject({ error: { code: "card-taken", detail: { name: `Caller ${CALLERS[winner]}` } } });
  });

  test("MSG-78 a caller in four windows has one card, the same in each", async () => {
    const campaignId = await o.newCampaign();
    await o.addRoster(campaignId, [o.row(200), o.row(201), o.row(202), o.row(203)]);
    const cards = await Promise.all([1, 1, 1, 1].map((n) => o.card(campaignId, n)));
    expect(new Set(cards.map((one) => one.memberId)).size).toBe(1);
    const held = await o.kit.rows(
      "messaging",
      `select 1 from member where campaign_id = '${campaignId}' and held_by is not null`,
    );
    expect(held).toHaveLength(1);
  });

  test("MSG-76 the next card of two thousand is found by the queue's index, in its order", async () => {
    const campaignId = await o.newCampaign();
    await o.addRoster(
      campaignId,
      Array.from({ length: 2000 }, (_, n) => o.row(n)),
    );
    await o.kit.rows("messaging", "analyze member");
    const plan = await o.kit.rows<{ "QUERY PLAN": string }>(
      "messaging",
      `explain select member_id from member where campaign_id = '${campaignId}' and state = 'waiting' and match in ('new', 'matched')
        and not_before <= now() and (held_until is null or held_until <= now()) and split_part(language, '-', 1) in ('en')
        order by rank, not_before, member_id limit 1 for update skip locked`,
    );
    const text = plan.map((line) => line["QUERY PLAN"]).join("\n");
    expect(text).toContain("Index Scan using member_queue");
    expect(text).not.toContain("Sort");
    expect((await o.card(campaignId, 1)).memberNumber).toBe("M00000");
  }, 60_000);
});
