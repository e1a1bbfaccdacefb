import { databaseKinds } from "@practicum/db/test-databases";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { completeNote, encounter, openClinic, outcome, patient, TODAY, value, type Clinic } from "./test/clinic.ts";

describe.each(databaseKinds)("what patients ask about their information, on %s", (database) => {
  let clinic: Clinic;
  const manager = { as: ["practice-manager" as const] };
  beforeAll(async () => {
    clinic = await openClinic(database);
  }, 60_000);
  afterAll(() => clinic.kit.stop());

  const request = (patientId: string, more: object = {}) => ({
    requestId: clinic.kit.ids.next<"privacy-request">(),
    patientId,
    kind: "amendment" as const,
    askedBy: "The patient",
    asked: "The weight of 2024 is wrong.",
    receivedOn: addDays(TODAY, -59),
    ownerId: null,
    ...more,
  });
  const receive = async (patientId: string, more: object = {}) => {
    const one = request(patientId, more);
    value(await clinic.call("receivePrivacyRequest", one, manager));
    return one;
  };
  const work = (
    one: { requestId: string; patientId: string },
    version: number,
    step: string,
    more: object = {},
    as: object = manager,
  ) =>
    clinic.call(
      "workPrivacyRequest",
      { ...one, step: step as never, words: `Words of ${step}.`, ownerId: null, version, ...more },
      as,
    );
  const only = ({ requestId, patientId }: { requestId: never; patientId: string }) => ({ requestId, patientId });
  const list = async (which: "open" | "overdue" | "done", more: object = {}, as: object = manager) => {
    const found = value(await clinic.call("listPrivacyRequests", { which, ...more }, as));
    return { ...found, ids: found.requests.map((one) => one.requestId) };
  };
  const news = async (requestId: string) =>
    (await clinic.kit.events("charting", "charting.privacy-request-changed.v1"))
      .map(({ payload }) => payload as { requestId: string; stage: string; order: number; ownerId: string | null })
      .filter((one) => one.requestId === requestId);

  test("CHT-310, CHT-311, CHT-314 from the day it comes to the practice's answer to the disagreement", async () => {
    const patientId = await patient(clinic);
    const one = request(patientId);
    expect(value(await clinic.call("receivePrivacyRequest", one, { as: ["front-desk"] }))).toEqual({
      dueOn: addDays(TODAY, 1),
    });
    expect(outcome(await clinic.call("receivePrivacyRequest", one, manager))).toBe("already-recorded");
    const unknown = request(patientId, { ownerId: clinic.kit.ids.next() });
    expect(outcome(await clinic.call("receivePrivacyRequest", unknown, manager))).toBe("not-found");
    expect(outcome(await clinic.call("receivePrivacyRequest", request(patientId), { as: ["biller"] }))).toBe(
      "not-allowed",
    );
    const ids = only(one as never);
    expect(outcome(await work(ids, 1, "assigned", {}, { as: ["front-desk"] }))).toBe("not-allowed");
    expect(outcome(await work(ids, 1, "assigned", { ownerId: clinic.chen.staffId, words: "" }))).toBe("ok");
    expect(outcome(await work(ids, 1, "granted"))).toBe("stale-version");
    expect(outcome(await work(ids, 2, "extended", { dueOn: addDays(TODAY, 31) }))).toBe("ok");
    expect(value(await clinic.call("getPrivacyRequest", { requestId: one.requestId }, manager))).toMatchObject({
      dueOn: addDays(TODAY, 31),
      extended: true,
      ownerId: clinic.chen.staffId,
      version: 3,
      free: false,
    });
    expect(outcome(await work(ids, 3, "denied", { ground: "accurate" }))).toBe("ok");
    for (const [at, step] of (["disagreed", "rebutted"] as const).entries())
      expect(outcome(await work(ids, 4 + at, step))).toBe("ok");
    expect(outcome(await work({ ...ids, patientId: await patient(clinic) }, 6, "reopened"))).toBe("not-found");
    const done = value(await clinic.call("getPrivacyRequest", { requestId: one.requestId }, manager));
    expect(done.next).toEqual(["reopened"]);
    expect(done.steps.map(({ kind, words, ground }) => [kind, words, ground])).toEqual([
      ["received", "", null],
      ["assigned", "", null],
      ["extended", "Words of extended.", null],
      ["denied", "Words of denied.", "accurate"],
      ["disagreed", "Words of disagreed.", null],
      ["rebutted", "Words of rebutted.", null],
    ]);
    await expect(
      clinic.kit.rows("charting", `update privacy_step set words = 'x' where request_id = '${one.requestId}'`),
    ).rejects.toThrow("only added to");
    // CHT-320: the record shows what each said, to who reads it.
    const shown = value(await clinic.call("privacyOfPatient", { patientId }, { as: clinic.ma }));
    expect(shown).toMatchObject({ open: [], keptFromPlans: [] });
    expect(shown.disputed.map((each) => [each.requestId, each.steps.map(({ kind }) => kind)])).toEqual([
      [one.requestId, ["denied", "disagreed", "rebutted"]],
    ]);
    expect(outcome(await clinic.call("privacyOfPatient", { patientId }, manager))).toBe("not-allowed");
  });

  test("CHT-317 what is due first stands first, page by page; overdue by itself; words find a name", async () => {
    const before = await list("open");
    const patientId = await patient(clinic);
    const later = await receive(patientId);
    const late = await receive(patientId, { kind: "access", receivedOn: addDays(TODAY, -31), asked: "A copy." });
    const first = await list("open", { patientId, limit: 1 });
    expect(first.ids).toEqual([late.requestId]);
    expect([first.open, first.overdue]).toEqual([before.open + 2, before.overdue + 1]);
    const second = await list("open", { patientId, limit: 1, before: first.next });
    expect([second.ids, second.next]).toEqual([[later.requestId], null]);
    expect((await list("overdue", { patientId })).ids).toEqual([late.requestId]);
    expect((await list("open", { patientId, words: "lop mar" })).ids).toHaveLength(2);
    expect((await list("open", { patientId, words: "lop%" })).ids).toEqual([]);
    value(await work(only(late as never), 1, "withdrawn"));
    expect((await list("done", { patientId })).ids).toEqual([late.requestId]);
    const open = value(await clinic.call("privacyOfPatient", { patientId }, { as: clinic.ma })).open;
    expect(open).toMatchObject([{ requestId: later.requestId, kind: "amendment", overdue: false }]);
  });

  test("CHT-317 of a chart that is shut, who answers for the practice and whose it is see the request, and nobody else", async () => {
    const { patientId } = await encounter(clinic, clinic.chen);
    const one = await receive(patientId, { ownerId: clinic.np.staffId });
    const seenBy = async (as: object) => [
      (await list("open", { patientId }, as)).ids.length,
      outcome(await clinic.call("getPrivacyRequest", { requestId: one.requestId }, as)),
    ];
    expect(await seenBy({ as: clinic.other })).toEqual([1, "ok"]);
    const all = (await list("open", {}, { as: clinic.other })).open;
    const restriction = {
      restrictionId: clinic.kit.ids.next<"restriction">(),
      patientId,
      class: "vip" as const,
      shuts: "others" as const,
      staffIds: [],
      roles: [],
      reason: "Known in town",
      replaces: null,
    };
    value(await clinic.call("restrictChart", restriction, manager));
    expect(await seenBy({ as: clinic.other })).toEqual([0, "chart-restricted"]);
    expect((await list("open", {}, { as: clinic.other })).open).toBe(all - 1);
    expect(outcome(await work(only(one as never), 1, "withdrawn", {}, { as: clinic.other }))).toBe("chart-restricted");
    for (const as of [{ as: clinic.chen }, { as: clinic.np }, manager]) expect(await seenBy(as)).toEqual([1, "ok"]);
  });

  test("CHT-313 a reviewed refusal is open again until somebody else writes down what the reviewer decided", async () => {
    const patientId = await patient(clinic);
    const one = only((await receive(patientId, { kind: "access", receivedOn: TODAY })) as never);
    const chen = { as: clinic.chen };
    value(await work(one, 1, "denied", { ground: "endangers" }, chen));
    value(await work(one, 2, "review-asked"));
    expect((await list("open", { patientId })).ids).toEqual([one.requestId]);
    expect(outcome(await work(one, 3, "overturned", {}, chen))).toBe("invalid-input");
    value(await work(one, 3, "overturned", {}, { as: clinic.other }));
    expect((await list("done", { patientId })).requests.map((each) => each.state)).toEqual(["granted"]);
  });

  test("CHT-321 an accepted amendment is an addendum to the note, by who may write one and to that patient's note alone", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    const one = only((await receive(patientId)) as never);
    const amends = { addendumId: clinic.kit.ids.next<"addendum">(), encounterId, text: "Weight was 70 kg." };
    const chen = { as: clinic.chen };
    expect(outcome(await work(one, 1, "granted", { amends }))).toBe("not-allowed");
    expect(outcome(await work(one, 1, "granted", { amends }, chen))).toBe("encounter-not-signed");
    value(await clinic.call("signEncounter", { encounterId, patientId, supervisorId: null }, chen));
    const others = only((await receive(await patient(clinic))) as never);
    expect(outcome(await work(others, 1, "granted", { amends }, chen))).toBe("not-found");
    value(await work(one, 1, "granted", { amends }, chen));
    const { addenda } = value(await clinic.call("getEncounter", { encounterId }, chen));
    expect(addenda).toMatchObject([
      { addendumId: amends.addendumId, text: "Amended as the patient asked on 09/25/2026: Weight was 70 kg." },
    ]);
  });

  test("CHT-315 billing is told of what is kept from the plan when it stands, and when it ends", async () => {
    const patientId = await patient(clinic);
    const restriction = { target: "health-plan", paidInFull: true, from: TODAY, until: TODAY };
    const one = only((await receive(patientId, { kind: "restriction", receivedOn: TODAY, restriction })) as never);
    const told = async () =>
      (await clinic.kit.events("charting", "charting.plan-restriction-changed.v1"))
        .map(({ payload }) => payload as { requestId: string; stands: boolean; order: number })
        .filter((each) => each.requestId === one.requestId)
        .map(({ stands, order }) => [stands, order]);
    expect(outcome(await work(one, 1, "denied", { ground: "not-agreed" }))).toBe("invalid-input");
    value(await work(one, 1, "granted"));
    const kept = value(await clinic.call("privacyOfPatient", { patientId }, { as: clinic.chen })).keptFromPlans;
    expect(kept).toEqual([{ from: TODAY, until: TODAY }]);
    value(await work(one, 2, "ended"));
    expect(await told()).toEqual([
      [true, 2],
      [false, 3],
    ]);
    const family = { ...restriction, target: "others" };
    const other = only(
      (await receive(patientId, { kind: "restriction", receivedOn: TODAY, restriction: family })) as never,
    );
    value(await work(other, 1, "granted"));
    expect(await told()).toHaveLength(2);
  });

  test("CHT-322 the first account in twelve months is free, the next is not, and one that was withdrawn is none", async () => {
    const patientId = await patient(clinic);
    const account = async (receivedOn: LocalDate) =>
      only((await receive(patientId, { kind: "accounting", receivedOn })) as never);
    const isFree = async ({ requestId }: { requestId: never }) =>
      value(await clinic.call("getPrivacyRequest", { requestId }, manager)).free;
    const first = await account(addDays(TODAY, -360));
    value(await work(first, 1, "withdrawn"));
    const second = await account(addDays(TODAY, -350));
    expect(await isFree(second)).toBe(true);
    value(await work(second, 1, "granted"));
    const third = await account(TODAY);
    expect([await isFree(second), await isFree(third)]).toEqual([true, false]);
    value(await work(third, 1, "fee-told", { feeCents: 1500 }));
  });

  test("CHT-318, CHT-319 what went out by hand is in the account until it is struck, within six years", async () => {
    const patientId = await patient(clinic);
    const other = await patient(clinic);
    const gone = (more: object = {}) => ({
      disclosureId: clinic.kit.ids.next<"disclosure">(),
      patientId,
      on: addDays(TODAY, -10),
      to: "County health department",
      what: "Report of a measles case",
      purpose: "Public health",
      way: "Fax",
      exemption: null,
      ...more,
    });
    const report = gone();
    const payer = gone({ on: addDays(TODAY, -3), to: "Aetna", exemption: "treatment-payment-operations" });
    const apart = gone({ on: addDays(TODAY, -2), to: "Court", classes: ["substance-use"], withheldUntil: TODAY });
    for (const one of [report, payer, apart, gone({ on: addDays(TODAY, -2300) }), gone({ patientId: other })])
      value(await clinic.call("recordDisclosure", one, manager));
    expect(outcome(await clinic.call("recordDisclosure", report, manager))).toBe("already-recorded");
    expect(outcome(await clinic.call("recordDisclosure", gone({ on: addDays(TODAY, 1) }), manager))).toBe(
      "in-the-future",
    );
    const early = gone({ withheldUntil: addDays(TODAY, -11) });
    expect(outcome(await clinic.call("recordDisclosure", early, manager))).toBe("invalid-input");
    const account = (from: LocalDate, until: LocalDate = TODAY, as: object = manager) =>
      clinic.call("accountOfDisclosures", { patientId, from, until }, as);
    const from = addDays(TODAY, -365);
    const lines = value(await account(from)).disclosures;
    expect(lines.map(({ to, exemption, withheldUntil }) => [to, exemption, withheldUntil])).toEqual([
      ["Court", null, TODAY],
      ["Aetna", "treatment-payment-operations", null],
      ["County health department", null, null],
    ]);
    // Who does not see the class is told of nothing, and strikes nothing.
    const others = value(await account(from, TODAY, { as: clinic.other })).disclosures;
    expect(others.map(({ to }) => to)).toEqual(["Aetna", "County health department"]);
    const strike = (one: { disclosureId: never }, more: object = {}, as: object = manager) =>
      clinic.call(
        "strikeDisclosure",
        { disclosureId: one.disclosureId, patientId, reason: "Never sent.", ...more },
        as,
      );
    expect(outcome(await strike(apart as never, {}, { as: clinic.other }))).toBe("not-found");
    expect(outcome(await account(addDays(TODAY, -2300)))).toBe("invalid-input");
    expect(outcome(await account(TODAY, from))).toBe("invalid-input");
    expect(outcome(await strike(report as never, { patientId: other }))).toBe("not-found");
    for (let time = 0; time < 2; time += 1) value(await strike(report as never));
    const after = value(await account(from)).disclosures.map(({ to, struck }) => [to, struck?.reason ?? null]);
    expect(after).toContainEqual(["County health department", "Never sent."]);
    expect(outcome(await account(from, TODAY, { as: ["front-desk"] }))).toBe("not-allowed");
  });

  // The clock moves from here on.
  test("CHT-316 where it stands is told a week before its deadline, the day after, and each week until it is answered", async () => {
    const patientId = await patient(clinic);
    const one = only(
      (await receive(patientId, {
        kind: "access",
        receivedOn: addDays(TODAY, -20),
        ownerId: clinic.chen.staffId,
      })) as never,
    );
    const stages = async () => (await news(one.requestId)).map(({ stage }) => stage);
    expect(await stages()).toEqual(["open"]);
    // Due on December 3rd; midnight of the practice, and not of UTC.
    await clinic.kit.advanceTo("2026-11-26T07:59:00.000Z");
    expect(await stages()).toEqual(["open"]);
    await clinic.kit.advanceTo("2026-11-26T08:01:00.000Z");
    expect(await stages()).toEqual(["open", "soon"]);
    await clinic.kit.advanceTo("2026-12-12T08:01:00.000Z");
    expect(await stages()).toEqual(["open", "soon", "overdue", "overdue"]);
    value(await work(one, 1, "granted", {}, manager));
    await clinic.kit.advanceTo("2026-12-30T08:01:00.000Z");
    const all = await news(one.requestId);
    expect(all.map(({ stage }) => stage).slice(-2)).toEqual(["overdue", "done"]);
    expect(all.map(({ order }) => order)).toEqual(all.map(({ order }) => order).toSorted((a, b) => a - b));
    expect(new Set(all.map(({ order }) => order)).size).toBe(all.length);
  });
});
