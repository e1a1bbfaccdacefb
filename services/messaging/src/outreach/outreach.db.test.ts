import { databaseKinds } from "@practicum/db/test-databases";
import { addMinutes } from "@practicum/kernel/instant";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { patientPayload, visitPayload } from "../test-events.ts";
import { caller, MORNING, openOutreach, type Outreach } from "../test-campaign.ts";

describe.each(databaseKinds)("outreach on %s", (database) => {
  let o: Outreach;
  beforeAll(async () => {
    o = await openOutreach(database);
  });
  afterAll(() => o.kit.stop());

  const progress = async (campaignId: string) => o.value(await o.call("getCampaign", { campaignId })).progress;
  const numbers = async (
    campaignId: string,
    list: "all" | "review" | "waiting" | "yes-no-visit" | "do-not-call" = "all",
  ) => o.value(await o.call("listMembers", { campaignId, list })).members.map((one) => one.memberNumber);

  test("MSG-70 MSG-72 a campaign's days and hours fit, a change names its version, and each wording of the script is kept", async () => {
    const campaignId = await o.newCampaign();
    const {
      script,
      progress: _,
      createdAt: _at,
      createdBy: _by,
      open: _open,
      ...rules
    } = o.value(await o.call("getCampaign", { campaignId }));
    const save = (more: object) =>
      o.call("saveCampaign", { ...rules, script: { en: script.en, es: script.es }, ...more } as never);
    expect(await save({ until: "2026-11-01" })).toMatchObject({ error: { field: "until" } });
    expect(await save({ callUntil: "09:00" })).toMatchObject({ error: { field: "callUntil" } });
    expect(await save({ version: 7 })).toMatchObject({ error: { code: "stale-version" } });
    expect(await save({ version: 0 })).toMatchObject({ error: { code: "already-recorded" } });
    expect(await save({ goal: 12 })).toMatchObject({ value: { version: 2, scriptVersion: 1 } });
    const words = { en: "Hi {first}.", es: "" };
    expect(await save({ version: 2, script: words })).toMatchObject({ value: { version: 3, scriptVersion: 2 } });
    await o.addRoster(campaignId, [o.row(1)]);
    expect((await o.card(campaignId, 1)).script).toEqual({ language: "en", version: 2, text: "Hi Ana." });
    const kept = await o.kit.rows(
      "messaging",
      `select en from call_script where campaign_id = '${campaignId}' order by version`,
    );
    expect(kept).toEqual([{ en: "Hello {first}, this is {caller}." }, { en: "Hi {first}." }]);
  });

  test("MSG-72 more attempts bring back who had used them up, fewer end who has", async () => {
    const campaignId = await o.newCampaign({ maxAttempts: 1 });
    await o.addRoster(campaignId, [o.row(1)]);
    const { memberId } = await o.card(campaignId, 1);
    o.value(await o.record(memberId, 1, "no-answer"));
    expect(await progress(campaignId)).toMatchObject({ unreachable: 1, again: 0 });
    const {
      script,
      progress: _,
      createdAt: _at,
      createdBy: _by,
      open: _open,
      ...rules
    } = o.value(await o.call("getCampaign", { campaignId }));
    const words = { en: script.en, es: script.es };
    o.value(await o.call("saveCampaign", { ...rules, maxAttempts: 2, script: words }));
    expect(await progress(campaignId)).toMatchObject({ unreachable: 0, again: 1 });
    o.value(await o.call("saveCampaign", { ...rules, version: 2, maxAttempts: 1, script: words }));
    expect(await progress(campaignId)).toMatchObject({ unreachable: 1, again: 0 });
  });

  test("MSG-74 a member number is on a campaign's list once, in one file and over several; what was left out is kept with the reason", async () => {
    const campaignId = await o.newCampaign();
    const first = await o.addRoster(campaignId, [o.row(1), o.row(2), o.row(1, { line: 9 })]);
    expect(first).toMatchObject({ added: 2, already: 1 });
    const rosterId = o.kit.ids.next<"roster">();
    const input = {
      rosterId,
      campaignId,
      fileName: "again.csv",
      rows: [o.row(2), o.row(3)],
      refused: [{ line: 4, because: "no birth date" }],
    };
    expect(await o.call("importRoster", input)).toMatchObject({ value: { added: 1, already: 1 } });
    expect(await o.call("importRoster", input)).toMatchObject({ error: { code: "already-recorded" } });
    expect(await numbers(campaignId)).toEqual(["M00001", "M00002", "M00003"]);
    const lists = o.value(await o.call("listRosters", { campaignId })).rosters;
    expect(lists.find((one) => one.rosterId === rosterId)).toMatchObject({
      added: 1,
      pending: 1,
      refused: [{ line: 4, because: "no birth date" }],
    });
    const young = [o.row(8), o.row(9, { birthDate: "2027-01-01" })];
    const refused = await o.call("importRoster", { ...input, rosterId: o.kit.ids.next(), rows: young });
    expect(refused).toMatchObject({ error: { field: "rows.1.birthDate" } });
    expect(await numbers(campaignId)).toHaveLength(3);
  });

  test("MSG-73 who is certainly a patient is that patient; who may be waits for a person's word, which nothing overrules", async () => {
    const campaignId = await o.newCampaign();
    const maria = o.kit.ids.next<"patient">();
    await o.kit.deliver("scheduling.patient-changed.v1", patientPayload(maria));
    const { members } = await o.addRoster(campaignId, [o.row(1), o.row(2), o.row(3)], false);
    const [sure, unsure, unknown] = members;
    const none = o.value(await o.call("takeCard", { campaignId, languages: [] }, { as: caller(1) }));
    expect(none).toEqual({ card: null, wait: { because: "review", at: null } });
    const like = {
      patientId: maria,
      mrn: "100042",
      name: patientPayload(maria).name,
      birthDate: "1981-03-04",
      sex: "female",
      phone: null,
    };
    const found = [
      { memberId: sure, verdict: "matched", candidates: [{ ...like, score: 100, because: ["same name"] }] },
      { memberId: unsure, verdict: "unsure", candidates: [{ ...like, score: 60, because: ["same last name"] }] },
    ];
    await o.tellMatches(campaignId, found);
    expect(await numbers(campaignId, "review")).toEqual(["M00002"]);
    expect((await o.card(campaignId, 1)).patientId).toBe(maria);
    o.value(await o.record(sure!, 1, "declined"));
    expect((await o.take(campaignId, 1)).wait?.because).toBe("review");
    expect(await o.call("linkMember", { memberId: unsure!, patientId: o.kit.ids.next() })).toMatchObject({
      error: { code: "not-found", field: "patientId" },
    });
    o.value(await o.call("linkMember", { memberId: unsure!, patientId: null }));
    expect((await o.card(campaignId, 1)).memberId).toBe(unsure);
    o.value(await o.call("linkMember", { memberId: unknown!, patientId: null }));
    await o.tellMatches(campaignId, [{ ...found[0], memberId: unknown }]);
    expect(o.value(await o.call("getMember", { memberId: unknown! })).patientId).toBeNull();
  });

  test("MSG-217 who has died gets no card, by the queue or by name; taken back, one again", async () => {
    const campaignId = await o.newCampaign();
    const maria = o.kit.ids.next<"patient">();
    await o.kit.deliver("scheduling.patient-changed.v1", patientPayload(maria));
    const { members } = await o.addRoster(campaignId, [o.row(1)], false);
    const [memberId] = members;
    await o.kit.settle();
    o.value(await o.call("linkMember", { memberId: memberId!, patientId: maria }));
    const said = { source: "family", saidBy: "A son", at: "2026-11-24T18:00:00.000Z", by: "Brooks" } as const;
    const death = { deathId: o.kit.ids.next<"death">(), date: null, physicianId: null, ...said };
    await o.kit.deliver("scheduling.patient-changed.v1", patientPayload(maria, { version: 2, death }));
    await o.kit.settle();
    expect((await o.take(campaignId, 1)).card).toBeNull();
    expect(await o.call("holdCard", { memberId: memberId! }, { as: caller(1) })).toMatchObject({
      error: { code: "record-closed" },
    });
    await o.kit.deliver("scheduling.patient-changed.v1", patientPayload(maria, { version: 3 }));
    await o.kit.settle();
    expect((await o.card(campaignId, 1)).patientId).toBe(maria);
  });

  test("MSG-75 an import is taken back whole: nobody of it is called, its attempts stay, and it can come again", async () => {
    const campaignId = await o.newCampaign();
    const kept = await o.addRoster(campaignId, [o.row(1)]);
    const wrong = await o.addRoster(campaignId, [o.row(2), o.row(3)]);
    o.value(await o.record(wrong.members[0]!, 1, "left-message"));
    expect(await o.call("undoRoster", { rosterId: wrong.rosterId })).toMatchObject({ value: { withdrawn: 2 } });
    expect(await o.call("undoRoster", { rosterId: wrong.rosterId })).toMatchObject({ value: { withdrawn: 0 } });
    expect(await numbers(campaignId)).toEqual(["M00001"]);
    expect(await progress(campaignId)).toMatchObject({ people: 1, attempts: 1 });
    expect(await o.record(wrong.members[1]!, 1, "no-answer")).toMatchObject({ error: { code: "card-over" } });
    expect((await o.card(campaignId, 1)).memberId).toBe(kept.members[0]);
    expect(await o.addRoster(campaignId, [o.row(2), o.row(3)])).toMatchObject({ added: 2, already: 0 });
  });

  test("MSG-76 due callbacks come first, then who was never called, then who was called least; nobody before the own time", async () => {
    const campaignId = await o.newCampaign({ pauseHours: 0 });
    const { members } = await o.addRoster(campaignId, [o.row(1), o.row(2), o.row(3), o.row(4)]);
    const [one, two, three, four] = members;
    const at = addMinutes(o.kit.clock.now(), 30);
    o.value(await o.record(one!, 1, "no-answer"));
    o.value(await o.record(one!, 1, "no-answer"));
    o.value(await o.record(two!, 1, "no-answer"));
    o.value(await o.record(three!, 1, "callback", { callbackAt: at }));
    const order = async () => {
      const seen: string[] = [];
      for (const n of [1, 2, 3, 4]) {
        const { card } = await o.take(campaignId, n);
        if (card) seen.push(card.memberId);
      }
      for (const n of [1, 2, 3, 4])
        for (const memberId of seen) await o.call("releaseCard", { memberId }, { as: caller(n) });
      return seen;
    };
    expect(await order()).toEqual([four, two, one]);
    await o.kit.advanceTo(at);
    expect(await order()).toEqual([three, four, two, one]);
    await o.kit.advanceTo(addMinutes(at, 1));
  });

  test("MSG-77 MSG-79 outside of the hours there is no card, and the answer says when; a person who calls us can be opened", async () => {
    const campaignId = await o.newCampaign({ callFrom: "06:00", callUntil: "07:00" });
    const { members } = await o.addRoster(campaignId, [o.row(1)]);
    expect(await o.take(campaignId, 1)).toEqual({
      card: null,
      wait: { because: "quiet-hours", at: "2026-11-24T14:00:00.000Z" },
    });
    expect(await o.call("holdCard", { memberId: members[0]! }, { as: caller(1) })).toMatchObject({ ok: true });
    o.value(await o.call("openCampaign", { campaignId, version: 1, open: false }));
    await o.call("releaseCard", { memberId: members[0]! }, { as: caller(1) });
    expect((await o.take(campaignId, 1)).wait).toEqual({ because: "ended", at: null });
  });

  test("MSG-78 a card is with one caller: kept over a reload, given back by leaving, by the outcome, and after twenty minutes", async () => {
    const campaignId = await o.newCampaign();
    const { members } = await o.addRoster(campaignId, [o.row(1)]);
    const memberId = members[0]!;
    expect((await o.card(campaignId, 1)).memberId).toBe(memberId);
    expect((await o.card(campaignId, 1)).memberId).toBe(memberId);
    const other = await o.take(campaignId, 2);
    expect(other.wait?.because).toBe("others");
    expect(await o.record(memberId, 2, "declined")).toMatchObject({
      error: { code: "card-taken", detail: { name: "Caller 1" } },
    });
    expect(await o.call("holdCard", { memberId }, { as: caller(2) })).toMatchObject({ error: { code: "card-taken" } });
    // Who has not got it gives nothing back.
    expect(await o.call("releaseCard", { memberId }, { as: caller(2) })).toMatchObject({ value: { released: false } });
    expect(await o.call("releaseCard", { memberId }, { as: caller(1) })).toMatchObject({ value: { released: true } });
    expect((await o.card(campaignId, 2)).memberId).toBe(memberId);
    await o.kit.advanceTo(addMinutes(o.kit.clock.now(), 19));
    expect((await o.take(campaignId, 1)).card).toBeNull();
    await o.kit.advanceTo(addMinutes(o.kit.clock.now(), 1));
    expect((await o.card(campaignId, 1)).memberId).toBe(memberId);
    expect(await o.record(memberId, 2, "declined")).toMatchObject({
      error: { code: "card-taken", detail: { name: "Caller 1" } },
    });
    o.value(await o.record(memberId, 1, "declined"));
    expect((await o.take(campaignId, 2)).wait?.because).toBe("done");
  });

  test("MSG-79 MSG-82 who speaks another language is for a caller who does", async () => {
    const campaignId = await o.newCampaign();
    const { members } = await o.addRoster(campaignId, [o.row(1), o.row(2, { language: "es-MX" })]);
    o.value(await o.record(members[0]!, 1, "language-needed", { language: "vi" }));
    expect((await o.take(campaignId, 1, ["en"])).wait?.because).toBe("language");
    expect((await o.card(campaignId, 2, ["es", "en"])).script).toMatchObject({
      language: "es",
      text: "Hola Ana, soy Caller 2.",
    });
    expect((await o.card(campaignId, 3, ["vi"])).memberId).toBe(members[0]);
  });

  test("MSG-84 who asked not to be called is called by no campaign, by no later list, as the same patient neither; struck, as before", async () => {
    const phone = "6195559999";
    const maria = o.kit.ids.next<"patient">();
    await o.kit.deliver("scheduling.patient-changed.v1", patientPayload(maria));
    await o.kit.settle();
    const first = await o.newCampaign();
    const second = await o.newCampaign();
    const here = await o.addRoster(first, [o.row(1, { phones: ["6195558888", phone] }), o.row(2)]);
    const there = await o.addRoster(second, [o.row(7, { phones: ["6195550007", phone] }), o.row(8)]);
    for (const memberId of [here.members[0]!, there.members[1]!])
      o.value(await o.call("linkMember", { memberId, patientId: maria }));
    const attemptId = o.kit.ids.next<"attempt">();
    o.value(await o.record(here.members[0]!, 1, "do-not-call", { attemptId }));
    expect(await numbers(first, "do-not-call")).toEqual(["M00001"]);
    // One by the number, one as the patient.
    expect(await numbers(second, "do-not-call")).toEqual(["M00007", "M00008"]);
    await o.addRoster(second, [o.row(9, { phones: [phone] })]);
    expect(await numbers(second, "waiting")).toEqual([]);
    expect((await o.take(second, 1)).wait?.because).toBe("done");
    expect(await o.call("holdCard", { memberId: there.members[0]! }, { as: caller(1) })).toMatchObject({
      error: { code: "card-over" },
    });
    o.value(await o.call("undoAttempt", { attemptId }, { as: caller(1) }));
    expect(await numbers(second, "waiting")).toEqual(["M00007", "M00008", "M00009"]);
    expect(await numbers(first, "waiting")).toEqual(["M00001", "M00002"]);
  });

  test("MSG-85 MSG-86 each person is in one place of the progress; who has a visit is not called, who lost it or never had one is listed", async () => {
    const campaignId = await o.newCampaign();
    const ana = o.kit.ids.next<"patient">();
    await o.kit.deliver("scheduling.patient-changed.v1", patientPayload(ana));
    await o.kit.settle();
    const { members } = await o.addRoster(
      campaignId,
      [1, 2, 3, 4, 5, 6, 7].map((n) => o.row(n)),
    );
    const say = async (at: number, outcome: string, more: object = {}) =>
      o.value(await o.record(members[at]!, 1, outcome, more));
    await say(0, "booked");
    await say(1, "declined");
    await say(2, "no-answer");
    await say(3, "wrong-number");
    await say(4, "do-not-call");
    o.value(await o.call("linkMember", { memberId: members[5]!, patientId: ana }));
    expect(await progress(campaignId)).toEqual({
      people: 7,
      uncalled: 2,
      again: 1,
      yes: 1,
      declined: 1,
      unreachable: 0,
      closed: 1,
      doNotCall: 1,
      reached: 3,
      booked: 0,
      yesWithoutVisit: 1,
      toReview: 0,
      attempts: 5,
    });
    const visit = visitPayload(ana, addMinutes(MORNING, 3 * 24 * 60), { appointmentId: o.kit.ids.next() });
    await o.kit.deliver("scheduling.appointment-booked.v1", visit);
    await o.kit.settle();
    expect(await progress(campaignId)).toMatchObject({ uncalled: 1, yes: 2, booked: 1, yesWithoutVisit: 1 });
    await o.kit.deliver("scheduling.appointment-changed.v1", {
      ...visit,
      version: 2,
      status: "cancelled",
      change: "cancelled",
    });
    await o.kit.settle();
    expect(await progress(campaignId)).toMatchObject({ yes: 2, booked: 0, yesWithoutVisit: 2 });
    expect(await numbers(campaignId, "yes-no-visit")).toEqual(["M00001", "M00006"]);
  });

  test("MSG-87 the last attempt is struck by who made it or who leads: the person stands as before, and the attempt stays", async () => {
    const campaignId = await o.newCampaign();
    const { members } = await o.addRoster(campaignId, [o.row(1)]);
    const memberId = members[0]!;
    const [first, second] = [o.kit.ids.next<"attempt">(), o.kit.ids.next<"attempt">()];
    const before = o.value(await o.call("getMember", { memberId }));
    o.value(await o.record(memberId, 1, "wrong-number", { attemptId: first, phone: before.phones[0] }));
    expect(o.value(await o.call("getMember", { memberId }))).toMatchObject({ phones: [], state: "no-number" });
    expect(await o.call("undoAttempt", { attemptId: first }, { as: caller(2) })).toMatchObject({
      error: { code: "not-allowed" },
    });
    o.value(await o.call("undoAttempt", { attemptId: first }, { as: caller(1) }));
    expect(await o.call("undoAttempt", { attemptId: first }, { as: caller(1) })).toMatchObject({ ok: true });
    const after = o.value(await o.call("getMember", { memberId }));
    expect({ ...after, version: 0, history: [] }).toEqual({ ...before, version: 0, history: [] });
    expect(after.history).toMatchObject([{ attemptId: first, outcome: "wrong-number", undoneBy: "Caller 1" }]);
    o.value(await o.record(memberId, 1, "left-message"));
    o.value(await o.record(memberId, 1, "declined", { attemptId: second }));
    o.value(await o.call("undoAttempt", { attemptId: second }));
    expect(o.value(await o.call("getMember", { memberId }))).toMatchObject({
      state: "waiting",
      attempts: 1,
      lastOutcome: "left-message",
    });
  });

  test("MSG-90 the proof has every attempt, struck ones too, and names whose records it shows", async () => {
    const campaignId = await o.newCampaign();
    const { members } = await o.addRoster(campaignId, [o.row(1), o.row(2)]);
    const attemptId = o.kit.ids.next<"attempt">();
    o.value(await o.record(members[0]!, 1, "no-answer", { attemptId, note: "Secret words" }));
    o.value(await o.call("undoAttempt", { attemptId }, { as: caller(1) }));
    o.value(await o.record(members[1]!, 2, "declined", { phone: "6195510002" }));
    const { csv, attempts } = o.value(await o.call("exportAttempts", { campaignId }));
    expect(attempts).toBe(2);
    expect(csv).toContain("M00001,Family1,Ana,1981-03-04,");
    expect(csv).toMatch(/M00002,.*,Caller 2,6195510002,Reached: declined/);
    expect(csv).toContain("by Caller 1");
    expect(csv).not.toContain("Secret");
    const stranger = await o.call("exportAttempts", { campaignId }, { as: caller(1) });
    expect(stranger).toMatchObject({ error: { code: "not-allowed" } });
  });
});
